import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { columnNamesOf } from '../records/write-rows.js';
import type { ChildTable, RootTable } from '../tables/table.js';
import { bound, boundTimes } from './known-statements.js';

/** Names of the columns that a child has before its own. */
const beforeChild = ['_root', '_path', '_place'];

/** How many values a row of a table has, with those before its own columns. */
export function widthOf(table: ChildTable): number {
  return beforeChild.length + columnNamesOf(table).length;
}

/** Puts in a root, whose identity nobody had before. Values: those of the columns, version. */
export function insertRoot(table: RootTable): RawBuilder<unknown> {
  const columns = [...columnNamesOf(table), '_version'].map((column) => sql.ref(column));
  return sql`insert into ${sql.table(table.name)} (${sql.join(columns)}) values (${boundTimes(columns.length)})`;
}

/**
 * Puts in a root, and gives its version: that of the record, or else the one after that of a root of the same identity that was
 * removed. Values: those of the columns, version, table, identity.
 */
export function insertAgain(table: RootTable, { name }: SqlDialect): RawBuilder<unknown> {
  const names = columnNamesOf(table);
  const columns = [...names, '_version'].map((column) => sql.ref(column));
  const greater = sql.raw(name === 'sqlite' ? 'max' : 'greatest');
  const last = sql`(select ${sql.ref('version')} + 1 from ${sql.table('domainry_removed')} where ${sql.ref('kind')} = ${bound} and ${sql.ref('id')} = ${bound})`;
  const values = sql`${boundTimes(names.length)}, ${greater}(${bound}, coalesce(${last}, 0))`;
  return sql`insert into ${sql.table(table.name)} (${sql.join(columns)}) values (${values}) returning ${sql.ref('_version')}`;
}

/** Puts in so many children. */
export function insertChildren(child: ChildTable, count: number): RawBuilder<unknown> {
  const columns = [...beforeChild, ...columnNamesOf(child)].map((name) => sql.ref(name));
  const row = sql`(${boundTimes(columns.length)})`;
  return sql`insert into ${sql.table(child.name)} (${sql.join(columns)}) values ${sql.join(Array.from({ length: count }, () => row))}`;
}

/** Puts in a root with its children, by one statement. Values: those of the root, then those of the children. */
export function insertCluster(
  table: RootTable,
  children: readonly (readonly [ChildTable, count: number])[],
  dialect: SqlDialect,
): RawBuilder<unknown> {
  const parts = [
    sql`${sql.ref('root')} as (${insertAgain(table, dialect)})`,
    ...children.map(
      ([child, count], at) => sql`${sql.ref(`children${at}`)} as (${insertChildren(child, count)})`,
    ),
  ];
  return sql`with ${sql.join(parts)} select ${sql.ref('_version')} from ${sql.ref('root')}`;
}

/** @param places - in `columnNamesOf`, of the columns that are set. Values: theirs, the version, the identity, the version before. */
export function updateRoot(table: RootTable, places: readonly number[]): RawBuilder<unknown> {
  const names = columnNamesOf(table);
  const set = [...places.map((at) => names[at]!), '_version'].map((name) => sql`${sql.ref(name)} = ${bound}`);
  return sql`update ${sql.table(table.name)} set ${sql.join(set)} where ${isVersion(table)}`;
}

/** Values: identity, version. */
export function removeRoot(table: RootTable): RawBuilder<unknown> {
  return sql`delete from ${sql.table(table.name)} where ${isVersion(table)}`;
}

/** @param count - how many of their paths are named; all children of the root when undefined. */
export function removeChildren(child: ChildTable, count?: number): RawBuilder<unknown> {
  const which = count === undefined ? sql`` : sql` and ${sql.ref('_path')} in (${boundTimes(count)})`;
  return sql`delete from ${sql.table(child.name)} where ${sql.ref('_root')} = ${bound}${which}`;
}

/** Whether a root of a table was ever removed. Values: table. */
export function anyRemoved(): RawBuilder<unknown> {
  return sql`select 1 from ${sql.table('domainry_removed')} where ${sql.ref('kind')} = ${bound} limit 1`;
}

/** Keeps the version of a root that is removed. Values: table, identity, version. */
export function keepRemoved({ name, tenantColumn }: SqlDialect): RawBuilder<unknown> {
  const refs = (names: readonly string[]): RawBuilder<unknown> =>
    sql.join(names.map((each) => sql.ref(each)));
  const row = sql`into ${sql.table('domainry_removed')} (${refs(['kind', 'id', 'version'])}) values (${boundTimes(3)})`;
  // SQLite takes ON CONFLICT for tables only, and tenants may see a view.
  if (name === 'sqlite') return sql`insert or replace ${row}`;
  const key = refs([...(tenantColumn === undefined ? [] : [tenantColumn.name]), 'kind', 'id']);
  return sql`insert ${row} on conflict (${key}) do update set ${sql.ref('version')} = excluded.${sql.ref('version')}`;
}

/** Forgets a root that was removed. Values: table, identity. */
export function forgetRemoved(): RawBuilder<unknown> {
  return sql`delete from ${sql.table('domainry_removed')} where ${sql.ref('kind')} = ${bound} and ${sql.ref('id')} = ${bound}`;
}

/** Values: identity. */
export function versionOf(table: RootTable): RawBuilder<unknown> {
  return sql`select ${sql.ref('_version')} from ${sql.table(table.name)} where ${sql.ref(table.identity.name)} = ${bound}`;
}

function isVersion({ identity }: RootTable): RawBuilder<unknown> {
  return sql`${sql.ref(identity.name)} = ${bound} and ${sql.ref('_version')} = ${bound}`;
}
