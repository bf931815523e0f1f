import { uniqueConflict, versionConflict } from '../../ports/conflicts.js';
import type { StateRecord } from '../../ports/state-store.js';
import type { Predicate } from '../../queries/predicate.js';
import { StateIndex, type StateId } from './states-index.js';
import type { StateTable } from './states-table.js';
import type { Candidates, StatesView } from './states-view.js';

/** The writes of one transaction to the states of one class, over what was committed. */
export class StatesOverlay implements StatesView {
  /** What was written; undefined for what was removed. */
  readonly #written = new Map<StateId, StateRecord | undefined>();
  /** What was committed when a state was written first. */
  readonly #seen = new Map<StateId, StateRecord | undefined>();
  readonly #uniques: readonly { readonly committed: StateIndex; readonly written: StateIndex }[];

  constructor(readonly table: StateTable) {
    this.#uniques = table.indexes
      .filter(({ key }) => key.isUnique)
      .map((committed) => ({ committed, written: new StateIndex(committed.key) }));
  }

  get(id: StateId): StateRecord | undefined {
    return this.#written.has(id) ? this.#written.get(id) : this.table.get(id);
  }

  candidates(where: Predicate): Candidates {
    const records: StateRecord[] = [];
    for (const record of this.table.candidates(where).records) {
      if (!this.#written.has(record.id)) records.push(record);
    }
    for (const record of this.#written.values()) if (record !== undefined) records.push(record);
    return { records, areMatches: false };
  }

  /**
   * Writes a state; undefined removes it.
   *
   * @throws UniqueConflict when another state, as this transaction sees it, has the same values.
   */
  put(id: StateId, record: StateRecord | undefined): void {
    if (record !== undefined) this.#assertUnique(record);
    this.#place(id, record);
  }

  /** Takes a write back: gives what stood there before it. */
  restore(id: StateId, before: StateRecord | undefined): void {
    this.#place(id, before);
  }

  /** Throws the conflict there is with what was committed since. */
  prepare(): void {
    const { shape } = this.table;
    for (const [id, seen] of this.#seen) {
      const found = this.table.get(id);
      // Records are never changed in place, so that the same one means that nothing happened.
      if (found === seen) continue;
      if (seen === undefined) throw uniqueConflict(shape.name, [shape.identity.name], 'identity');
      throw versionConflict(`${shape.name} ${id}`, seen.version, found?.version);
    }
    for (const record of this.#written.values()) {
      if (record !== undefined) this.#assertUnique(record);
    }
  }

  apply(): void {
    // What is removed gives its values free before others take them.
    for (const [id, record] of this.#written) if (record === undefined) this.table.put(id, record);
    for (const [id, record] of this.#written) if (record !== undefined) this.table.put(id, record);
  }

  #place(id: StateId, record: StateRecord | undefined): void {
    if (!this.#seen.has(id)) this.#seen.set(id, this.table.get(id));
    const before = this.#written.get(id);
    for (const { written } of this.#uniques) written.replace(before, record);
    this.#written.set(id, record);
  }

  #assertUnique(record: StateRecord): void {
    for (const { committed, written } of this.#uniques) {
      const { key } = committed;
      const value = key.of(record.data);
      if (value === undefined) continue;
      const holders = [...committed.find(value)].filter((holder) => !this.#written.has(holder));
      const isTaken = [...holders, ...written.find(value)].some((holder) => holder !== record.id);
      if (isTaken) throw uniqueConflict(this.table.shape.name, key.fields, key.name);
    }
  }
}
