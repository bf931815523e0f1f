import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { sqlTypeOf } from '../tables/column.js';
import { checkChoices, defineColumn } from './define-column.js';
import { step, type MigrationStep } from './migration-step.js';
import type { SchemaColumn, WantedColumn, WantedTable } from './schema.js';

export function addColumn(table: WantedTable, column: WantedColumn, dialect: SqlDialect): MigrationStep {
  const additions = defineColumn(column, dialect).map(
    (definition) => sql`alter table ${sql.table(table.name)} add column ${definition}`,
  );
  return step('add', `Add the column ${column.name} to ${table.name}.`, additions, dialect);
}

export function removeColumn(table: WantedTable, column: SchemaColumn, dialect: SqlDialect): MigrationStep {
  return step(
    'remove',
    `Remove the column ${column.name} of ${table.name}, which held ${column.of}.`,
    namesOf(column).map((name) => sql`alter table ${sql.table(table.name)} drop column ${sql.ref(name)}`),
    dialect,
  );
}

/** What is done to a column, and whether indexes of it have to be made again. */
export interface ColumnChange {
  readonly steps: readonly MigrationStep[];
  readonly isMadeAnew: boolean;
}

/** Renames a column, lets further values in, or keeps its values in another form. */
export function changeColumn(
  known: SchemaColumn,
  table: WantedTable,
  column: WantedColumn,
  dialect: SqlDialect,
): ColumnChange {
  if (known.codec !== column.codec)
    return { steps: [convertByCodec(table, known, column)], isMadeAnew: false };
  if (!isKeptAlike(known, column, dialect))
    return { steps: [convert(table, known, column, dialect)], isMadeAnew: true };
  const renames = [
    [known.name, column.name],
    [known.order, column.order],
  ].flatMap(([from, to]) =>
    from === to || from === undefined || to === undefined
      ? []
      : sql`alter table ${sql.table(table.name)} rename column ${sql.ref(from)} to ${sql.ref(to)}`,
  );
  const renamed =
    renames.length === 0
      ? []
      : [step('rename', `Call the column ${known.name} of ${table.name} ${column.name}.`, renames, dialect)];
  const before = known.choices?.values ?? [];
  const further = column.choices?.values.filter((value) => !before.includes(value)) ?? [];
  if (known.choices === undefined || further.length === 0) return { steps: renamed, isMadeAnew: false };
  const what = `Let ${further.join(' and ')} into the column ${column.name} of ${table.name}.`;
  const widened = step('add', what, letIn(table, column, dialect), dialect);
  return { steps: [...renamed, widened], isMadeAnew: dialect.name === 'sqlite' };
}

/** SQLite changes no constraint: there, the column is made anew. */
function letIn(
  table: WantedTable,
  column: WantedColumn,
  dialect: SqlDialect,
): readonly RawBuilder<unknown>[] {
  if (dialect.name === 'sqlite') return makeAnew(table, column, column, sql.ref(column.name), dialect);
  const at = sql.table(table.name);
  const choices = column.choices!;
  return [
    sql`alter table ${at} drop constraint ${sql.ref(choices.check)}`,
    sql`alter table ${at} add ${checkChoices(column.name, choices)}`,
  ];
}

/** Whether values lie in a column as they did. */
function isKeptAlike(one: SchemaColumn, other: SchemaColumn, dialect: SqlDialect): boolean {
  if (one.type === other.type) return one.sqlType === other.sqlType;
  return !areApart(one, other) && sqlTypeOf(one, dialect) === sqlTypeOf(other, dialect);
}

/** Digits of exact numbers, and JSON, are not the business of a database. */
function areApart(one: SchemaColumn, other: SchemaColumn): boolean {
  return (
    one.type !== other.type && [one.type, other.type].some((type) => type === 'exact' || type === 'json')
  );
}

function convertByCodec(table: WantedTable, known: SchemaColumn, column: WantedColumn): MigrationStep {
  const by = (codec: string | undefined): string => (codec === undefined ? 'no codec' : `the codec ${codec}`);
  return {
    kind: 'impossible',
    what: `Keep ${table.of}.${column.of} by ${by(column.codec)} in ${table.name}.${column.name}, which was written by ${by(known.codec)}. Take another field for it, copy the values by your own code, and remove the old one then.`,
    statements: [],
  };
}

/** Plain values are cast, as the database does that. */
function convert(
  table: WantedTable,
  known: SchemaColumn,
  column: WantedColumn,
  dialect: SqlDialect,
): MigrationStep {
  const what = `Keep ${table.of}.${column.of} as ${formOf(column)} in ${table.name}.${column.name}, which is ${formOf(known)}`;
  if (table.identity === column.name) {
    return {
      kind: 'impossible',
      what: `${what}. Say the type of before for it, { columns: { ${column.of}: { type } } } of a database model: others refer to it.`,
      statements: [],
    };
  }
  if (areApart(known, column)) {
    return {
      kind: 'impossible',
      what: `${what}. Take another field for it, copy the values by your own code, and remove the old one then.`,
      statements: [],
    };
  }
  // Columns have a collation, which types have not.
  const bare = sql.raw(sqlTypeOf(column, dialect).replace(/ collate .+$/, ''));
  const cast = sql`cast(${sql.ref(known.name)} as ${bare})`;
  return step(
    'convert',
    `${what}. Values that are none of the kind become something else.`,
    makeAnew(table, known, column, cast, dialect),
    dialect,
  );
}

/** Makes a column with values that are made from another one, and puts it in the place of that. */
function makeAnew(
  table: WantedTable,
  known: SchemaColumn,
  column: WantedColumn,
  value: RawBuilder<unknown>,
  dialect: SqlDialect,
): readonly RawBuilder<unknown>[] {
  const at = sql.table(table.name);
  const between = `${column.name}__new`;
  // What it is ordered by stays as it is.
  const [definition] = defineColumn({ ...column, name: between }, dialect);
  return [
    sql`alter table ${at} add column ${definition}`,
    sql`update ${at} set ${sql.ref(between)} = ${value}`,
    sql`alter table ${at} drop column ${sql.ref(known.name)}`,
    sql`alter table ${at} rename column ${sql.ref(between)} to ${sql.ref(column.name)}`,
  ];
}

function formOf({ type, sqlType }: SchemaColumn): string {
  return sqlType === undefined ? type : `${type} of the type ${sqlType}`;
}

function namesOf({ name, order }: SchemaColumn): readonly string[] {
  return order === undefined ? [name] : [name, order];
}
