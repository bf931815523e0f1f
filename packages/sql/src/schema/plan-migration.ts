import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { addColumn, changeColumn, removeColumn } from './change-column.js';
import { step, type MigrationStep } from './migration-step.js';
import { pairUp } from './pair-up.js';
import { recordOf, type Schema, type SchemaTable, type WantedSchema, type WantedTable } from './schema.js';

/**
 * What leads from the tables that were made for one model to those of another, in the order in which it has to be done. Nothing
 * is run.
 *
 * Things are recognised by their name in the store, by what they are for, and by `renamedFrom`.
 *
 * @param recorded - as it was kept when the tables were made or changed last.
 */
export function planMigration(
  recorded: Schema,
  wanted: WantedSchema,
  dialect: SqlDialect,
): readonly MigrationStep[] {
  const tables = pairUp(recorded.tables, wanted.tables);
  // What is gone is removed last: what is renamed may need its name no longer, and foreign keys lead upwards.
  const removed = tables.gone
    .toReversed()
    .map((table) =>
      step('remove', `Remove the table ${table.name}, which held ${table.of}.`, dropTable(table), dialect),
    );
  return [
    ...tables.pairs.flatMap(([before, table]) =>
      before === undefined ? makeTable(table) : changeTable(before, table, dialect),
    ),
    ...removed,
  ];
}

/**
 * What is there after a migration that has removed nothing: the tables that are wanted, and what is left of earlier ones, so
 * that it can be removed later, or wanted again.
 */
export function withRemains(recorded: Schema, wanted: WantedSchema): Schema {
  const tables = pairUp(recorded.tables, wanted.tables);
  const record = recordOf(wanted);
  const kept = tables.pairs.map(([before, table], at) => {
    const own = record.tables[at]!;
    if (before === undefined) return own;
    return { ...own, columns: [...own.columns, ...pairUp(before.columns, table.columns).gone] };
  });
  return { tables: [...kept, ...tables.gone] };
}

function makeTable({ name, of, create, indexes }: WantedTable): readonly MigrationStep[] {
  return [
    {
      kind: 'add',
      what: `Make the table ${name}, which holds ${of}.`,
      statements: [...create, ...Object.values(indexes)],
    },
  ];
}

function changeTable(before: SchemaTable, table: WantedTable, dialect: SqlDialect): readonly MigrationStep[] {
  const columns = pairUp(before.columns, table.columns);
  const at = sql.table(table.name);
  const steps: MigrationStep[] = [];
  if (before.name !== table.name) {
    const rename = sql`alter table ${sql.table(before.name)} rename to ${at}`;
    steps.push(step('rename', `Call the table ${before.name} ${table.name}.`, [rename], dialect));
  }
  const changes = columns.pairs.map(([known, column]) => ({
    known,
    column,
    change: known === undefined ? undefined : changeColumn(known, table, column, dialect),
  }));
  // Indexes may be of columns that change; those of one that is made anew would hinder that, or go with the old one.
  const anew = changes.filter(({ change }) => change?.isMadeAnew === true);
  const isOf = (text: string | undefined, names: readonly string[]): boolean =>
    names.some((name) => text?.includes(`"${name}"`) === true);
  const stale = Object.keys(before.indexes).filter(
    (name) =>
      before.indexes[name] !== table.indexes[name] ||
      isOf(
        before.indexes[name],
        anew.map(({ known }) => known!.name),
      ),
  );
  for (const name of stale)
    steps.push(
      step(
        'add',
        `Remove the index ${name}, which is not as it should be.`,
        [sql`drop index ${sql.ref(name)}`],
        dialect,
      ),
    );
  for (const { column, change } of changes)
    steps.push(...(change === undefined ? [addColumn(table, column, dialect)] : change.steps));
  steps.push(...checkPresence(before, table, dialect));
  steps.push(...columns.gone.map((column) => removeColumn(table, column, dialect)));
  const fresh = Object.entries(table.indexes).filter(
    ([name, text]) => before.indexes[name] !== text || stale.includes(name),
  );
  for (const [name, text] of fresh)
    steps.push({ kind: 'add', what: `Make the index ${name}.`, statements: [text] });
  return steps;
}

/** That a value object is there is seen by a column of it, which must have a value wherever there was one before. */
function checkPresence(
  before: SchemaTable,
  table: WantedTable,
  dialect: SqlDialect,
): readonly MigrationStep[] {
  const { pairs } = pairUp(before.columns, table.columns);
  return table.embedded.flatMap(({ of, formerly, presence }): readonly MigrationStep[] => {
    const earlier = before.embedded.find((each) => each.of === of || formerly.includes(each.of));
    if (earlier === undefined) return [];
    const [known, column] = pairs.find(([, each]) => each.name === presence)!;
    // The same column, by another name perhaps; or another one that had a value in any case.
    if (known !== undefined && (known.name === earlier.presence || known.isRequired)) return [];
    const isMarker = column.of === of;
    if (!isMarker) {
      return [
        {
          kind: 'impossible',
          what: `Know by ${table.name}.${presence} whether there is a ${table.of}.${of}: states that were saved before have no value in it. Declare its field behind the required fields that ${of} had before, or let it be optional.`,
          statements: [],
        },
      ];
    }
    const was = pairs.find(([one]) => one?.name === earlier.presence)?.[1].name ?? earlier.presence;
    const mark = sql`update ${sql.table(table.name)} set ${sql.ref(presence)} = ${sql.raw(dialect.hasBooleans ? 'true' : '1')} where ${sql.ref(was)} is not null`;
    return [
      step('add', `Mark in ${table.name}.${presence} where there is a ${table.of}.${of}.`, [mark], dialect),
    ];
  });
}

function dropTable({ name }: SchemaTable): readonly RawBuilder<unknown>[] {
  return [sql`drop table ${sql.table(name)}`];
}
