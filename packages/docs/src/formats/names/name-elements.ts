import type { ElementDocument, Landscape } from '@domainry/model';
import { formOf, type ValueForm } from '../value-form.js';

/** An element and everything it holds, each once, itself first. */
export function withNested(landscape: Landscape, element: ElementDocument): readonly ElementDocument[] {
  const found = [element];
  for (const each of found) {
    for (const field of each.fields) {
      const id = elementIn(formOf(landscape, field));
      const target = id === undefined ? undefined : landscape.find(id);
      if (target !== undefined && !found.includes(target)) found.push(target);
    }
  }
  return found;
}

/** The element that a form holds, alone or in lists and dicts. */
function elementIn(form: ValueForm): string | undefined {
  if (form.type === 'element') return form.id;
  return form.type === 'list' || form.type === 'dict' ? elementIn(form.item) : undefined;
}

/**
 * Names for elements that no two of them share.
 *
 * @param spell - the name an element would have by itself.
 * @param taken - names that are none for an element.
 * @returns the names, by id of the element.
 */
export function nameElements(
  elements: readonly ElementDocument[],
  spell: (element: ElementDocument) => string,
  taken: Iterable<string> = [],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set(taken);
  for (const element of elements) {
    const wanted = spell(element);
    let name = wanted;
    for (let count = 2; used.has(name); count++) name = `${wanted}${count}`;
    used.add(name);
    names.set(element.id, name);
  }
  return names;
}
