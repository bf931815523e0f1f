import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { Calculation } from '../queries/calculate.js';
import type { Predicate, StateQuery } from '../queries/predicate.js';
import type { Shape } from '../queries/shape.js';
import type { TableMapping } from './table-mapping.js';

/** What a store has to know of the states of one aggregate or projection class. */
export interface StateShape extends Shape {
  /** Name in the store. */
  readonly storedAs: string;
  readonly identity: FieldDescriptor;
  readonly uniques: readonly UniqueRule[];
  readonly indexes: readonly IndexRule[];
  /** How they lie in tables, where classes say so; absent where none does. */
  readonly mapping?: TableMapping;
}

/** That no two states have the same values in some fields. Absent values are never the same. */
export interface UniqueRule {
  readonly name: string;
  /** Names of the fields. */
  readonly fields: readonly string[];
  /** The rule holds only among states for which this is true. */
  readonly where?: Predicate;
}

/** That states are often looked up by some fields. */
export interface IndexRule {
  readonly name: string;
  /** Names of the fields; a leading `-` for descending order. */
  readonly fields: readonly string[];
  /** The index is of states for which this is true. */
  readonly where?: Predicate;
  /** Names of further fields whose values are kept in the index, so that queries for them need nothing else. */
  readonly include?: readonly string[];
}

/**
 * One state as it is kept: the whole cluster as plain data, children nested. Keys are the names of fields, as in the
 * paths of queries; what they are called in the store (`storedAs`) is the business of the store. A collection of children that
 * is empty may be left out of what is read.
 */
export interface StateRecord {
  /** Identity in stored form. */
  readonly id: string | number;
  /** How often it was saved, less one; counted on where another was removed under its identity. */
  readonly version: number;
  readonly data: Readonly<Record<string, JsonValue>>;
}

/** What an insert came to. */
export interface Inserted {
  /** Version the state has now. */
  readonly version: number;
  /**
   * Values that the store counted for fields of kind `auto` with `increment`, by name of the field; absent when there are
   * none. No two states that were saved have the same count; within a process, none is given twice even where a transaction
   * was rolled back.
   */
  readonly counted?: Readonly<Record<string, JsonValue>>;
}

/** A state that is to be put in place of a stored one; see {@link StateWriter.update}. */
export interface StateChange {
  readonly record: StateRecord;
  readonly expectedVersion: number;
  readonly before?: StateRecord | undefined;
}

/** Reads states. What is given out is frozen, or the caller's own: nobody can change what is stored through it. */
export interface StateReader {
  get(shape: StateShape, id: string | number): Promise<StateRecord | undefined>;
  /** All states that match, in order. Nothing is cut off that the query does not say. */
  find(shape: StateShape, query: StateQuery): Promise<readonly StateRecord[]>;
  /** How many states match. */
  count(shape: StateShape, where: Predicate): Promise<number>;
  /**
   * Results in the order of the calculations; see `calculate`, which is the reference.
   */
  calculate(
    shape: StateShape,
    where: Predicate,
    calculations: readonly Calculation[],
  ): Promise<readonly JsonValue[]>;
}

/** Reads and writes states inside a transaction; sees its own writes. */
export interface StateWriter extends StateReader {
  /**
   * Puts in a new state. Its version is that of the record; where a state with its identity was removed before, it goes on
   * after the last version that one had, if that is more. So no version of an identity is given twice, and who still holds
   * the removed state cannot overwrite the new one. Of what was removed, by {@link StateWriter.removeAll} as well, a store
   * keeps identity and version for that (ADR-0024).
   *
   * @throws UniqueConflict when the identity, or a unique rule, is taken.
   */
  insert(shape: StateShape, record: StateRecord): Promise<Inserted>;
  /**
   * Puts a state in place of the one with its identity.
   *
   * @param expectedVersion - version the stored one must have.
   * @param before - what was read, if it is known: lets a store write differences only.
   * @throws VersionConflict, UniqueConflict.
   */
  update(
    shape: StateShape,
    record: StateRecord,
    expectedVersion: number,
    before?: StateRecord,
  ): Promise<void>;
  /**
   * Puts in several new states, with different identities, by few statements; all or none, see {@link StateWriter.insert}.
   *
   * @returns their versions, in order. Undefined when nothing was written, since one of them is refused, or since the store takes them
   *   one by one; the transaction goes on. Inserted one by one, they say which is refused, and why.
   */
  insertMany(shape: StateShape, records: readonly StateRecord[]): Promise<readonly number[] | undefined>;
  /**
   * Puts several states in place of those with their identities, which are different ones, by few statements; all or none, see
   * {@link StateWriter.update}.
   *
   * @returns false when nothing was written, as with {@link StateWriter.insertMany}.
   */
  updateMany(shape: StateShape, changes: readonly StateChange[]): Promise<boolean>;
  /**
   * Removes a state. Its identity and version are kept, see {@link StateWriter.insert}.
   *
   * @throws VersionConflict.
   */
  remove(shape: StateShape, id: string | number, expectedVersion: number): Promise<void>;
  /**
   * Sets fields of all states that match and advances their versions.
   *
   * @param changes - values in stored form by name of the field; null where the field is to be absent.
   * @returns how many matched.
   * @throws UniqueConflict.
   */
  updateAll(
    shape: StateShape,
    where: Predicate,
    changes: Readonly<Record<string, JsonValue>>,
  ): Promise<number>;
  /** Removes all states that match; gives how many. */
  removeAll(shape: StateShape, where: Predicate): Promise<number>;
  /**
   * Lets go of identity and version of a state that was removed, for who has to erase a person: an insert under its identity
   * begins anew, see {@link StateWriter.insert}. Of one that is there, and where none was removed, nothing changes.
   */
  forget(shape: StateShape, id: string | number): Promise<void>;
}
