import type { SourceDocumentation } from '../source/source-documentation.js';
import { elementDefinitions } from './element-schema.js';
import { documentationVersion } from './model-version.js';
import { ModelDocumentError } from './model-document-error.js';
import { modelSchema } from './model-schema.js';
import { parseJson } from './parse-model.js';
import { listOf, map, ref, text, type SchemaNode } from './schema-node.js';
import { phraseOf, schemaViolations } from './schema-violations.js';

const said = { 'source?': ref('place'), 'documentation?': ref('documentation') };
const terms = listOf(map('A word that a comment defines.', { name: text(), definition: text() }));
const { method, thrown, suppression, documentation, test } = elementDefinitions;
const { place, edge } = modelSchema.$defs!;

const documentationSchema: SchemaNode = {
  ...map('What the sources of a domain say of it.', {
    documentationVersion: { const: documentationVersion },
    domain: text(),
    context: map('What is said of the domain as a whole.', { 'documentation?': ref('documentation'), terms }),
    elements: { type: 'object', additionalProperties: ref('element') },
    gaps: listOf(text()),
  }),
  $defs: {
    element: map('What the source of an element says.', {
      ...said,
      terms,
      suppressions: listOf(ref('suppression')),
      fields: { type: 'object', additionalProperties: map('What is said of a field.', said) },
      invariants: {
        type: 'object',
        additionalProperties: map('What is said of a rule.', { ...said, throws: listOf(ref('thrown')) }),
      },
      methods: listOf(ref('method')),
      'tests?': listOf(ref('test')),
      assignments: listOf(map('A state that is assigned.', { method: text(), field: text(), 'to?': text() })),
      edges: listOf(ref('edge')),
    }),
    method: method!,
    thrown: thrown!,
    suppression: suppression!,
    test: test!,
    documentation: documentation!,
    place: place!,
    edge: edge!,
  },
};

/**
 * Reads what `extractDocumentation` gave from its text, and makes sure that it is that.
 *
 * @param name - what the text is called in errors: the path of its file.
 * @throws ModelDocumentError NOT_JSON, DOCUMENTATION_INVALID with `violations`.
 */
export function parseDocumentation(text: string, name = 'The documentation'): SourceDocumentation {
  const content = parseJson(text, name);
  const verdict = schemaViolations(content, documentationSchema);
  if (verdict.violations.length === 0) return content as SourceDocumentation;
  throw new ModelDocumentError(
    'DOCUMENTATION_INVALID',
    `${name} is not what extractDocumentation gives. ${phraseOf(verdict)}`,
    verdict.violations,
  );
}
