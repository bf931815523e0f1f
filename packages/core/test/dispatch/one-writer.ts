import type { Database, DatabaseAdapter, Transaction } from '../../src/ports/database.js';

/** A database that lets one transaction in at a time, as embedded ones do: the next one waits for its end. */
export function oneWriter(adapter: DatabaseAdapter): DatabaseAdapter {
  let before: Promise<void> = Promise.resolve();
  return {
    name: adapter.name,
    open: async (model) => {
      const database = await adapter.open(model);
      const begin = async (): Promise<Transaction> => {
        const waited = before;
        let end!: () => void;
        before = new Promise((resolve) => {
          end = resolve;
        });
        await waited;
        return ending(await database.begin(), end);
      };
      return new Proxy<Database>(database, {
        get: (target, key) => (key === 'begin' ? begin : memberOf(target, key)),
      });
    },
  };
}

function ending(transaction: Transaction, end: () => void): Transaction {
  return new Proxy(transaction, {
    get: (target, key) => {
      const member = memberOf(target, key);
      if (key !== 'commit' && key !== 'rollback') return member;
      return () => (member as () => Promise<unknown>)().finally(end);
    },
  });
}

function memberOf(target: object, key: PropertyKey): unknown {
  const value: unknown = Reflect.get(target, key, target);
  return typeof value === 'function' ? (value.bind(target) as unknown) : value;
}
