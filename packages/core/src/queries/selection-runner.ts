import type { JsonValue } from '../errors/violation.js';
import type { Calculation } from './calculate.js';
import type { StoredData } from './field-path.js';
import type { Predicate, StateQuery } from './predicate.js';

/** An element that was found, and its data as they are stored. */
export interface Found<T> {
  readonly item: T;
  readonly data: StoredData;
}

/** Carries out what a selection asks for. */
export interface SelectionRunner<T> {
  find(query: StateQuery): Promise<readonly Found<T>[]>;
  /** What is stored, without making elements of it. */
  read(query: StateQuery): Promise<readonly StoredData[]>;
  count(where: Predicate): Promise<number>;
  calculate(where: Predicate, calculations: readonly Calculation[]): Promise<readonly JsonValue[]>;
  /**
   * @param changes - values in stored form by name of the field, null where it is to be absent.
   * @returns how many matched.
   */
  update(where: Predicate, changes: Readonly<Record<string, JsonValue>>): Promise<number>;
  /** Gives how many matched. */
  delete(where: Predicate): Promise<number>;
}
