import type { Predicate } from '@domainry/core/ports';
import { sql, type RawBuilder } from 'kysely';
import { compileCondition } from '../conditions/compile-condition.js';
import type { SqlDialect } from '../dialect.js';
import { columnsOfFields, indexOfRule } from '../states/unique-rules.js';
import { sqlTypeOf } from '../tables/column.js';
import type { ChildTable, RootTable } from '../tables/table.js';
import { choicesIn } from './column-choices.js';
import { defineColumn } from './define-column.js';

/** Statement that makes a table, without its indexes. */
export function createTable(table: RootTable | ChildTable, root: RootTable, dialect: SqlDialect): string {
  return 'root' in table ? createChild(table, root, dialect) : createRoot(table, dialect);
}

/**
 * Statements that make the indexes of a table, by their names.
 *
 * @throws RangeError when a unique rule has a condition that SQL cannot say.
 */
export function indexesOf(table: RootTable, dialect: SqlDialect): Readonly<Record<string, string>> {
  return Object.fromEntries([...uniqueIndexes(table, dialect), ...plainIndexes(table, dialect)]);
}

/** The table as the database has it, which statements may reach by way of something else. */
export function storedTable(name: string, { tenantColumn }: SqlDialect): string {
  return tenantColumn?.storedName(name) ?? name;
}

function createRoot(table: RootTable, dialect: SqlDialect): string {
  const identity = table.identity.name;
  const isShared = dialect.tenantColumn !== undefined;
  const columns = table.columns.flatMap((column) => {
    if (column.name !== identity) return defineColumn({ ...column, ...choicesIn(column) }, dialect);
    const definition = sql`${sql.ref(column.name)} ${sql.raw(sqlTypeOf(column, dialect))}`;
    return isShared ? definition : sql`${definition} primary key`;
  });
  const version = sql`${sql.ref('_version')} integer not null`;
  const key = isShared ? [primaryKey([identity], dialect)] : [];
  const all = sql.join([...tenantColumnOf(dialect), ...columns, version, ...key]);
  return written(sql`create table ${sql.table(storedTable(table.name, dialect))} (${all})`, dialect);
}

function tenantColumnOf({ tenantColumn }: SqlDialect): readonly RawBuilder<unknown>[] {
  return tenantColumn === undefined
    ? []
    : [sql`${sql.ref(tenantColumn.name)} ${sql.raw(tenantColumn.definition)}`];
}

/** Columns of a key or of an index, behind that of the tenant. */
function withTenant(names: readonly string[], { tenantColumn }: SqlDialect): readonly string[] {
  return tenantColumn === undefined ? names : [tenantColumn.name, ...names];
}

function primaryKey(names: readonly string[], dialect: SqlDialect): RawBuilder<unknown> {
  return sql`primary key (${refs(withTenant(names, dialect))})`;
}

