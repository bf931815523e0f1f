import { uniqueConflict, versionConflict } from '../../ports/conflicts.js';
import type { StateRecord } from '../../ports/state-store.js';
import type { Predicate } from '../../queries/predicate.js';
import { StateIndex, type Row, type StateId } from './states-index.js';
import type { StateTable } from './states-table.js';
import type { Candidates, StatesView } from './states-view.js';

/** What one transaction does to one state. */
interface Write {
  readonly id: StateId;
  /** What was committed when the state was written first: the state, or the last version of one that was removed. */
  readonly seen: StateRecord | number;
  /** What was written; undefined when it was removed. */
  record: StateRecord | undefined;
  /** Last version of what this transaction removed; −1 when it had that forgotten. */
  removed: number | undefined;
}

/** The writes of one transaction to the states of one class, over what was committed. */
export class StatesOverlay implements StatesView {
  readonly #writes = new Map<StateId, Write>();
  readonly #uniques: readonly { readonly committed: StateIndex<Row>; readonly written: StateIndex<Write> }[];

  constructor(readonly table: StateTable) {
    this.#uniques = table.uniques.map((committed) => ({ committed, written: new StateIndex(committed.key) }));
  }

  get(id: StateId): StateRecord | undefined {
    const write = this.#writes.get(id);
    return write === undefined ? this.table.get(id) : write.record;
  }

  /** Last version of a state that was removed; −1 when none with this identity was. */
  lastVersionOf(id: StateId): number {
    return this.#writes.get(id)?.removed ?? this.table.lastVersionOf(id);
  }

  candidates(where: Predicate): Candidates {
    const records: StateRecord[] = [];
    for (const record of this.table.candidates(where).records) {
      if (!this.#writes.has(record.id)) records.push(record);
    }
    for (const { record } of this.#writes.values()) if (record !== undefined) records.push(record);
    return { records, areMatches: false };
  }

  /**
   * Writes a state.
   *
   * @throws UniqueConflict when another state, as this transaction sees it, has the same values.
   */
  put(record: StateRecord): void {
    this.#assertUnique(record);
    this.#place(record.id, record);
  }

  /** Takes a write back: gives what stood there before it. */
  restore(before: StateRecord): void {
    this.#place(before.id, before);
  }

  /** Removes a state that is there. */
  remove({ id, version }: StateRecord): void {
    this.#place(id, undefined).removed = version;
  }

  /** Lets go of the last version of a state that was removed. */
  forget(id: StateId): void {
    if (this.get(id) === undefined && this.lastVersionOf(id) !== -1) this.#place(id, undefined).removed = -1;
  }

  /** Throws the conflict there is with what was committed since. */
  prepare(): void {
    const { shape } = this.table;
    for (const [id, { seen }] of this.#writes) {
      const found = this.#committed(id);
      // Records are never changed in place, so that the same one means that nothing happened.
      if (found === seen) continue;
      if (typeof seen === 'number' && typeof found === 'object')
        throw uniqueConflict(shape.name, [shape.identity.name], 'identity');
      throw versionConflict(`${shape.name} ${id}`, versionIn(seen) ?? 'none', versionIn(found));
    }
    if (this.#uniques.length === 0) return;
    for (const { record } of this.#writes.values()) if (record !== undefined) this.#assertUnique(record);
  }

  apply(): void {
    // What is removed gives its values free before others take them.
    for (const [id, { record, removed }] of this.#writes)
      if (record === undefined) this.table.remove(id, removed!);
    for (const { record } of this.#writes.values()) if (record !== undefined) this.table.put(record);
  }

  #committed(id: StateId): StateRecord | number {
    return this.table.get(id) ?? this.table.lastVersionOf(id);
  }

  #place(id: StateId, record: StateRecord | undefined): Write {
    let write = this.#writes.get(id);
    const before = write?.record;
    if (write === undefined) {
      this.#writes.set(id, (write = { id, seen: this.#committed(id), record, removed: undefined }));
    } else write.record = record;
    for (const { written } of this.#uniques) written.replace(write, before, record);
    return write;
  }

  #assertUnique(record: StateRecord): void {
    for (const { committed, written } of this.#uniques) {
      const { key } = committed;
      const value = key.of(record.data);
      if (value === undefined) continue;
      const holders: readonly Row[] = committed.find(value).filter(({ id }) => !this.#writes.has(id));
      const isTaken = [...holders, ...written.find(value)].some(({ id }) => id !== record.id);
      if (isTaken) throw uniqueConflict(this.table.shape.name, key.fields, key.name);
    }
  }
}

function versionIn(committed: StateRecord | number): number | undefined {
  return typeof committed === 'number' ? undefined : committed.version;
}
