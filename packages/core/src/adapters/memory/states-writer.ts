import { DomainryError } from '../../errors/domainry-error.js';
import type { JsonValue } from '../../errors/violation.js';
import { uniqueConflict, versionConflict } from '../../ports/conflicts.js';
import type { Inserted, StateChange, StateRecord, StateShape, StateWriter } from '../../ports/state-store.js';
import type { Calculation } from '../../queries/calculate.js';
import type { Predicate, StateQuery } from '../../queries/predicate.js';
import type { Life, Participant } from './participant.js';
import { storedCopy } from './stored-copy.js';
import type { StateId } from './states-index.js';
import { throughCodecs } from '../../ports/through-codec.js';
import { StatesOverlay } from './states-overlay.js';
import type { StateTable } from './states-table.js';
import { calculateIn, findIn, matchesIn } from './states-view.js';

/** The states as one transaction sees and writes them. */
export class MemoryStateWriter implements StateWriter, Participant {
  readonly #overlays = new Map<StateTable, StatesOverlay>();

  /**
   * @param tableOf - committed states of a class.
   * @param life - of the transaction.
   */
  constructor(
    private readonly tableOf: (shape: StateShape) => StateTable,
    private readonly life: Life,
  ) {}

  async get(shape: StateShape, id: StateId): Promise<StateRecord | undefined> {
    return this.#view(shape).get(id);
  }

