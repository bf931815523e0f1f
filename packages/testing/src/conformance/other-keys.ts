import { DomainryError, type JsonValue } from '@domainry/core';
import {
  completeOrder,
  type Calculation,
  type Database,
  type Predicate,
  type StateQuery,
  type StateReader,
  type StateRecord,
  type StateShape,
  type StateWriter,
  type Transaction,
} from '@domainry/core/ports';
import { KeyNumbers } from './key-numbers.js';

/** What identities are made of, where they are called `key` and not `id`. */
export type KeyType = 'string' | 'integer';

type Id = string | number;

/**
 * A database whose states have other keys, as one whose identities are texts called `id`: so every check can be run with both. What
 * is asked and written is translated, and what is answered, errors included.
 *
 * @param shapes - with identities called `key`.
 */
export function withOtherKeys(database: Database, shapes: readonly StateShape[], type: KeyType): Database {
  const numbers = new KeyNumbers();
  const keys: Keys = {
    shapeOf: (shape) =>
      shapes.find(
        ({ name, identity }) =>
          name === shape.name && identity.name === 'key' && shape.identity.name === 'id',
      ),
    toKey: type === 'integer' ? (id) => numbers.of(String(id)) : (id) => id,
    toId: type === 'integer' ? (key) => numbers.textOf(Number(key)) : (key) => key,
  };
  return translated(database, keys);
}

interface Keys {
  /** The shape with another key in its place; undefined where there is none. */
  readonly shapeOf: (shape: StateShape) => StateShape | undefined;
  readonly toKey: (id: Id) => Id;
  readonly toId: (key: Id) => Id;
}

function translated(database: Database, keys: Keys): Database {
  const { tenants } = database;
  return {
    name: database.name,
    capabilities: database.capabilities,
    get states() {
      return new OtherReader(database.states, keys);
    },
    get events() {
      return database.events;
    },
    get snapshots() {
      return database.snapshots;
    },
    get idempotency() {
      return database.idempotency;
    },
    get outbox() {
      return database.outbox;
    },
    ...(tenants === undefined
      ? {}
      : {
          tenants: {
            known: () => tenants.known(),
            of: (tenant: string) => translated(tenants.of(tenant), keys),
          },
        }),
    begin: async () => translatedIn(await database.begin(), keys),
    close: () => database.close(),
  };
}

function translatedIn(transaction: Transaction, keys: Keys): Transaction {
  return {
    states: new OtherWriter(transaction.states, keys),
    events: transaction.events,
    idempotency: transaction.idempotency,
    outbox: transaction.outbox,
    snapshots: transaction.snapshots,
    raw: transaction.raw,
    commit: () => transaction.commit(),
    rollback: () => transaction.rollback(),
  };
}

class OtherReader<States extends StateReader = StateReader> implements StateReader {
  constructor(
    protected readonly states: States,
    protected readonly keys: Keys,
  ) {}

