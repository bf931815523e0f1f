import { createHash } from 'node:crypto';
import type { ModelDocument } from '../document/model-document.js';
import { compare } from '../document/compare.js';

/**
 * The bytes of a document: the same for the same model, on every machine. Keys are sorted, but for those at the top; two
 * blanks for each level; a line end at the end.
 */
export function canonicalModel(document: ModelDocument): string {
  const ordered = Object.fromEntries(Object.entries(document).map(([key, value]) => [key, sorted(value)]));
  return `${JSON.stringify(ordered, undefined, 2)}\n`;
}

/** SHA-256 of what a document says: of everything but `$schema`, `modelVersion`, `checksum` and `provenance`. */
export function checksumOf(document: Omit<ModelDocument, 'checksum'>): string {
  const { context, elements, edges, glossary, decisions } = document;
  const content = sorted({ context, elements, edges, glossary, decisions });
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** A value whose keys are sorted, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries.sort(([one], [other]) => compare(one, other)).map(([key, part]) => [key, sorted(part)]),
  );
}