  async find(shape: StateShape, query: StateQuery): Promise<readonly StateRecord[]> {
    return findIn(this.#view(shape), shape, query);
  }

  async count(shape: StateShape, where: Predicate): Promise<number> {
    return matchesIn(this.#view(shape), shape, where).length;
  }

  async calculate(
    shape: StateShape,
    where: Predicate,
    calculations: readonly Calculation[],
  ): Promise<readonly JsonValue[]> {
    return calculateIn(this.#view(shape), shape, where, calculations);
  }

  async insert(shape: StateShape, record: StateRecord): Promise<Inserted> {
    const overlay = this.#overlay(shape);
    if (overlay.get(record.id) !== undefined) {
      throw uniqueConflict(shape.name, [shape.identity.name], 'identity');
    }
    const counted = countFields(shape, overlay.table, record);
    const version = Math.max(record.version, overlay.lastVersionOf(record.id) + 1);
    overlay.put(stored(shape, { id: record.id, version, data: { ...record.data, ...counted } }));
    return counted === undefined ? { version } : { version, counted };
  }

  async update(shape: StateShape, record: StateRecord, expectedVersion: number): Promise<void> {
    const overlay = this.#overlay(shape);
    assertVersion(shape, overlay, record.id, expectedVersion);
    overlay.put(stored(shape, record));
  }

  async insertMany(
    shape: StateShape,
    records: readonly StateRecord[],
  ): Promise<readonly number[] | undefined> {
    const overlay = this.#overlay(shape);
    const isFree = records.every(({ id }) => overlay.get(id) === undefined);
    const isCounted = shape.fields.some(isCounting);
    // What has rules is put in one by one: each looks at those before it.
    const copies = !isFree || isCounted || shape.uniques.length > 0 ? undefined : copiesOf(shape, records);
    return copies?.map((copy) => {
      const version = Math.max(copy.version, overlay.lastVersionOf(copy.id) + 1);
      overlay.put(version === copy.version ? copy : Object.freeze({ ...copy, version }));
      return version;
    });
  }

  async updateMany(shape: StateShape, changes: readonly StateChange[]): Promise<boolean> {
    const overlay = this.#overlay(shape);
    if (shape.uniques.length > 0) return false;
    if (!changes.every(({ record, expectedVersion }) => overlay.get(record.id)?.version === expectedVersion))
      return false;
    const copies = copiesOf(
      shape,
      changes.map(({ record }) => record),
    );
    for (const copy of copies ?? []) overlay.put(copy);
    return copies !== undefined;
  }

  async remove(shape: StateShape, id: StateId, expectedVersion: number): Promise<void> {
    const overlay = this.#overlay(shape);
    overlay.remove(assertVersion(shape, overlay, id, expectedVersion));
  }

  async updateAll(
    shape: StateShape,
    where: Predicate,
    changes: Readonly<Record<string, JsonValue>>,
  ): Promise<number> {
    const overlay = this.#overlay(shape);
    const found = matchesIn(overlay, shape, where);
    const written: StateRecord[] = [];
    try {
      for (const record of found) {
        const data = withChanges(record.data, changes);
        overlay.put(stored(shape, { id: record.id, version: record.version + 1, data }));
        written.push(record);
      }
    } catch (error) {
      // A statement is made as a whole or not at all; the transaction may go on without it.
      for (const record of written.reverse()) overlay.restore(record);
      throw error;
    }
    return found.length;
  }

  async removeAll(shape: StateShape, where: Predicate): Promise<number> {
    const overlay = this.#overlay(shape);
    const found = matchesIn(overlay, shape, where);
    for (const record of found) overlay.remove(record);
    return found.length;
  }

  async forget(shape: StateShape, id: StateId): Promise<void> {
    this.#overlay(shape).forget(id);
  }

  prepare(): void {
    for (const overlay of this.#overlays.values()) overlay.prepare();
  }

  apply(): void {
    for (const overlay of this.#overlays.values()) overlay.apply();
  }

  /** What is seen of a class; nothing is kept for classes that are only read. */
  #view(shape: StateShape): StateTable | StatesOverlay {
    this.life.assertOpen();
    const table = this.tableOf(shape);
    return this.#overlays.get(table) ?? table;
  }

  #overlay(shape: StateShape): StatesOverlay {
    this.life.assertOpen();
    const table = this.tableOf(shape);
    let overlay = this.#overlays.get(table);
    if (overlay === undefined) this.#overlays.set(table, (overlay = new StatesOverlay(table)));
    return overlay;
  }
}

function assertVersion(
  shape: StateShape,
  overlay: StatesOverlay,
  id: StateId,
  expected: number,
): StateRecord {
  const found = overlay.get(id);
  if (found?.version === expected) return found;
  throw versionConflict(`${shape.name} ${id}`, expected, found?.version);
}

/** What is kept of a record: absent values are left out. */
function stored(shape: StateShape, { id, version, data }: StateRecord): StateRecord {
  const copied = storedCopy(`${shape.name} ${id}`, data);
  const pass = throughCodecs(shape);
  return Object.freeze({
    id,
    version,
    data: pass === undefined ? copied : storedCopy(`${shape.name} ${id}`, pass(copied)),
  });
}

/** Undefined where one of them cannot be stored: who stores them one by one is told which. */
function copiesOf(shape: StateShape, records: readonly StateRecord[]): readonly StateRecord[] | undefined {
  try {
    return records.map((record) => stored(shape, record));
  } catch (error) {
    if (DomainryError.is(error, 'NOT_STORABLE')) return undefined;
    throw error;
  }
}

function isCounting({ kind, constraints }: StateShape['fields'][number]): boolean {
  return kind === 'auto' && constraints['increment'] === true;
}

/** What is set to null is absent afterwards. */
function withChanges(
  data: StateRecord['data'],
  changes: Readonly<Record<string, JsonValue>>,
): StateRecord['data'] {
  return Object.fromEntries(Object.entries({ ...data, ...changes }).filter(([, value]) => value !== null));
}

/** Numbers for the fields that the store counts, by name. */
function countFields(
  shape: StateShape,
  table: StateTable,
  { data }: StateRecord,
): Readonly<Record<string, JsonValue>> | undefined {
  let counted: Record<string, JsonValue> | undefined;
  for (const field of shape.fields) {
    if (!isCounting(field)) continue;
    const { name } = field;
    const given = data[name] ?? null;
    if (typeof given === 'number') table.countFrom(name, given);
    if (given === null) (counted ??= {})[name] = table.count(name);
  }
  return counted;
}