  async get(shape: StateShape, id: Id): Promise<StateRecord | undefined> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return await this.states.get(shape, id);
    const found = await this.states.get(other, this.keys.toKey(id));
    return found && this.#plain(found);
  }

  async find(shape: StateShape, query: StateQuery): Promise<readonly StateRecord[]> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return await this.states.find(shape, query);
    const { where, orderBy, after } = query;
    const order = completeOrder(orderBy, 'id');
    const place = after?.map((value, at) => (isId(order[at]!.path) ? this.keys.toKey(value as Id) : value));
    const found = await this.translate(async () =>
      this.states.find(other, {
        ...query,
        where: this.condition(where),
        orderBy: orderBy.map((one) => ({ ...one, path: pathOf(one.path) })),
        ...(place === undefined ? {} : { after: place }),
      }),
    );
    return found.map((record) => this.#plain(record));
  }

  async count(shape: StateShape, where: Predicate): Promise<number> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return await this.states.count(shape, where);
    return await this.translate(async () => this.states.count(other, this.condition(where)));
  }

  async calculate(
    shape: StateShape,
    where: Predicate,
    calculations: readonly Calculation[],
  ): Promise<readonly JsonValue[]> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return await this.states.calculate(shape, where, calculations);
    return await this.translate(async () =>
      this.states.calculate(other, this.condition(where), calculations),
    );
  }

  protected condition(where: Predicate): Predicate {
    switch (where.kind) {
      case 'and':
      case 'or':
        return { ...where, parts: where.parts.map((part) => this.condition(part)) };
      case 'not':
        return { ...where, part: this.condition(where.part) };
      case 'compare':
        if (!isId(where.path)) return where;
        return { ...where, path: ['key'], value: this.#compared(where.value) };
      default:
        return where;
    }
  }

  protected record({ id, version, data }: StateRecord): StateRecord {
    const key = this.keys.toKey(id);
    return { id: key, version, data: renamed(data, 'id', { key }) };
  }

  /** Tells errors in the words of who asked. */
  protected async translate<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act();
    } catch (error) {
      if (!DomainryError.is(error)) throw error;
      const { fields, subject } = error.details;
      const named = typeof subject === 'string' ? /^(Specimen|Member) (.+)$/s.exec(subject) : null;
      const details = {
        ...error.details,
        ...(Array.isArray(fields) ? { fields: fields.map((name) => (name === 'key' ? 'id' : name)) } : {}),
        ...(named === null ? {} : { subject: `${named[1]} ${this.keys.toId(named[2]!)}` }),
      };
      throw new DomainryError(error.code, error.message, { details: details as never, cause: error });
    }
  }

  #plain({ id, version, data }: StateRecord): StateRecord {
    const plain = this.keys.toId(id);
    return { id: plain, version, data: renamed(data, 'key', { id: plain }) };
  }

  #compared(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map((one: JsonValue) => this.#compared(one));
    return typeof value === 'string' || typeof value === 'number' ? this.keys.toKey(value) : value;
  }
}

class OtherWriter extends OtherReader<StateWriter> implements StateWriter {
  insert(shape: StateShape, record: StateRecord): ReturnType<StateWriter['insert']> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return this.states.insert(shape, record);
    return this.translate(async () => this.states.insert(other, this.record(record)));
  }

  update(
    shape: StateShape,
    record: StateRecord,
    expectedVersion: number,
    before?: StateRecord,
  ): Promise<void> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return this.states.update(shape, record, expectedVersion, before);
    const known = before && this.record(before);
    return this.translate(async () => this.states.update(other, this.record(record), expectedVersion, known));
  }

  insertMany(shape: StateShape, records: readonly StateRecord[]): ReturnType<StateWriter['insertMany']> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return this.states.insertMany(shape, records);
    const translated = records.map((record) => this.record(record));
    return this.translate(async () => this.states.insertMany(other, translated));
  }

  updateMany(shape: StateShape, changes: Parameters<StateWriter['updateMany']>[1]): Promise<boolean> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return this.states.updateMany(shape, changes);
    const translated = changes.map((change) => ({
      ...change,
      record: this.record(change.record),
      ...(change.before === undefined ? {} : { before: this.record(change.before) }),
    }));
    return this.translate(async () => this.states.updateMany(other, translated));
  }

  remove(shape: StateShape, id: Id, expectedVersion: number): Promise<void> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return this.states.remove(shape, id, expectedVersion);
    return this.translate(async () => this.states.remove(other, this.keys.toKey(id), expectedVersion));
  }

  updateAll(
    shape: StateShape,
    where: Predicate,
    changes: Readonly<Record<string, JsonValue>>,
  ): Promise<number> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return this.states.updateAll(shape, where, changes);
    return this.translate(async () => this.states.updateAll(other, this.condition(where), changes));
  }

  removeAll(shape: StateShape, where: Predicate): Promise<number> {
    const other = this.keys.shapeOf(shape);
    if (other === undefined) return this.states.removeAll(shape, where);
    return this.translate(async () => this.states.removeAll(other, this.condition(where)));
  }

  forget(shape: StateShape, id: Id): Promise<void> {
    const other = this.keys.shapeOf(shape);
    return other === undefined
      ? this.states.forget(shape, id)
      : this.states.forget(other, this.keys.toKey(id));
  }
}

function isId(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === 'id';
}

function pathOf(path: readonly string[]): readonly string[] {
  return isId(path) ? ['key'] : path;
}

/** Data without one entry and with another in its place. */
function renamed(data: StateRecord['data'], from: string, to: StateRecord['data']): StateRecord['data'] {
  return { ...Object.fromEntries(Object.entries(data).filter(([name]) => name !== from)), ...to };
}
