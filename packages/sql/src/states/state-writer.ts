import { DomainryError, type JsonValue } from '@domainry/core';
import {
  uniqueConflict,
  versionConflict,
  type Inserted,
  type Predicate,
  type StateChange,
  type StateRecord,
  type StateShape,
  type StateWriter,
} from '@domainry/core/ports';
import type { SqlDialect } from '../dialect.js';
import { boundValue } from '../records/column-values.js';
import { explainNotFinite, isNotFinite } from '../records/not-finite.js';
import { addRowOf, changedColumnsOf, childRowsOf, type RowsOfChildren } from '../records/write-rows.js';
import type { SqlSession, SqlValue } from '../session.js';
import type { RootTable } from '../tables/table.js';
import { ChildWriter } from './child-writer.js';
import type { Counters } from './counters.js';
import { textOf } from './known-statements.js';
import { canBeListed, ManyWriter } from './many-writer.js';
import { rootTableOf } from './select-states.js';
import { SqlStateReader } from './state-reader.js';
import { conflictOf, type UniqueViolation } from './unique-rules.js';
import {
  anyRemoved,
  forgetRemoved,
  insertAgain,
  insertRoot,
  keepRemoved,
  removeRoot,
  updateRoot,
  versionOf,
} from './write-statements.js';

/** Writes states into tables, inside a transaction. */
export class SqlStateWriter extends SqlStateReader implements StateWriter {
  readonly #children: ChildWriter;
  readonly #many: ManyWriter;
  readonly #removedFrom = new Map<RootTable, boolean>();
  /** What changes many states, as a whole or not at all: one after the other, and nothing else meanwhile. */
  #whole: Promise<unknown> | undefined;

  /** @param violationIn - what an error of the database tells of values that are there already; undefined for other errors. */
  constructor(
    session: SqlSession,
    dialect: SqlDialect,
    private readonly counters: Counters,
    private readonly violationIn: (error: unknown) => UniqueViolation | undefined,
  ) {
    super(session, dialect);
    this.#children = new ChildWriter(session, dialect);
    this.#many = new ManyWriter(session, dialect);
  }

  async insert(shape: StateShape, record: StateRecord): Promise<Inserted> {
    while (this.#whole !== undefined) await this.#whole;
    const table = rootTableOf(shape, this.dialect);
    const counted = table.isCounted ? await this.counters.count(this.session, shape, record.data) : undefined;
    const data = counted === undefined ? record.data : { ...record.data, ...counted };
    const version = await this.#insert(shape, table, record, data);
    return counted === undefined ? { version } : { version, counted };
  }

  async update(
    shape: StateShape,
    record: StateRecord,
    expectedVersion: number,
    before?: StateRecord,
  ): Promise<void> {
    while (this.#whole !== undefined) await this.#whole;
    await this.#update(shape, record, expectedVersion, before);
  }

  async insertMany(
    shape: StateShape,
    records: readonly StateRecord[],
  ): Promise<readonly number[] | undefined> {
    while (this.#whole !== undefined) await this.#whole;
    const table = rootTableOf(shape, this.dialect);
    if (table.isCounted || this.session.together === undefined || !canBeListed(table, this.dialect))
      return undefined;
    if (!this.dialect.hasWritingSubqueries && (await this.#hasRemoved(table))) return undefined;
    return await this.#unlessNotFinite(() => this.#many.insert(table, records));
  }

  async updateMany(shape: StateShape, changes: readonly StateChange[]): Promise<boolean> {
    while (this.#whole !== undefined) await this.#whole;
    if (this.session.together === undefined) return false;
    const table = rootTableOf(shape, this.dialect);
    if (!canBeListed(table, this.dialect)) return false;
    return (await this.#unlessNotFinite(() => this.#many.update(table, changes))) === true;
  }

  async remove(shape: StateShape, id: string | number, expectedVersion: number): Promise<void> {
    while (this.#whole !== undefined) await this.#whole;
    await this.#remove(shape, id, expectedVersion);
  }

  async updateAll(
    shape: StateShape,
    where: Predicate,
    changes: Readonly<Record<string, JsonValue>>,
  ): Promise<number> {
    return await this.#asWhole(async () => {
      const found = await this.matches(shape, where);
      await this.#undoable(found.length, async () => {
        for (const record of found) {
          const data = Object.fromEntries(
            Object.entries({ ...record.data, ...changes }).filter(([, value]) => value !== null),
          );
          const next: StateRecord = { id: record.id, version: record.version + 1, data };
          await this.#update(shape, next, record.version, record);
        }
      });
      return found.length;
    });
  }

  async removeAll(shape: StateShape, where: Predicate): Promise<number> {
    return await this.#asWhole(async () => {
      const found = await this.matches(shape, where);
      await this.#undoable(found.length, async () => {
        for (const { id, version } of found) await this.#remove(shape, id, version);
      });
      return found.length;
    });
  }

