import { DomainryError, type Domain } from '@domainry/core';
import type { StateShape } from '@domainry/core/ports';
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Dialect,
} from 'kysely';
import type { Part } from '../tables/table.js';
import { tableOf } from '../tables/table-of.js';
import type { StoredClass, TablesOf } from './stored-row.js';
import { UnitDriver } from './unit-driver.js';

/** Which database statements are for. */
export interface TablesOptions {
  /** Name of the database; that of what names none when absent. */
  readonly database?: string;
}

/**
 * Kysely over the tables of some classes, inside the unit of work that is open here: for reports that no query says, and for
 * changes of many rows. Statements see what the unit wrote, and are committed or undone with it. Afterwards it is stale.
 *
 * Rows are as they are stored. No rule is checked and no event raised; objects that were loaded before do not follow. Who changes
 * rows of aggregates that others may have loaded adds 1 to `_version`.
 *
 * `const tables = await tablesOf(banking, { Account })` gives what `tables.selectFrom('Account')` begins with; the page on stores has a
 * whole example.
 *
 * @param classes - aggregates and projections, each under the name of its table.
 * @throws DomainryError RAW_REFUSED when a table or a column is called otherwise than the class says; RAW_OUTSIDE_UNIT,
 *   RAW_UNSUPPORTED, CLASS_NOT_REGISTERED. Statements throw UNIT_ENDED when the unit has ended, and TENANT_MIXED.
 */
export async function tablesOf<const Classes extends Readonly<Record<string, StoredClass>>>(
  domain: Domain,
  classes: Classes,
  { database }: TablesOptions = {},
): Promise<Kysely<TablesOf<Classes>>> {
  const statements = await domain.rawStatements(database);
  const shapes = domain.storedShapes(database);
  for (const [name, cls] of Object.entries(classes)) checkNames(name, shapeOf(domain, shapes, cls));
  return new Kysely<TablesOf<Classes>>({
    dialect: dialectOf(statements.language, () => new UnitDriver(statements)),
  });
}

function dialectOf(language: string, createDriver: Dialect['createDriver']): Dialect {
  if (language === 'sqlite') {
    return {
      createDriver,
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (tables) => new SqliteIntrospector(tables),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    };
  }
  return {
    createDriver,
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (tables) => new PostgresIntrospector(tables),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function shapeOf({ name, registry }: Domain, shapes: readonly StateShape[], cls: StoredClass): StateShape {
  const element = registry.find(cls as never);
  const shape = shapes.find((each) => each.name === element?.name);
  if (shape !== undefined) return shape;
  throw new DomainryError(
    'CLASS_NOT_REGISTERED',
    `${cls.name} has no table in this database of ${name}. Give aggregates that are not event-sourced, and projections, of the database that is meant.`,
    { details: { class: cls.name, domain: name } },
  );
}

/** Types know the names that classes have; what lies in the database may be called otherwise. */
function checkNames(given: string, shape: StateShape): void {
  if (given !== shape.storedAs)
    throw refused(
      `The table of ${shape.name} is called ${shape.storedAs}, and was named ${given}. Name it { ${JSON.stringify(shape.storedAs)}: ${shape.name} }.`,
    );
  checkColumns(shape.name, tableOf(shape, false).parts);
}

function checkColumns(of: string, parts: readonly Part[]): void {
  for (const part of parts) {
    const { field } = part;
    if (field.storedAs !== field.name)
      throw refused(
        `${of}.${field.name} is stored as ${field.storedAs}, which the types of ${of} do not know. Name its tables by types of your own: (await tablesOf(domain, {})).withTables<…>().`,
      );
    if (part.kind === 'embedded') checkColumns(`${of}.${field.name}`, part.parts);
    if (part.kind === 'children') checkColumns(`${of}.${field.name}`, part.table.parts);
  }
}

function refused(message: string): DomainryError {
  return new DomainryError('RAW_REFUSED', message);
}
