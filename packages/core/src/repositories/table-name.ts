import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { findTarget } from '../registry/resolve.js';

/**
 * What the table of an element is called in a database: what a class decorated with `@domain.databaseModel` says for this database,
 * else for all, else the stored name of the element.
 */
export function tableNameOf(registry: Registry, element: RegisteredElement, database: string): string {
  let table = element.storedAs!;
  for (const { belongsTo, options } of registry.ofKind('databaseModel')) {
    const own = options as { readonly table?: string; readonly database?: string };
    if (own.table === undefined || belongsTo === undefined) continue;
    if (findTarget(registry, belongsTo) !== element) continue;
    if (own.database === database) return own.table;
    if (own.database === undefined) table = own.table;
  }
  return table;
}
