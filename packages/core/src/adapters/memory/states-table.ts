import type { StateRecord, StateShape } from '../../ports/state-store.js';
import type { Predicate } from '../../queries/predicate.js';
import { indexKeysOf, StateIndex, type StateId } from './states-index.js';
import { candidatesOf, type StateRow } from './states-plan.js';
import type { Candidates, StatesView } from './states-view.js';
import { StatesWalk } from './states-walk.js';

/** The committed states of one class. */
export class StateTable implements StatesView {
  readonly walk: StatesWalk = new StatesWalk(this);
  #revision = 0;
  readonly #rows = new Map<StateId, StateRow>();
  /** Last versions of what was removed and is not there again. */
  readonly #removed = new Map<StateId, number>();
  /** Greatest number that was counted or given, by name of the field. */
  readonly #counts = new Map<string, number>();
  #shape: StateShape;
  #indexes: readonly StateIndex<StateRow>[];
  /** Those of the indexes that are unique rules. */
  #uniques: readonly StateIndex<StateRow>[];

  constructor(shape: StateShape) {
    this.#shape = shape;
    this.#indexes = indexKeysOf(shape).map((key) => new StateIndex(key));
    this.#uniques = this.#indexes.filter(({ key }) => key.isUnique);
  }

  get shape(): StateShape {
    return this.#shape;
  }

  /** Another number each time something changes. */
  get revision(): number {
    return this.#revision;
  }

  get indexes(): readonly StateIndex<StateRow>[] {
    return this.#indexes;
  }

  get uniques(): readonly StateIndex<StateRow>[] {
    return this.#uniques;
  }

  /** Takes over another form of the class, when a store is opened again after the class was changed. */
  reshape(shape: StateShape): void {
    if (shape === this.#shape) return;
    this.#revision += 1;
    this.#shape = shape;
    this.#indexes = indexKeysOf(shape).map((key) => new StateIndex(key));
    this.#uniques = this.#indexes.filter(({ key }) => key.isUnique);
    for (const row of this.#rows.values())
      for (const index of this.#indexes) index.replace(row, undefined, row.record);
  }

  get(id: StateId): StateRecord | undefined {
    return this.#rows.get(id)?.record;
  }

  /** Where a state lies; undefined when there is none with this identity. */
  rowOf(id: unknown): StateRow | undefined {
    return this.#rows.get(id as StateId);
  }

  /** Last version of a state that was removed; −1 when none with this identity was. */
  lastVersionOf(id: StateId): number {
    return this.#removed.get(id) ?? -1;
  }

  candidates(where: Predicate): Candidates {
    const planned = candidatesOf(this, where);
    const rows = planned?.rows ?? this.#rows.values();
    const records: StateRecord[] = [];
    for (const { record } of rows) records.push(record);
    return { records, areMatches: planned?.areMatches ?? where.kind === 'everything' };
  }

  /** Puts a state in the place of the one with its identity. */
  put(record: StateRecord): void {
    const { id } = record;
    let row = this.#rows.get(id);
    const before = row?.record;
    if (row === undefined) this.#rows.set(id, (row = { id, record }));
    else row.record = record;
    this.#index(row, before, record);
    this.#removed.delete(id);
  }

  /** Removes a state, if it is there, and remembers the last version it had; −1 remembers nothing of it. */
  remove(id: StateId, lastVersion: number): void {
    const row = this.#rows.get(id);
    if (row !== undefined) this.#index(row, row.record, undefined);
    this.#rows.delete(id);
    if (lastVersion === -1) this.#removed.delete(id);
    else this.#removed.set(id, lastVersion);
  }

  /** The next number of a field that the store counts. Never given twice, whatever becomes of it. */
  count(field: string): number {
    const next = (this.#counts.get(field) ?? 0) + 1;
    this.#counts.set(field, next);
    return next;
  }

  /** Goes on counting after a number that was given. */
  countFrom(field: string, given: number): void {
    if (given > (this.#counts.get(field) ?? 0)) this.#counts.set(field, given);
  }

  #index(row: StateRow, before: StateRecord | undefined, after: StateRecord | undefined): void {
    this.#revision += 1;
    for (const index of this.#indexes) index.replace(row, before, after);
  }
}
