import type { StateRecord, StateShape } from '../../ports/state-store.js';
import type { Predicate } from '../../queries/predicate.js';
import { indexKeysOf, StateIndex, type StateId } from './states-index.js';
import { candidatesOf } from './states-plan.js';
import type { Candidates, StatesView } from './states-view.js';

/** The committed states of one class. */
export class StateTable implements StatesView {
  readonly #rows = new Map<StateId, StateRecord>();
  /** Greatest number that was counted or given, by name of the field. */
  readonly #counts = new Map<string, number>();
  #shape: StateShape;
  #indexes: readonly StateIndex[];

  constructor(shape: StateShape) {
    this.#shape = shape;
    this.#indexes = indexKeysOf(shape).map((key) => new StateIndex(key));
  }

  get shape(): StateShape {
    return this.#shape;
  }

  get indexes(): readonly StateIndex[] {
    return this.#indexes;
  }

  /** Takes over another form of the class, when a store is opened again after the class was changed. */
  reshape(shape: StateShape): void {
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#indexes = indexKeysOf(shape).map((key) => new StateIndex(key));
    for (const row of this.#rows.values()) for (const index of this.#indexes) index.replace(undefined, row);
  }

  get(id: StateId): StateRecord | undefined {
    return this.#rows.get(id);
  }

  candidates(where: Predicate): Candidates {
    const planned = candidatesOf(this.#shape, this.#indexes, where);
    if (planned === undefined) {
      return { records: this.#rows.values(), areMatches: where.kind === 'everything' };
    }
    const records: StateRecord[] = [];
    for (const id of planned.ids) {
      const row = this.#rows.get(id);
      if (row !== undefined) records.push(row);
    }
    return { records, areMatches: planned.areMatches };
  }

  /** Puts a state in the place of the one with its identity; undefined removes it. */
  put(id: StateId, record: StateRecord | undefined): void {
    const before = this.#rows.get(id);
    for (const index of this.#indexes) index.replace(before, record);
    if (record === undefined) this.#rows.delete(id);
    else this.#rows.set(id, record);
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
}
