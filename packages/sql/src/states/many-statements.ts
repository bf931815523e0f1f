import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { columnNamesOf } from '../records/write-rows.js';
import type { Column, ColumnType } from '../tables/column.js';
import type { ChildTable, RootTable, Table } from '../tables/table.js';
import { bound, boundTimes } from './known-statements.js';

/** Name of rows of values in statements; no table is called so. */
const rowsAlias = 'domainry_rows';

/** Columns that a child has before its own, and their types: identity of the root, path, place. */
export function columnsBeforeChild({ root }: ChildTable): readonly (readonly [name: string, ColumnType])[] {
  return [
    ['_root', root.type],
    ['_path', 'text'],
    ['_place', 'integer'],
  ];
}

/** Rows of values, with the columns `c0`, `c1`, …. Where a statement takes lists, there is one for each column. */
function rowsOf(types: readonly ColumnType[], count: number, dialect: SqlDialect): RawBuilder<unknown> {
  if (dialect.listOf === undefined) {
    const row = sql`(${boundTimes(types.length)})`;
    return sql`values ${sql.join(Array.from({ length: count }, () => row))}`;
  }
  const lists = types.map((type) => sql`${bound}::${sql.raw(nameOf(type, dialect))}[]`);
  return sql`select * from unnest(${sql.join(lists)})`;
}

function nameOf(type: ColumnType, { types }: SqlDialect): string {
  return types[type].replace(/ collate .*$/, '');
}

/** Names of the columns of such rows. */
function named(count: number): RawBuilder<unknown> {
  return sql.join(Array.from({ length: count }, (_, at) => sql.ref(`c${at}`)));
}

const value = (at: number): RawBuilder<unknown> => sql.ref(`${rowsAlias}.c${at}`);

/** Types of all columns of a table, in the order of `columnNamesOf`. */
function columnTypesOf({ columns }: Table): readonly ColumnType[] {
  return columns.flatMap(({ type, order }: Column) => (order === undefined ? type : [type, 'text']));
}

/** Puts in so many roots, whose identities nobody had before. Values: those of the columns and the version, of each. */
export function insertRoots(table: RootTable, count: number, dialect: SqlDialect): RawBuilder<unknown> {
  const columns = [...columnNamesOf(table), '_version'].map((name) => sql.ref(name));
  const types = [...columnTypesOf(table), 'integer' as const];
  return sql`insert into ${sql.table(table.name)} (${sql.join(columns)}) ${rowsOf(types, count, dialect)}`;
}

/** Puts in so many children, of any roots. Values: root, path, place and those of the columns, of each. */
export function insertManyChildren(
  child: ChildTable,
  count: number,
  dialect: SqlDialect,
): RawBuilder<unknown> {
  const before = columnsBeforeChild(child);
  const columns = [...before.map(([name]) => name), ...columnNamesOf(child)].map((name) => sql.ref(name));
  const types = [...before.map(([, type]) => type), ...columnTypesOf(child)];
  return sql`insert into ${sql.table(child.name)} (${sql.join(columns)}) ${rowsOf(types, count, dialect)}`;
}

/**
 * Puts in roots with their children, by one statement with lists. Gives identities and versions of those that have another version than
 * is said, since one of the same identity was removed. Values: the version, lists of the columns of the roots, the table, lists of the
 * columns of each table of children, the version.
 */
export function insertClusters(
  table: RootTable,
  children: readonly ChildTable[],
  dialect: SqlDialect,
): RawBuilder<unknown> {
  const names = columnNamesOf(table);
  const identity = names.indexOf(table.identity.name);
  const columns = [...names, '_version'].map((name) => sql.ref(name));
  const values = sql.join(names.map((_, at) => value(at)));
  const removed = sql`left join ${sql.table('domainry_removed')} as ${sql.ref('r')} on ${sql.ref('r.kind')} = ${bound} and ${sql.ref('r.id')} = ${value(identity)}::text`;
  const rows = sql`(${rowsOf(columnTypesOf(table), 0, dialect)}) as ${sql.ref(rowsAlias)} (${named(names.length)})`;
  const parts = [
    sql`${sql.ref('domainry_roots')} as (insert into ${sql.table(table.name)} (${sql.join(columns)}) select ${values}, greatest(${bound}::bigint, coalesce(${sql.ref('r.version')} + 1, 0)) from ${rows} ${removed} returning ${sql.ref(table.identity.name)} as ${sql.ref('id')}, ${sql.ref('_version')})`,
    ...children.map(
      (child, at) => sql`${sql.ref(`domainry_children${at}`)} as (${insertManyChildren(child, 0, dialect)})`,
    ),
  ];
  return sql`with ${sql.join(parts)} select ${sql.ref('id')}, ${sql.ref('_version')} from ${sql.ref('domainry_roots')} where ${sql.ref('_version')} <> ${bound}`;
}

/**
 * @param places - in `columnNamesOf`, of the columns that are set. Values: theirs, the version, the identity, the version before, of each.
 */
export function updateRoots(
  table: RootTable,
  places: readonly number[],
  count: number,
  dialect: SqlDialect,
): RawBuilder<unknown> {
  const names = columnNamesOf(table);
  const all = columnTypesOf(table);
  const types = [...places.map((at) => all[at]!), 'integer', table.identity.type, 'integer'] as const;
  const set = [...places.map((at) => names[at]!), '_version'].map(
    (name, at) => sql`${sql.ref(name)} = ${value(at)}`,
  );
  const width = types.length;
  const which = sql`${sql.ref(`t.${table.identity.name}`)} = ${value(width - 2)} and ${sql.ref('t._version')} = ${value(width - 1)}`;
  return sql`with ${sql.ref(rowsAlias)} (${named(width)}) as (${rowsOf(types, count, dialect)}) update ${sql.table(table.name)} as ${sql.ref('t')} set ${sql.join(set)} from ${sql.ref(rowsAlias)} where ${which}`;
}

/** Removes so many children. Values: root and path of each. */
export function removeManyChildren(
  child: ChildTable,
  count: number,
  dialect: SqlDialect,
): RawBuilder<unknown> {
  const rows = rowsOf([child.root.type, 'text'], count, dialect);
  return sql`delete from ${sql.table(child.name)} where (${sql.ref('_root')}, ${sql.ref('_path')}) in (${rows})`;
}
