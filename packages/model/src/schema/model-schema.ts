import { edgeKinds } from './kinds.js';
import { elementDefinitions } from './element-schema.js';
import { modelSchemaId } from './model-version.js';
import { listOf, map, record, ref, text, type SchemaNode } from './schema-node.js';

/**
 * The JSON Schema (2020-12) of model documents; the package has it as `schema/model-document.json`, too. Keys that it does not
 * know are allowed: documents of a later version may have them.
 */
export const modelSchema: SchemaNode = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: modelSchemaId,
  title: 'Model document of a bounded context',
  ...map('What a domain is: the contract between its registry and every tool that reads it.', {
    $schema: text('The schema that the document follows.'),
    modelVersion: text('Version of the form of the document.', { pattern: String.raw`^\d+\.\d+\.\d+$` }),
    checksum: text(
      'SHA-256 of the content: of everything but `$schema`, `modelVersion`, `checksum` and `provenance`.',
      { pattern: '^[0-9a-f]{64}$' },
    ),
    context: ref('context'),
    elements: listOf(ref('element'), 'By id.'),
    edges: listOf(ref('edge'), 'By `from`, `kind`, `to`, `method` and `via`.'),
    glossary: listOf(ref('term'), 'By name.'),
    decisions: listOf(ref('decision'), 'By file.'),
    provenance: ref('provenance'),
  }),
  $defs: {
    context: map('The bounded context as a whole.', {
      name: text(),
      'description?': text(),
      owners: listOf(text()),
      'classification?': text(undefined, { enum: ['core', 'supporting', 'generic'] }),
      relationships: listOf(ref('relationship')),
      'documentation?': ref('documentation'),
    }),
    relationship: map('How the context relates to another.', {
      to: text('Name of the other context.'),
      as: text('The pattern: `customer-supplier`, `anticorruption-layer` …'),
      'direction?': text(undefined, { enum: ['upstream', 'downstream'] }),
      'description?': text(),
    }),
    edge: map('What connects two elements.', {
      from: text('Id of the element it starts at.'),
      kind: text(undefined, {
        enum: edgeKinds,
      }),
      to: text('Id of the element it leads to; it may be of another context.'),
      'method?': text('Name of the method or field, of `from`, that makes it.'),
      'via?': text('Name of the method of `to` that is called.'),
      basis: text('Whether the registry or a comment says so, or reading the source did.', {
        enum: ['declared', 'read'],
      }),
      'source?': ref('place'),
    }),
    term: map('A word of the ubiquitous language.', {
      name: text(),
      'definition?': text(),
      aliases: listOf(text()),
      examples: listOf(text()),
      'element?': text('Id of the element that stands for it.'),
      usedBy: listOf(text(), 'Ids of the elements that name it in their comments.'),
      from: text(undefined, { enum: ['element', 'comment', 'file'] }),
    }),
    decision: map('A decision record.', {
      id: text('`7` for `0007-….md`.'),
      title: text(),
      'status?': text(),
      'date?': text(),
      file: text('From the root of the repository.'),
      text: text('As Markdown, without its title.'),
      elements: listOf(text(), 'Ids of the elements that refer to it.'),
    }),
    provenance: map('Where the document comes from; no part of its content.', {
      generator: text(),
      'commit?': text(),
      gaps: listOf(text(), 'What could not be found out.'),
    }),
    ...elementDefinitions,
    place: map('Where something stands in the sources.', {
      file: text('From the root of the repository, with `/`.'),
      line: { type: 'integer', minimum: 1 },
    }),
    record,
  },
};
