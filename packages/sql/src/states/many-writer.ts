import type { StateChange, StateRecord } from '@domainry/core/ports';
import type { RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { boundValue } from '../records/column-values.js';
import {
  addChildRows,
  addRowOf,
  allChildTables,
  changedChildrenOf,
  changedColumnsOf,
  columnNamesOf,
  type FlatRows,
} from '../records/write-rows.js';
import type { CountedStatement, SqlRow, SqlSession, SqlValue } from '../session.js';
import type { ChildTable, RootTable, Table } from '../tables/table.js';
import { rowsToChange } from './child-writer.js';
import { rowsAtOnce, textOf } from './known-statements.js';
import {
  columnsBeforeChild,
  insertClusters,
  insertManyChildren,
  insertRoots,
  removeManyChildren,
  updateRoots,
} from './many-statements.js';
import { placesOfRules } from './unique-rules.js';

/** Writes a statement for so many rows; where a statement takes lists, the count does not matter. */
type Write = (count: number) => RawBuilder<unknown>;

/** Roots of which the same columns are set. */
interface ChangedAlike {
  readonly places: readonly number[];
  /** Their values, the version, the identity and the version before, of each. */
  readonly values: SqlValue[];
}

/** Writes several roots of a table with their children, by statements with many rows each, all or none. */
export class ManyWriter {
  readonly #together: NonNullable<SqlSession['together']> | undefined;

  constructor(
    session: SqlSession,
    private readonly dialect: SqlDialect,
  ) {
    this.#together = session.together?.bind(session);
  }

  /**
   * Puts in new roots.
   *
   * @returns their versions; undefined when none was put in.
   */
  async insert(table: RootTable, records: readonly StateRecord[]): Promise<readonly number[] | undefined> {
    const rows: SqlValue[] = [];
    const children: FlatRows = new Map();
    const { listOf } = this.dialect;
    const [{ version }] = records as [StateRecord];
    for (const record of records) {
      if (record.version !== version) return undefined;
      addRowOf(table, record.data, this.dialect, rows);
      if (listOf === undefined) rows.push(version);
      const root = boundValue(table.identity, record.id, this.dialect);
      if (table.children.length > 0) addChildRows(table, record.data, root, '', this.dialect, children);
    }
    if (listOf !== undefined) return await this.#insertClusters(table, records, rows, children);
    const width = columnNamesOf(table).length + 1;
    const statements = this.#statements(table, 'insert', rows, width, (count) =>
      insertRoots(table, count, this.dialect),
    );
    for (const [child, values] of children) statements.push(...this.#insertChildren(child, values));
    return (await this.#together?.(statements)) && records.map(() => version);
  }

  /**
   * Puts roots in place of those there are.
   *
   * @returns whether they were; false when nothing was written.
   */
  async update(table: RootTable, changes: readonly StateChange[]): Promise<boolean> {
    const alike = new Map<string, ChangedAlike>();
    const removed: FlatRows = new Map();
    const inserted: FlatRows = new Map();
    const ruled = placesOfRules(table);
    let last: ChangedAlike | undefined;
    for (const { record, expectedVersion, before } of changes) {
      const { places, values } = changedColumnsOf(table, before?.data, record.data, this.dialect);
      // Who takes a value may have to come after who gives it up.
      if (ruled === 'any' || places.some((place) => ruled.has(place))) return false;
      if (last === undefined || !isSame(last.places, places)) {
        const key = places.join();
        last = alike.get(key);
        if (last === undefined) alike.set(key, (last = { places, values: [] }));
      }
      const root = boundValue(table.identity, record.id, this.dialect);
      for (const value of values) last.values.push(value);
      last.values.push(record.version, root, expectedVersion);
      if (table.children.length === 0) continue;
      if (before === undefined) return false;
      this.#compare(table, before, record, root, removed, inserted);
    }
    const statements = [...alike.values()].flatMap(({ places, values }) =>
      this.#statements(
        table,
        `update ${places.join()}`,
        values,
        places.length + 3,
        (count) => updateRoots(table, places, count, this.dialect),
        true,
      ),
    );
    for (const [child, values] of removed)
      statements.push(
        ...this.#statements(child, 'remove', values, 2, (count) =>
          removeManyChildren(child, count, this.dialect),
        ),
      );
    for (const [child, values] of inserted) statements.push(...this.#insertChildren(child, values));
    return (await this.#together?.(statements)) !== undefined;
  }

  /** Everything by one statement, which goes on after the versions of those that were removed. */
  async #insertClusters(
    table: RootTable,
    records: readonly StateRecord[],
    rows: readonly SqlValue[],
    children: FlatRows,
  ): Promise<readonly number[] | undefined> {
    const { version } = records[0]!;
    const withChildren = [...children.keys()];
    const key = `insert clusters ${withChildren.map(({ name }) => name).join()}`;
    const text = textOf(table, this.dialect, key, () => insertClusters(table, withChildren, this.dialect));
    const values: SqlValue[] = [version, ...this.#lists(rows, columnNamesOf(table).length), table.name];
    for (const [child, ofChild] of children) values.push(...this.#lists(ofChild, widthOf(child)));
    values.push(version);
    const answer = await this.#together?.([{ text, values }]);
    if (answer === undefined) return undefined;
    const others = versionsIn(answer[0]!);
    return records.map(({ id }) => others?.get(String(id)) ?? version);
  }

  #compare(
    table: RootTable,
    before: StateRecord,
    { data }: StateRecord,
    root: SqlValue,
    removed: FlatRows,
    inserted: FlatRows,
  ): void {
    const change = changedChildrenOf(table, before.data, data, this.dialect);
    if (change === undefined) return;
    for (const [child, rows] of change.after) {
      const difference = rowsToChange(change.before.get(child) ?? [], rows);
      const gone = listIn(removed, child);
      for (const path of difference.removed) gone.push(root, path);
      const come = listIn(inserted, child);
      for (const { path, place, values } of difference.inserted) come.push(root, path, place, ...values);
    }
  }

  #insertChildren(child: ChildTable, values: readonly SqlValue[]): CountedStatement[] {
    return this.#statements(child, 'insert', values, widthOf(child), (count) =>
      insertManyChildren(child, count, this.dialect),
    );
  }

  /**
   * One statement where it takes lists, else as many as there must be.
   *
   * @param values - of all rows, one row behind the other.
   */
  #statements(
    table: Table,
    key: string,
    values: readonly SqlValue[],
    width: number,
    write: Write,
    isCounted = false,
  ): CountedStatement[] {
    const total = values.length / width;
    if (total === 0) return [];
    const counted = (changes: number): { changes?: number } => (isCounted ? { changes } : {});
    if (this.dialect.listOf !== undefined) {
      const text = textOf(table, this.dialect, `many: ${key}`, () => write(0));
      return [{ text, values: this.#lists(values, width), ...counted(total) }];
    }
    const statements: CountedStatement[] = [];
    const most = Math.max(1, Math.min(mostRows, Math.floor(this.dialect.mostValues / width)));
    for (let from = 0; from < total;) {
      const count = rowsAtOnce(total - from, most);
      const text = textOf(table, this.dialect, `${count}: ${key}`, () => write(count));
      const own = values.slice(from * width, (from + count) * width);
      statements.push({ text, values: own, ...counted(count) });
      from += count;
    }
    return statements;
  }

  /** Lists of the values of each column. */
  #lists(values: readonly SqlValue[], width: number): SqlValue[] {
    const lists: SqlValue[] = [];
    for (let column = 0; column < width; column++) {
      const own: SqlValue[] = [];
      for (let at = column; at < values.length; at += width) own.push(values[at]!);
      lists.push(this.dialect.listOf!(own));
    }
    return lists;
  }
}

/**
 * Whether rows of a table can be put in by lists: a list says of which type its values are, and to say one that was chosen for a column,
 * such as `varchar(20)`, would cut off what the column refuses.
 */
export function canBeListed(table: RootTable, { listOf }: SqlDialect): boolean {
  if (listOf === undefined) return true;
  let known = listable.get(table);
  if (known === undefined) {
    const all = [table, ...allChildTables(table)].flatMap(({ columns }) => columns);
    listable.set(table, (known = all.every(({ sqlType }) => sqlType === undefined)));
  }
  return known;
}

const listable = new WeakMap<RootTable, boolean>();

/** Of more, a statement gets no faster. */
const mostRows = 256;

function widthOf(child: ChildTable): number {
  return columnsBeforeChild(child).length + columnNamesOf(child).length;
}

function listIn(rows: FlatRows, child: ChildTable): SqlValue[] {
  let own = rows.get(child);
  if (own === undefined) rows.set(child, (own = []));
  return own;
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((place, at) => place === other[at]);
}

function versionsIn(rows: readonly SqlRow[]): ReadonlyMap<string, number> | undefined {
  if (rows.length === 0) return undefined;
  return new Map(rows.map((row) => [String(row['id']), Number(row['_version'])]));
}
