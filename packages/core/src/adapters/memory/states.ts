import type { JsonValue } from '../../errors/violation.js';
import type { StateReader, StateRecord, StateShape } from '../../ports/state-store.js';
import type { Calculation } from '../../queries/calculate.js';
import type { Predicate, StateQuery } from '../../queries/predicate.js';
import type { Life } from './participant.js';
import type { StateId } from './states-index.js';
import { StateTable } from './states-table.js';
import { calculateIn, findIn, matchesIn } from './states-view.js';
import { MemoryStateWriter } from './states-writer.js';

/** The committed states of a memory database. */
export class MemoryStates implements StateReader {
  readonly #tables = new Map<string, StateTable>();

  /** @param life - of the database. */
  constructor(private readonly life: Life) {}

  async get(shape: StateShape, id: StateId): Promise<StateRecord | undefined> {
    return this.#read(shape).get(id);
  }

  async find(shape: StateShape, query: StateQuery): Promise<readonly StateRecord[]> {
    const table = this.#read(shape);
    return table.walk.page(query) ?? findIn(table, shape, query);
  }

  async count(shape: StateShape, where: Predicate): Promise<number> {
    return matchesIn(this.#read(shape), shape, where).length;
  }

  async calculate(
    shape: StateShape,
    where: Predicate,
    calculations: readonly Calculation[],
  ): Promise<readonly JsonValue[]> {
    return calculateIn(this.#read(shape), shape, where, calculations);
  }

  /** What a transaction writes. */
  begin(life: Life): MemoryStateWriter {
    return new MemoryStateWriter((shape) => this.#table(shape), life);
  }

  #read(shape: StateShape): StateTable {
    this.life.assertOpen();
    return this.#table(shape);
  }

  #table(shape: StateShape): StateTable {
    let table = this.#tables.get(shape.storedAs);
    if (table === undefined) this.#tables.set(shape.storedAs, (table = new StateTable(shape)));
    else table.reshape(shape);
    return table;
  }
}
