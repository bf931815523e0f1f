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
import { checkNames } from './check-names.js';
import type { ModelledClass, StoredClass, TablesOf } from './stored-row.js';
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
 * @param classes - aggregates and projections, each under the name of its table; one with a database model together with the options
 *   of that: `{ accounts: { of: Account, as: accountModel } }`.
 * @throws DomainryError RAW_REFUSED when a table or a column is called otherwise than the class says; RAW_OUTSIDE_UNIT,
 *   RAW_UNSUPPORTED, CLASS_NOT_REGISTERED. Statements throw UNIT_ENDED when the unit has ended, and TENANT_MIXED.
 */
export async function tablesOf<const Classes extends Readonly<Record<string, StoredClass | ModelledClass>>>(
  domain: Domain,
  classes: Classes,
  { database }: TablesOptions = {},
): Promise<Kysely<TablesOf<Classes>>> {
  const statements = await domain.rawStatements(database);
  const shapes = domain.storedShapes(database);
  for (const [name, given] of Object.entries(classes)) {
    const { of, as } = typeof given === 'function' ? { of: given, as: undefined } : given;
    checkNames(name, shapeOf(domain, shapes, of), as);
  }
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
