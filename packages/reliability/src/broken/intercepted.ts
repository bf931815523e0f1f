import { memory } from '@domainry/core';
import type { Database, DatabaseAdapter, Transaction } from '@domainry/core/ports';

/** One call of a database on its way. */
export interface Call {
  /** `database`, `transaction`, or the part of either that is called: `states`. */
  readonly part: string;
  readonly method: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- whoever breaks a method knows what it takes
  readonly args: any[];
  readonly database: Database;
  /** The transaction it belongs to, if it belongs to one. */
  readonly transaction: Transaction | undefined;
  /** Does what the database would have done; with other arguments, if some are given. */
  // oxlint-disable-next-line typescript/no-explicit-any -- whoever breaks a method knows what it takes and gives
  readonly proceed: (...args: any[]) => any;
}

/** Something to do in place of a call. */
export type Interception = (call: Call) => unknown;

const parts = new Set(['states', 'events', 'snapshots', 'idempotency', 'outbox']);

/** A database with something else in place of its calls: how deliberately broken ones are made. In memory, unless another is given. */
export function intercepted(intercept: Interception, inner: DatabaseAdapter = memory()): DatabaseAdapter {
  return {
    name: inner.name,
    open: async (model) => {
      const database = await inner.open(model);
      const wrap = <Port extends object>(port: Port, part: string, transaction?: Transaction): Port =>
        new Proxy(port, {
          get: (target, key) => {
            const value: unknown = Reflect.get(target, key, target);
            // Some transactions read no snapshots.
            if (parts.has(String(key)) && value !== undefined)
              return wrap(value as object, String(key), transaction);
            if (typeof value !== 'function') return value;
            return (...args: unknown[]) => {
              const proceed = (...others: unknown[]): unknown =>
                Reflect.apply(value, target, others.length > 0 ? others : args);
              const call = { part, method: String(key), args, database, transaction, proceed };
              if (part !== 'database' || key !== 'begin') return intercept(call);
              return (proceed() as Promise<Transaction>).then((begun) => wrap(begun, 'transaction', begun));
            };
          },
        });
      return wrap(database, 'database');
    },
  };
}
