import type { ElementDocument } from '../document/element-document.js';
import type { TermDocument } from '../document/model-document.js';
import { compare } from '../document/compare.js';

/** What elements say in words, ready to be searched for terms. */
export class Mentions {
  /** Texts in small letters, one blank between words, by id. */
  readonly #phrases = new Map<string, string>();
  /** Ids of the elements whose texts have a word, as it is written. */
  readonly #byWord = new Map<string, Set<string>>();
  /** The same, in small letters. */
  readonly #byPlainWord = new Map<string, Set<string>>();
  readonly #byLink = new Map<string, Set<string>>();

  constructor(elements: readonly ElementDocument[]) {
    for (const element of elements) {
      const words =
        textsOf(element)
          .join(' ')
          .match(/[\p{L}\p{N}]+/gu) ?? [];
      for (const word of words) {
        add(this.#byWord, word, element.id);
        add(this.#byPlainWord, word.toLowerCase(), element.id);
      }
      this.#phrases.set(element.id, ` ${words.join(' ').toLowerCase()} `);
      for (const link of linksOf(element)) add(this.#byLink, link, element.id);
    }
  }

  /**
   * Ids of the elements whose comments name a term or one of its aliases, sorted. The name of an element is searched for as
   * it is written: `Order` is meant, and not `order`.
   */
  of({ name, aliases, element, usedBy }: TermDocument): readonly string[] {
    const found = new Set(usedBy);
    if (element === undefined) this.#addPhrase(name, found);
    else {
      for (const id of this.#byWord.get(name) ?? []) found.add(id);
      for (const id of this.#byLink.get(element) ?? []) found.add(id);
    }
    for (const alias of aliases) this.#addPhrase(alias, found);
    if (element !== undefined) found.delete(element);
    return [...found].sort(compare);
  }

  #addPhrase(phrase: string, found: Set<string>): void {
    const words = phrase.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const [first] = words;
    if (first === undefined) return;
    for (const id of this.#byPlainWord.get(first) ?? []) {
      if (this.#phrases.get(id)!.includes(` ${words.join(' ')} `)) found.add(id);
    }
  }
}

function textsOf({
  description,
  documentation,
  fields,
  invariants,
  methods,
}: ElementDocument): readonly string[] {
  return [
    description,
    ...proseIn(documentation),
    ...fields.flatMap((field) => [field.description, ...proseIn(field.documentation)]),
    ...invariants.flatMap((rule) => [rule.message, ...proseIn(rule.documentation)]),
    ...methods.flatMap((method) => proseIn(method.documentation)),
  ].filter((text) => text !== undefined);
}

function proseIn(documentation: ElementDocument['documentation']): readonly (string | undefined)[] {
  if (documentation === undefined) return [];
  const { summary, remarks, why = [], questions = [], assumptions = [], metrics = [] } = documentation;
  return [summary, remarks, ...why, ...questions, ...assumptions, ...metrics];
}

function linksOf({ documentation, fields, invariants, methods }: ElementDocument): readonly string[] {
  return [{ documentation }, ...fields, ...invariants, ...methods].flatMap(
    (part) => part.documentation?.links ?? [],
  );
}

function add(map: Map<string, Set<string>>, key: string, id: string): void {
  const ids = map.get(key);
  if (ids === undefined) map.set(key, new Set([id]));
  else ids.add(id);
}