function refs(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

function createChild(child: ChildTable, root: RootTable, dialect: SqlDialect): string {
  const type = sql.raw(sqlTypeOf(child.root, dialect));
  const own = child.columns.flatMap((column) => defineColumn({ ...column, ...choicesIn(column) }, dialect));
  const rootTable = sql.table(storedTable(root.name, dialect));
  const isShared = dialect.tenantColumn !== undefined;
  const reference = sql`references ${rootTable} (${refs(withTenant([root.identity.name], dialect))}) on delete cascade`;
  const columns = sql.join([
    ...tenantColumnOf(dialect),
    isShared
      ? sql`${sql.ref('_root')} ${type} not null`
      : sql`${sql.ref('_root')} ${type} not null ${reference}`,
    sql`${sql.ref('_path')} ${sql.raw(dialect.types.text)} not null`,
    sql`${sql.ref('_place')} integer not null`,
    ...own,
    primaryKey(['_root', '_path'], dialect),
    ...(isShared ? [sql`foreign key (${refs(withTenant(['_root'], dialect))}) ${reference}`] : []),
  ]);
  // Rows of one root lie beside each other, in the order of the key.
  const clustered = dialect.name === 'sqlite' ? sql` without rowid` : sql``;
  return written(
    sql`create table ${sql.table(storedTable(child.name, dialect))} (${columns})${clustered}`,
    dialect,
  );
}

type NamedStatement = readonly [name: string, statement: string];

function uniqueIndexes(table: RootTable, dialect: SqlDialect): readonly NamedStatement[] {
  const stored = storedTable(table.name, dialect);
  return table.shape.uniques.map((rule) => {
    const columns = columnsOfFields(table, rule.fields);
    if (columns === undefined) throw notKept(table, `unique rule ${rule.name}`, dialect);
    const name = indexOfRule(table, rule);
    const where = conditionOf(table, `unique rule ${rule.name}`, rule.where, dialect);
    const list = refs(withTenant(columns, dialect));
    const statement = sql`create unique index ${sql.ref(name)} on ${sql.table(stored)} (${list})${where}`;
    return [name, written(statement, dialect)];
  });
}

/** The condition of an index. */
function conditionOf(
  table: RootTable,
  what: string,
  where: Predicate | undefined,
  dialect: SqlDialect,
): RawBuilder<unknown> {
  if (where === undefined) return sql``;
  const { isExact, text } = compileCondition(
    table,
    table.identity.name,
    where,
    dialect,
    storedTable(table.name, dialect),
  );
  if (isExact) return sql` where ${text}`;
  throw notKept(table, what, dialect);
}

function notKept(table: RootTable, what: string, { name }: SqlDialect): RangeError {
  return new RangeError(
    `The ${what} of ${table.shape.name} cannot be kept by ${name}: it is about what lies in no column of ${table.name}, or in a way that cannot be compared.`,
  );
}

function plainIndexes(table: RootTable, dialect: SqlDialect): readonly NamedStatement[] {
  return table.shape.indexes.flatMap((rule) => {
    const columns = columnsOfFields(table, rule.fields);
    // What lies in no column is looked for without an index.
    if (columns === undefined) return [];
    const name = `${table.name}_index_${rule.name}`.replaceAll(/[^\w]+/g, '_');
    const included = (rule.include === undefined ? undefined : columnsOfFields(table, rule.include)) ?? [];
    const beside = sql.join(included.map((column) => sql.ref(column)));
    // SQLite has an index of all columns instead, the last of which order nothing that matters.
    const isApart = included.length > 0 && dialect.name === 'postgres';
    const include = isApart ? sql` include (${beside})` : sql``;
    const ordered = columns.map((column, at) =>
      rule.fields[at]!.startsWith('-') ? sql`${sql.ref(column)} desc` : sql.ref(column),
    );
    const all = isApart ? ordered : [...ordered, ...included.map((column) => sql.ref(column))];
    const where = conditionOf(table, `index ${rule.name}`, rule.where, dialect);
    const tenant = withTenant([], dialect).map((column) => sql.ref(column));
    const at = sql.table(storedTable(table.name, dialect));
    const statement = sql`create index ${sql.ref(name)} on ${at} (${sql.join([...tenant, ...all])})${include}${where}`;
    return [[name, written(statement, dialect)] as const];
  });
}

/**
 * Definitions take no bound values: those of a condition are written out. They come from the model, not from users.
 *
 * A mark of a value inside of a quoted name is part of the name.
 */
export function written(statement: RawBuilder<unknown>, { writer }: SqlDialect): string {
  const { sql: text, parameters } = statement.compile(writer);
  let at = 0;
  return text.replaceAll(/"(?:[^"]|"")*"|\?|\$\d+/g, (found) =>
    found.startsWith('"') ? found : literal(parameters[at++]),
  );
}

/** A value as a literal of SQL. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value === null) return 'NULL';
  return String(value as number | boolean);
}
