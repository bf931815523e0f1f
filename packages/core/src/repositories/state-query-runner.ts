import type { AnyAggregate } from '../elements/aggregate.js';
import type { JsonValue } from '../errors/violation.js';
import type { StateReader, StateRecord, StateWriter } from '../ports/state-store.js';
import type { Calculation } from '../queries/calculate.js';
import type { StoredData } from '../queries/field-path.js';
import type { Predicate, StateQuery } from '../queries/predicate.js';
import type { Found, SelectionRunner } from '../queries/selection-runner.js';
import { asViolation } from '../unit-of-work/unique-violation.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { RepositoryAccess } from './repository-access.js';
import { notRemovable } from './repository-errors.js';
import { stampedChanges } from './stamps.js';
import type { StatePersister } from './state-persister.js';

/**
 * Asks the store for the states of an aggregate class. In a unit of work, what was added is written first, so that it is
 * found; and what is found is the object that the unit knows.
 */
export class StateQueryRunner implements SelectionRunner<AnyAggregate> {
  constructor(
    private readonly access: RepositoryAccess,
    private readonly persister: StatePersister,
  ) {}

  find(query: StateQuery): Promise<readonly Found<AnyAggregate>[]> {
    const { shape } = this.persister;
    const reader = this.#reader();
    // At once, unless something has to be written before.
    const records =
      reader instanceof Promise
        ? reader.then((states) => states.find(shape, query))
        : reader.find(shape, query);
    return records.then(this.#take);
  }

  readonly #take = (records: readonly StateRecord[]): readonly Found<AnyAggregate>[] => {
    const unit = this.access.unit();
    const found: Found<AnyAggregate>[] = [];
    for (const record of records) {
      const loaded = this.persister.hydrate(record);
      const item = unit === undefined ? loaded : unit.track(this.persister, loaded);
      if (item !== undefined) found.push({ item, data: record.data });
    }
    return found;
  };

  async read(query: StateQuery): Promise<readonly StoredData[]> {
    const records = await (await this.#reader()).find(this.persister.shape, query);
    return records.map(({ data }) => data);
  }

  async count(where: Predicate): Promise<number> {
    return (await this.#reader()).count(this.persister.shape, where);
  }

  async calculate(where: Predicate, calculations: readonly Calculation[]): Promise<readonly JsonValue[]> {
    return (await this.#reader()).calculate(this.persister.shape, where, calculations);
  }

  async update(where: Predicate, changes: Readonly<Record<string, JsonValue>>): Promise<number> {
    const { shape } = this.persister;
    const stamped = { ...changes, ...stampedChanges(shape.fields, this.access.now()) };
    return this.#change((states) => states.updateAll(shape, where, stamped));
  }

  async delete(where: Predicate): Promise<number> {
    const { element, shape } = this.persister;
    if (element.options['removable'] !== true) throw notRemovable(element);
    return this.#change((states) => states.removeAll(shape, where));
  }

  #reader(): StateReader | Promise<StateReader> {
    const unit = this.access.unit();
    if (unit === undefined) return this.persister.database.states;
    const source = (): StateReader => unit.source(this.persister.database).states;
    return unit.isDue ? unit.flush().then(source) : source();
  }

  async #change(act: (states: StateWriter) => Promise<number>): Promise<number> {
    const change = async (unit: UnitOfWork): Promise<number> => {
      if (unit.isDue) await unit.flush();
      const { database, databaseName, element } = this.persister;
      const { states } = await unit.transaction(database, databaseName, element.name);
      const count = await act(states).catch((error: unknown) => {
        throw asViolation(error);
      });
      unit.letGo(element.cls);
      return count;
    };
    return this.access.run(change);
  }
}
