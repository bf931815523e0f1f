import type { FieldDocument } from './field-document.js';

/** The elements that a field holds, alone or in a list or dict; those it only points to left out. */
export function targetsOf(
  field: FieldDocument,
): readonly { readonly name: string; readonly target: string }[] {
  const held: string[] = [];
  for (let at: FieldDocument | undefined = field; at !== undefined; at = at.items) {
    if (at.target !== undefined && at.kind !== 'reference') held.push(at.target);
  }
  return held.map((target) => ({ name: field.name, target }));
}
