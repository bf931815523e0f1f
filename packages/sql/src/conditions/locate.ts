import type { Table, Part } from '../tables/table.js';
import type { Column } from '../tables/column.js';
import type { ChildrenPart } from '../tables/table.js';

/** What a path of a condition leads to in the tables. */
export type Place =
  | { readonly kind: 'column'; readonly column: Column }
  /** A value object as a whole: what can be asked is whether it is there. */
  | { readonly kind: 'presence'; readonly column: Column }
  | { readonly kind: 'children'; readonly part: ChildrenPart }
  /** Inside of a single child, which is a row of another table. */
  | { readonly kind: 'inChild'; readonly part: ChildrenPart; readonly rest: readonly string[] };

/** Follows a path of names of fields; undefined where it leads into what is kept as JSON. */
export function locate({ parts, shape }: Table, path: readonly string[]): Place | undefined {
  const [name, ...rest] = path;
  const isIdentity = name === 'id' && !shape.fields.some((field) => field.name === 'id');
  const part = parts.find(({ field }) => (isIdentity ? field.identifier : field.name === name));
  return part === undefined ? undefined : locateIn(part, rest);
}

function locateIn(part: Part, rest: readonly string[]): Place | undefined {
  switch (part.kind) {
    case 'value':
      return rest.length === 0 ? { kind: 'column', column: part.column } : undefined;
    case 'embedded': {
      const [name, ...others] = rest;
      if (name === undefined) return { kind: 'presence', column: part.presence };
      const inner = part.parts.find(({ field }) => field.name === name);
      return inner === undefined ? undefined : locateIn(inner, others);
    }
    case 'children':
      return rest.length === 0 ? { kind: 'children', part } : { kind: 'inChild', part, rest };
  }
}
