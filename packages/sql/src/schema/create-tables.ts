import { sql, type RawBuilder } from 'kysely';
import { compileCondition } from '../conditions/compile-condition.js';
import type { SqlDialect } from '../dialect.js';
import { columnsOfFields, indexOfRule } from '../states/unique-rules.js';
import type { Column } from '../tables/column.js';
import type { ChildTable, RootTable, Table } from '../tables/table.js';

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

function createRoot(table: RootTable, dialect: SqlDialect): string {
  const columns = columnsOf(table, dialect).map(({ name, type }) =>
    name === table.identity.name ? sql`${sql.ref(name)} ${type} primary key` : sql`${sql.ref(name)} ${type}`,
  );
  const version = sql`${sql.ref('_version')} integer not null`;
  return written(sql`create table ${sql.table(table.name)} (${sql.join([...columns, version])})`, dialect);
}

function createChild(child: ChildTable, root: RootTable, dialect: SqlDialect): string {
  const type = sql.raw(dialect.types[child.root.type]);
  const own = columnsOf(child, dialect).map((column) => sql`${sql.ref(column.name)} ${column.type}`);
  const columns = sql.join([
    sql`${sql.ref('_root')} ${type} not null references ${sql.table(root.name)} (${sql.ref(root.identity.name)}) on delete cascade`,
    sql`${sql.ref('_path')} ${sql.raw(dialect.types.text)} not null`,
    sql`${sql.ref('_place')} integer not null`,
    ...own,
    sql`primary key (${sql.ref('_root')}, ${sql.ref('_path')})`,
  ]);
  // Rows of one root lie beside each other, in the order of the key.
  const clustered = dialect.name === 'sqlite' ? sql` without rowid` : sql``;
  return written(sql`create table ${sql.table(child.name)} (${columns})${clustered}`, dialect);
}

function columnsOf(
  { columns }: Table,
  { types }: SqlDialect,
): readonly { readonly name: string; readonly type: RawBuilder<unknown> }[] {
  return columns.flatMap((column: Column) => {
    const own = { name: column.name, type: sql.raw(types[column.type]) };
    return column.order === undefined ? own : [own, { name: column.order, type: sql.raw(types.text) }];
  });
}

type NamedStatement = readonly [name: string, statement: string];

function uniqueIndexes(table: RootTable, dialect: SqlDialect): readonly NamedStatement[] {
  return table.shape.uniques.map((rule) => {
    const columns = columnsOfFields(table, rule.fields);
    const condition =
      rule.where === undefined
        ? undefined
        : compileCondition(table, table.identity.name, rule.where, dialect, table.name);
    if (columns === undefined || condition?.isExact === false) {
      throw new RangeError(
        `The unique rule ${rule.name} of ${table.shape.name} cannot be kept by ${dialect.name}: it is about what lies in no column of ${table.name}.`,
      );
    }
    const name = indexOfRule(table, rule);
    const where = condition === undefined ? sql`` : sql` where ${condition.text}`;
    const list = sql.join(columns.map((column) => sql.ref(column)));
    const statement = sql`create unique index ${sql.ref(name)} on ${sql.table(table.name)} (${list})${where}`;
    return [name, written(statement, dialect)];
  });
}

function plainIndexes(table: RootTable, dialect: SqlDialect): readonly NamedStatement[] {
  return table.shape.indexes.flatMap((rule) => {
    const columns = columnsOfFields(table, rule.fields);
    // What lies in no column is looked for without an index.
    if (columns === undefined) return [];
    const name = `${table.name}_index_${rule.name}`.replaceAll(/[^\w]+/g, '_');
    const ordered = columns.map((column, at) =>
      rule.fields[at]!.startsWith('-') ? sql`${sql.ref(column)} desc` : sql.ref(column),
    );
    const statement = sql`create index ${sql.ref(name)} on ${sql.table(table.name)} (${sql.join(ordered)})`;
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
