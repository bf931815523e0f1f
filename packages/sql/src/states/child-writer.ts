import type { JsonValue } from '@domainry/core';
import type { SqlDialect } from '../dialect.js';
import { changedChildrenOf, childRowsOf, type ChildRow, type RowsOfChildren } from '../records/write-rows.js';
import type { SqlSession, SqlValue } from '../session.js';
import type { ChildTable, RootTable } from '../tables/table.js';
import { atOnce, filledUp, roundedUp, rowsAtOnce, textOf } from './known-statements.js';
import { insertChildren, insertCluster, removeChildren, widthOf } from './write-statements.js';

type Data = Readonly<Record<string, JsonValue>>;

/** What has to be written of the children of a root. */
export interface ChildrenChange {
  /** Rows that are there; undefined when that is not known, and all of them go. */
  readonly before: RowsOfChildren | undefined;
  readonly after: RowsOfChildren;
}

/** Writes the rows of children of one root, by difference where it is known what was there. */
export class ChildWriter {
  constructor(
    private readonly session: SqlSession,
    private readonly dialect: SqlDialect,
  ) {}

  /** What is different; undefined when nothing is. */
  changeOf(table: RootTable, before: Data | undefined, after: Data): ChildrenChange | undefined {
    if (table.children.length === 0) return undefined;
    if (before === undefined) return { before, after: childRowsOf(table, after, this.dialect) };
    return changedChildrenOf(table, before, after, this.dialect);
  }

  /** @param root - identity of the root, as it is bound. */
  async write(root: SqlValue, { before, after }: ChildrenChange): Promise<void> {
    for (const [child, rows] of after) {
      const known = before?.get(child);
      if (known === undefined) {
        await this.#removeAll(child, root);
        await this.insert(child, root, rows);
        continue;
      }
      const { removed, inserted } = rowsToChange(known, rows);
      await this.#remove(child, root, removed);
      await this.insert(child, root, inserted);
    }
  }

  /** Children of a root that has none yet. */
  async insertAll(root: SqlValue, rows: RowsOfChildren): Promise<void> {
    for (const [child, ofChild] of rows) if (ofChild.length > 0) await this.insert(child, root, ofChild);
  }

  /** Several rows by one statement, as long as it may have so many values. */
  async insert(child: ChildTable, root: SqlValue, rows: readonly ChildRow[]): Promise<void> {
    if (rows.length === 0) return;
    const most = Math.max(1, Math.floor(this.dialect.mostValues / widthOf(child)));
    for (let from = 0; from < rows.length;) {
      const count = rowsAtOnce(rows.length - from, most);
      const text = textOf(child, this.dialect, `insert ${count}`, () => insertChildren(child, count));
      await this.session.run(text, valuesOf(root, rows, from, from + count));
      from += count;
    }
  }

  /**
   * Puts in a root with all of its children, by one statement.
   *
   * @param values - of the root.
   * @returns its version; undefined when nothing was done, since the children are too many.
   */
  async insertWithRoot(
    table: RootTable,
    values: readonly SqlValue[],
    root: SqlValue,
    rows: RowsOfChildren | undefined,
  ): Promise<number | undefined> {
    const counts: (readonly [ChildTable, number])[] = [];
    const all = [...values];
    for (const [child, ofChild] of rows ?? []) {
      if (ofChild.length > mostInCluster) return undefined;
      if (ofChild.length === 0) continue;
      counts.push([child, ofChild.length]);
      for (const value of valuesOf(root, ofChild, 0, ofChild.length)) all.push(value);
    }
    const key = `insert with ${counts.map(([child, count]) => `${count} ${child.name}`).join()}`;
    const text = textOf(table, this.dialect, key, () => insertCluster(table, counts, this.dialect));
    const [row] = await (this.session.tried ?? this.session).returning(text, all);
    return Number(row!['_version']);
  }

  async #removeAll(child: ChildTable, root: SqlValue): Promise<void> {
    const text = textOf(child, this.dialect, 'remove all', () => removeChildren(child));
    await this.session.run(text, [root]);
  }

  async #remove(child: ChildTable, root: SqlValue, paths: readonly string[]): Promise<void> {
    for (let from = 0; from < paths.length; from += atOnce) {
      const some = paths.slice(from, from + atOnce);
      const count = roundedUp(some.length);
      const text = textOf(child, this.dialect, `remove ${count}`, () => removeChildren(child, count));
      await this.session.run(text, [root, ...filledUp(some, count)]);
    }
  }
}

/** Children of a table that are put in together with their root; of more there would be too many statements. */
const mostInCluster = 16;

function valuesOf(root: SqlValue, rows: readonly ChildRow[], from: number, to: number): SqlValue[] {
  const all: SqlValue[] = [];
  for (let at = from; at < to; at++) {
    const { path, place, values } = rows[at]!;
    all.push(root, path, place);
    for (const value of values) all.push(value);
  }
  return all;
}

/** What leads from the rows that are there to others: paths of those that go, and rows that come. Those that differ do both. */
export function rowsToChange(
  before: readonly ChildRow[],
  after: readonly ChildRow[],
): { readonly removed: readonly string[]; readonly inserted: readonly ChildRow[] } {
  const kept = new Map(before.map((row) => [row.path, row]));
  const inserted = after.filter((row) => !isSame(kept.get(row.path), row));
  const paths = new Set(after.map(({ path }) => path));
  const gone = before.filter((row) => !paths.has(row.path)).map(({ path }) => path);
  const replaced = inserted.filter(({ path }) => kept.has(path)).map(({ path }) => path);
  return { removed: [...gone, ...replaced], inserted };
}

function isSame(one: ChildRow | undefined, other: ChildRow): boolean {
  return (
    one !== undefined &&
    one.place === other.place &&
    one.values.every((value, at) => value === other.values[at])
  );
}
