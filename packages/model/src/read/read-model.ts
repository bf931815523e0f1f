import type { Domain, Registry } from '@domainry/core';
import type { EdgeDocument } from '../document/edge-document.js';
import type { ContextDocument, ModelDocument } from '../document/model-document.js';
import { compare } from '../document/compare.js';
import { canonicalModel, checksumOf } from '../schema/canonical-model.js';
import { ModelDocumentError } from '../schema/model-document-error.js';
import { generator, modelSchemaId, modelVersion } from '../schema/model-version.js';
import { readSources, type SourceOptions } from '../source/read-sources.js';
import type { ContextReading, SourceDocumentation } from '../source/source-documentation.js';
import { distinctEdges } from './distinct-edges.js';
import { declaredEdges } from './declared-edges.js';
import { elementIds } from './element-ids.js';
import { oneLine } from './first-sentence.js';
import { readDecisions } from './read-decisions.js';
import { readElement } from './read-element.js';
import { readGlossary, writtenTerms } from './read-glossary.js';
import { withUpcastSamples } from './upcast-samples.js';
import { readTerms } from './read-terms.js';

/** Where the parts of a model are that its registry does not know. */
export interface ModelOptions extends SourceOptions {
  /** A file of terms, from the root, in the form of Contextive (`*.glossary.yml`). */
  readonly glossary?: string;
  /** A folder of decision records, from the root: files such as `0007-title.md`. */
  readonly decisions?: string;
  /** Commit of the sources. */
  readonly commit?: string;
  /** What the sources say, read earlier by `extractDocumentation`; the sources are not looked at then. */
  readonly sidecar?: SourceDocumentation;
}

/**
 * Reads what a domain is into a document: what its registry knows, and what its sources say beside that. Nothing is opened
 * or connected; the domain need not be initialised. The same model gives the same content, wherever it is read.
 *
 * @param domain - every module of it has been imported.
 * @throws ModelDocumentError GLOSSARY_INVALID, DOCUMENTATION_FOREIGN when the sidecar is that of another domain.
 *
 * @example
 * ```ts
 * import { readModel, canonicalModel } from '@domainry/model';
 * import { Domain } from '@domainry/core';
 *
 * const banking = new Domain('Banking');
 * const document = readModel(banking, { root: process.cwd() });
 * canonicalModel(document); // the bytes to keep
 * ```
 */
export function readModel(domain: Domain | Registry, options: ModelOptions): ModelDocument {
  const registry = 'registry' in domain ? domain.registry : domain;
  const idOf = elementIds(registry);
  const { root, sidecar, commit } = options;
  if (sidecar !== undefined) requireOwn(sidecar, registry.domain);
  const documentation = sidecar ?? readSources(registry, idOf, options);
  const readingOf = (id: string): SourceDocumentation['elements'][string] | undefined =>
    Object.hasOwn(documentation.elements, id) ? documentation.elements[id] : undefined;
  const read = [...registry]
    .map((element) => readElement(element, { registry, idOf, reading: readingOf(idOf(element)) }))
    .sort((one, other) => compare(one.id, other.id));
  const { elements, gaps } = withUpcastSamples(read, registry, idOf);
  const edges: EdgeDocument[] = [...registry].flatMap((element) => {
    const reading = readingOf(idOf(element));
    return [...declaredEdges(element, { registry, idOf, reading }), ...(reading?.edges ?? [])];
  });
  const terms = [
    ...writtenTerms(documentation.context.terms),
    ...elements.flatMap(({ id }) => writtenTerms(readingOf(id)?.terms ?? [], id)),
    ...(options.glossary === undefined ? [] : readTerms(root, options.glossary, registry.domain)),
  ];
  const content = {
    context: readContext(registry, documentation.context),
    elements,
    edges: distinctEdges(edges),
    glossary: readGlossary(elements, terms),
    decisions: options.decisions === undefined ? [] : readDecisions(root, options.decisions, elements),
    provenance: {
      generator,
      ...(commit === undefined ? {} : { commit }),
      gaps: [...documentation.gaps, ...gaps].sort(compare),
    },
  };
  const document = { $schema: modelSchemaId, modelVersion, checksum: '', ...content };
  // What comes out of a file is what comes out of here, down to the order of keys.
  return JSON.parse(canonicalModel({ ...document, checksum: checksumOf(document) })) as ModelDocument;
}

/**
 * Reads what the sources of a domain say, to be kept beside a build that comes without them.
 *
 * @param domain - every module of it has been imported, from the sources or from a build with source maps.
 */
export function extractDocumentation(domain: Domain | Registry, options: SourceOptions): SourceDocumentation {
  const registry = 'registry' in domain ? domain.registry : domain;
  return JSON.parse(
    JSON.stringify(readSources(registry, elementIds(registry), options)),
  ) as SourceDocumentation;
}

function requireOwn(sidecar: SourceDocumentation, domain: string): void {
  if (sidecar.domain === domain) return;
  throw new ModelDocumentError(
    'DOCUMENTATION_FOREIGN',
    `The sidecar tells what the sources of ${sidecar.domain} say, and the model is that of ${domain}. Give what extractDocumentation gave for ${domain}.`,
  );
}

function readContext(
  { domain, description: told }: Registry,
  { documentation }: ContextReading,
): ContextDocument {
  const description = told.description ?? oneLine(documentation?.summary);
  const relationships = [...(told.relationships ?? [])].sort(
    (one, other) => compare(one.to, other.to) || compare(one.as, other.as),
  );
  return {
    name: domain,
    ...(description === undefined ? {} : { description }),
    owners: told.owners ?? documentation?.owners ?? [],
    ...(told.classification === undefined ? {} : { classification: told.classification }),
    relationships,
    ...(documentation === undefined ? {} : { documentation }),
  };
}
