import { sql } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { step, type MigrationStep } from './migration-step.js';
import type { SchemaColumn, WantedColumn, WantedTable } from './schema.js';

export function addColumn(table: WantedTable, column: WantedColumn, dialect: SqlDialect): MigrationStep {
  const { types } = dialect;
  const additions = namesOf(column).map((name) => {
    const type = name === column.order ? types.text : types[column.type];
    return sql`alter table ${sql.table(table.name)} add column ${sql.ref(name)} ${sql.raw(type)}`;
  });
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

/** Renames a column, or keeps its values in another form; undefined when it is as it was. */
export function changeColumn(
  known: SchemaColumn,
  table: WantedTable,
  column: WantedColumn,
  dialect: SqlDialect,
): MigrationStep | undefined {
  if (!isKeptAlike(known, column, dialect)) return convert(table, known, column, dialect);
  const renames = [
    [known.name, column.name],
    [known.order, column.order],
  ].flatMap(([from, to]) =>
    from === to || from === undefined || to === undefined
      ? []
      : sql`alter table ${sql.table(table.name)} rename column ${sql.ref(from)} to ${sql.ref(to)}`,
  );
  if (renames.length === 0) return undefined;
  return step('rename', `Call the column ${known.name} of ${table.name} ${column.name}.`, renames, dialect);
}

/** Whether values lie in a column as they did. */
function isKeptAlike(one: SchemaColumn, other: SchemaColumn, { types }: SqlDialect): boolean {
  if (one.type === other.type) return true;
  const areSpecial = [one.type, other.type].some((type) => type === 'exact' || type === 'json');
  return !areSpecial && types[one.type] === types[other.type];
}

/** Plain values are cast, as the database does that. Digits of exact numbers, and JSON, are not its business. */
function convert(
  table: WantedTable,
  known: SchemaColumn,
  column: WantedColumn,
  dialect: SqlDialect,
): MigrationStep {
  const what = `Keep ${table.of}.${column.of} as ${column.type} in ${table.name}.${column.name}, which is ${known.type}`;
  const areSpecial = [known.type, column.type].some((type) => type === 'exact' || type === 'json');
  if (areSpecial || table.identity === column.name) {
    return {
      kind: 'impossible',
      what: `${what}. Take another field for it, copy the values by your own code, and remove the old one then.`,
      statements: [],
    };
  }
  const at = sql.table(table.name);
  const between = sql.ref(`${column.name}__new`);
  const type = sql.raw(dialect.types[column.type]);
  // Columns have a collation, which types have not.
  const bare = sql.raw(dialect.types[column.type].replace(/ collate .+$/, ''));
  return step(
    'convert',
    `${what}. Values that are none of the kind become something else.`,
    [
      sql`alter table ${at} add column ${between} ${type}`,
      sql`update ${at} set ${between} = cast(${sql.ref(known.name)} as ${bare})`,
      sql`alter table ${at} drop column ${sql.ref(known.name)}`,
      sql`alter table ${at} rename column ${between} to ${sql.ref(column.name)}`,
    ],
    dialect,
  );
}

function namesOf({ name, order }: SchemaColumn): readonly string[] {
  return order === undefined ? [name] : [name, order];
}
