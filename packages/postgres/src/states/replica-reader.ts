import { DomainryError, type JsonValue } from '@domainry/core';
import type {
  Calculation,
  Predicate,
  StateQuery,
  StateReader,
  StateRecord,
  StateShape,
} from '@domainry/core/ports';

/** Milliseconds in which a replica that did not answer is not asked again. */
const rest = 5_000;

/** A replica, and since when it is to be left alone. */
interface Replica {
  readonly states: StateReader;
  restsUntil: number;
}

/**
 * Reads states: single ones, as they are loaded to be changed, from the primary; what is searched, from replicas in turn. One that
 * does not answer rests for a while, and the primary answers where none does.
 */
export class ReplicaReader implements StateReader {
  readonly #replicas: readonly Replica[];
  #next = 0;

  constructor(
    private readonly primary: StateReader,
    replicas: readonly StateReader[],
  ) {
    this.#replicas = replicas.map((states) => ({ states, restsUntil: 0 }));
  }

  async get(shape: StateShape, id: string | number): Promise<StateRecord | undefined> {
    return await this.primary.get(shape, id);
  }

  async find(shape: StateShape, query: StateQuery): Promise<readonly StateRecord[]> {
    return await this.#ask((states) => states.find(shape, query));
  }

  async count(shape: StateShape, where: Predicate): Promise<number> {
    return await this.#ask((states) => states.count(shape, where));
  }

  async calculate(
    shape: StateShape,
    where: Predicate,
    calculations: readonly Calculation[],
  ): Promise<readonly JsonValue[]> {
    return await this.#ask((states) => states.calculate(shape, where, calculations));
  }

  async #ask<Result>(act: (states: StateReader) => Promise<Result>): Promise<Result> {
    for (let asked = 0; asked < this.#replicas.length; asked++) {
      const replica = this.#replicas[this.#next++ % this.#replicas.length]!;
      if (replica.restsUntil > performance.now()) continue;
      try {
        return await act(replica.states);
      } catch (error) {
        if (!isOfTheServer(error)) throw error;
        replica.restsUntil = performance.now() + rest;
      }
    }
    return await act(this.primary);
  }
}

/** Whether an error is one of the server: also a table that has not arrived yet, or a row that was removed while it was read. */
function isOfTheServer(error: unknown): boolean {
  return (
    DomainryError.is(error) &&
    ['DATABASE_UNAVAILABLE', 'DATABASE_BUSY', 'VERSION_CONFLICT'].includes(error.code)
  );
}
