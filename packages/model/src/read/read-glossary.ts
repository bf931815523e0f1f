import type { ElementDocument } from '../document/element-document.js';
import type { TermDocument } from '../document/model-document.js';
import { compare } from '../document/compare.js';
import type { TermReading } from '../source/source-documentation.js';
import { Mentions } from './mentions.js';

/** A word that a file or a comment defines. */
export interface WrittenTerm {
  readonly name: string;
  readonly definition?: string;
  readonly aliases: readonly string[];
  readonly examples: readonly string[];
  readonly from: 'comment' | 'file';
  /** Id of the element whose comment it is in. */
  readonly by?: string;
}

/** Kinds of element that business people have a word for. */
const spoken = new Set([
  'aggregate',
  'entity',
  'valueObject',
  'event',
  'command',
  'query',
  'projection',
  'domainService',
  'processManager',
  'decider',
]);

/** The words of a domain: its elements, what comments define, and what a file of terms adds, each once, by name. */
export function readGlossary(
  elements: readonly ElementDocument[],
  written: readonly WrittenTerm[],
): readonly TermDocument[] {
  const terms = new Map<string, TermDocument>();
  for (const element of elements) {
    if (!spoken.has(element.kind) || element.derived !== undefined || isOld(element)) continue;
    terms.set(keyOf(element.name), termOf(element));
  }
  // Definitions beside the code come before those of a file.
  for (const term of [...written].sort((one, other) => compare(one.from, other.from))) {
    const known = terms.get(keyOf(term.name));
    terms.set(keyOf(term.name), known === undefined ? newTerm(term) : merged(known, term));
  }
  const mentions = new Mentions(elements);
  return [...terms.values()]
    .map((term) => ({ ...term, usedBy: mentions.of(term) }))
    .sort((one, other) => compare(one.name, other.name));
}

/** Terms that comments define. */
export function writtenTerms(terms: readonly TermReading[], by?: string): readonly WrittenTerm[] {
  return terms.map(({ name, definition }) => ({
    name,
    ...(definition === '' ? {} : { definition }),
    aliases: [],
    examples: [],
    from: 'comment',
    ...(by === undefined ? {} : { by }),
  }));
}

/** `Overdraft limit`, `overdraft-limit` and `OverdraftLimit` are one term. */
function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function isOld({ id, name }: ElementDocument): boolean {
  return !id.endsWith(`.${name}`);
}

function termOf({ id, name, description, documentation }: ElementDocument): TermDocument {
  return {
    name,
    ...(description === undefined ? {} : { definition: description }),
    aliases: sorted(documentation?.aliases ?? []),
    examples: [],
    element: id,
    usedBy: [],
    from: 'element',
  };
}

function newTerm({ name, definition, aliases, examples, from, by }: WrittenTerm): TermDocument {
  return {
    name,
    ...(definition === undefined ? {} : { definition }),
    aliases: sorted(aliases),
    examples,
    usedBy: by === undefined ? [] : [by],
    from,
  };
}

function merged(known: TermDocument, { definition, aliases, examples, by }: WrittenTerm): TermDocument {
  const told = known.definition ?? definition;
  return {
    ...known,
    ...(told === undefined ? {} : { definition: told }),
    aliases: sorted([...known.aliases, ...aliases]),
    examples: [...new Set([...known.examples, ...examples])],
    usedBy: by === undefined ? known.usedBy : [...known.usedBy, by],
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compare);
}
