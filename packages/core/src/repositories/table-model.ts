import type { ChildMapping, TableMapping } from '../ports/table-mapping.js';
import { columnOptionsOf } from '../registry/column-options.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { findTarget } from '../registry/resolve.js';

/** How the states of an element lie in a database. */
export interface TableModel {
  readonly table: string;
  /** Absent where no class says anything about columns or children. */
  readonly mapping?: TableMapping;
}

const known = new WeakMap<Registry, Map<string, TableModel>>();

/**
 * The table of an element in a database: what classes decorated with `@domain.databaseModel` say for this database, else for all,
 * else the stored name of the element. The same object each time.
 */
export function tableModelOf(registry: Registry, element: RegisteredElement, database: string): TableModel {
  if (!registry.isFrozen) return readModel(registry, element, database);
  let models = known.get(registry);
  if (models === undefined) known.set(registry, (models = new Map()));
  const key = `${database}/${element.name}`;
  let model = models.get(key);
  if (model === undefined) models.set(key, (model = readModel(registry, element, database)));
  return model;
}

function readModel(registry: Registry, element: RegisteredElement, database: string): TableModel {
  const said = optionsFor(registry, element, database);
  const children = new Map<string, ChildMapping>();
  for (const child of registry.ofKind('entity')) {
    if (registry.clusterOf(child.cls) !== element) continue;
    const { table, columns } = optionsFor(registry, child, database);
    if (table !== undefined || columns.size > 0)
      children.set(child.name, { ...(table === undefined ? {} : { table }), columns });
  }
  const table = said.table ?? element.storedAs!;
  if (said.columns.size === 0 && children.size === 0) return { table };
  return { table, mapping: { columns: said.columns, children } };
}

/** What is said for one database comes before what is said for all. */
function optionsFor(registry: Registry, element: RegisteredElement, database: string): ChildMapping {
  const said = registry
    .ofKind('databaseModel')
    .filter(({ belongsTo }) => belongsTo !== undefined && findTarget(registry, belongsTo) === element)
    .map(({ options }) => options);
  const own = said.find((options) => options['database'] === database);
  const general = said.find((options) => options['database'] === undefined);
  const table = (own?.['table'] ?? general?.['table']) as string | undefined;
  return {
    ...(table === undefined ? {} : { table }),
    columns: new Map([...columnOptionsOf(general ?? {}), ...columnOptionsOf(own ?? {})]),
  };
}