  async forget(shape: StateShape, id: string | number): Promise<void> {
    // One that is there has its version itself.
    const table = rootTableOf(shape, this.dialect);
    const text = textOf(table, this.dialect, 'forget', forgetRemoved);
    await this.session.run(text, [table.name, String(id)]);
  }

  /** Who writes them one by one is told which of them has a number that cannot be stored. */
  async #unlessNotFinite<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await act();
    } catch (error) {
      if (isNotFinite(error)) return undefined;
      throw error;
    }
  }

  async #insert(
    shape: StateShape,
    table: RootTable,
    { id, version }: StateRecord,
    data: StateRecord['data'],
  ): Promise<number> {
    const values: SqlValue[] = [];
    try {
      addRowOf(table, data, this.dialect, values);
      values.push(version);
      const rows = table.children.length === 0 ? undefined : childRowsOf(table, data, this.dialect);
      const key = boundValue(table.identity, id, this.dialect);
      if (this.dialect.hasWritingSubqueries) {
        values.push(table.name, String(id));
        const written = await this.#children.insertWithRoot(table, values, key, rows);
        if (written !== undefined) return written;
        return await this.#insertAgain(table, values, key, rows);
      }
      if (await this.#hasRemoved(table)) {
        values.push(table.name, String(id));
        return await this.#insertAgain(table, values, key, rows);
      }
      const text = textOf(table, this.dialect, 'insert', () => insertRoot(table));
      await this.session.run(text, values);
      if (rows !== undefined) await this.#children.insertAll(key, rows);
      return version;
    } catch (error) {
      throw await this.#firstConflict(shape, id, this.#explained(error, shape, id, data));
    }
  }

  /** Goes on after the version of a root of the same identity that was removed. */
  async #insertAgain(
    table: RootTable,
    values: readonly SqlValue[],
    key: SqlValue,
    rows: RowsOfChildren | undefined,
  ): Promise<number> {
    const text = textOf(table, this.dialect, 'insert again', () => insertAgain(table, this.dialect));
    const [row] = await (this.session.tried ?? this.session).returning(text, values);
    if (rows !== undefined) await this.#children.insertAll(key, rows);
    return Number(row!['_version']);
  }

  /**
   * Whether roots of a table were ever removed, which is asked once by a transaction that nobody else writes beside. Until then,
   * nobody looks for versions that removed ones had.
   */
  #hasRemoved(table: RootTable): boolean | Promise<boolean> {
    return this.#removedFrom.get(table) ?? this.#askForRemoved(table);
  }

  async #askForRemoved(table: RootTable): Promise<boolean> {
    const text = textOf(table, this.dialect, 'any removed', anyRemoved);
    const rows = await this.session.returning(text, [table.name]);
    this.#removedFrom.set(table, rows.length > 0);
    return rows.length > 0;
  }

  async #update(
    shape: StateShape,
    { id, version, data }: StateRecord,
    expectedVersion: number,
    before: StateRecord | undefined,
  ): Promise<void> {
    const table = rootTableOf(shape, this.dialect);
    const key = boundValue(table.identity, id, this.dialect);
    try {
      const { places, values } = changedColumnsOf(table, before?.data, data, this.dialect);
      const change = this.#children.changeOf(table, before?.data, data);
      const text = textOf(table, this.dialect, `update ${places.join()}`, () => updateRoot(table, places));
      values.push(version, key, expectedVersion);
      const session = shape.uniques.length > 0 ? (this.session.tried ?? this.session) : this.session;
      if ((await session.run(text, values)) === 0)
        throw await this.#versionConflict(shape, table, id, expectedVersion);
      if (change !== undefined) await this.#children.write(key, change);
    } catch (error) {
      throw this.#explained(error, shape, id, data);
    }
  }

  async #remove(shape: StateShape, id: string | number, expectedVersion: number): Promise<void> {
    const table = rootTableOf(shape, this.dialect);
    const key = boundValue(table.identity, id, this.dialect);
    const text = textOf(table, this.dialect, 'remove', () => removeRoot(table));
    if ((await this.session.run(text, [key, expectedVersion])) === 0)
      throw await this.#versionConflict(shape, table, id, expectedVersion);
    const keep = textOf(table, this.dialect, 'keep removed', () => keepRemoved(this.dialect));
    this.#removedFrom.set(table, true);
    await this.session.run(keep, [table.name, String(id), expectedVersion]);
  }

  /** What broke a rule, or cannot be stored, in the words of the ports. */
  #explained(error: unknown, shape: StateShape, id: string | number, data: StateRecord['data']): unknown {
    const violation = this.violationIn(error);
    if (violation === undefined) return explainNotFinite(error, `${shape.name} ${id}`, data);
    return conflictOf(shape, rootTableOf(shape, this.dialect), violation);
  }

  /** SQLite looks at the identity last; who broke several rules is told of the identity, whatever the database. */
  async #firstConflict(shape: StateShape, id: string | number, error: unknown): Promise<unknown> {
    const isAboutRule = DomainryError.is(error) && error.code === 'UNIQUE_CONFLICT';
    // PostgreSQL looks at it first.
    if (!isAboutRule || this.dialect.name !== 'sqlite' || (await this.get(shape, id)) === undefined)
      return error;
    return uniqueConflict(shape.name, [shape.identity.name], 'identity');
  }

  async #versionConflict(
    shape: StateShape,
    table: RootTable,
    id: string | number,
    expected: number,
  ): Promise<Error> {
    const text = textOf(table, this.dialect, 'version', () => versionOf(table));
    const [row] = await this.session.all(text, [boundValue(table.identity, id, this.dialect)]);
    return versionConflict(
      `${shape.name} ${id}`,
      expected,
      row === undefined ? undefined : Number(row['_version']),
    );
  }

  /** Does something when nothing else of its kind is going on. */
  async #asWhole<Result>(act: () => Promise<Result>): Promise<Result> {
    while (this.#whole !== undefined) await this.#whole;
    const result = act();
    const ended = result.then(
      () => undefined,
      () => undefined,
    );
    this.#whole = ended;
    try {
      return await result;
    } finally {
      if (this.#whole === ended) this.#whole = undefined;
    }
  }

  /** A statement is made as a whole or not at all; the transaction may go on without it. */
  async #undoable(count: number, act: () => Promise<void>): Promise<void> {
    // Who writes nothing waits for nobody.
    if (count === 0) return;
    await this.session.run('SAVEPOINT domainry_all', []);
    try {
      await act();
    } catch (error) {
      // Where even that fails, the transaction is over, and why it failed first is what has to be known.
      await this.#undo().catch(() => undefined);
      throw error;
    }
    await this.session.run('RELEASE domainry_all', []);
  }

  async #undo(): Promise<void> {
    await this.session.run('ROLLBACK TO domainry_all', []);
    await this.session.run('RELEASE domainry_all', []);
  }
}
