import type { Database, DatabaseAdapter, Transaction } from '@domainry/core/ports';
import type { Step } from './interleavings.js';

/**
 * A database whose every call is a step: what awaits it can be interleaved with others at each of these points.
 *
 * @example
 * ```ts
 * import { Domain, memory } from '@domainry/core';
 * import { interleavings, steppedDatabase } from '@domainry/testing';
 *
 * await interleavings({
 *   run: (step) => {
 *     const shop = new Domain('Shop');
 *     const look = () => shop.unitOfWork(() => undefined);
 *     return {
 *       before: () => shop.init({ databases: { default: steppedDatabase(memory(), step) } }),
 *       units: [look, look],
 *       check: () => shop.close(),
 *     };
 *   },
 * });
 * ```
 */
export function steppedDatabase(adapter: DatabaseAdapter, step: Step): DatabaseAdapter {
  return {
    name: adapter.name,
    open: async (model) => {
      const database = await adapter.open(model);
      const begin = (): Promise<Transaction> =>
        step(() => database.begin()).then((transaction) => inSteps(transaction, step, transactionParts));
      return Object.assign(inSteps<Database>(database, step, databaseParts), {
        begin,
        close: () => database.close(),
      });
    },
  };
}

const databaseParts = ['states', 'events', 'snapshots', 'idempotency', 'outbox'];
const transactionParts = ['states', 'events', 'idempotency', 'outbox'];

/** The same, with its methods and those of its parts in steps. */
function inSteps<Port extends object>(port: Port, step: Step, parts: readonly string[]): Port {
  const overrides = new Map<PropertyKey, unknown>();
  return new Proxy(port, {
    get: (target, key) => {
      if (overrides.has(key)) return overrides.get(key);
      const value: unknown = Reflect.get(target, key, target);
      if (parts.includes(String(key))) return inSteps(value as object, step, []);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => step(() => Reflect.apply(value, target, given) as unknown);
    },
    set: (_target, key, value) => {
      overrides.set(key, value);
      return true;
    },
  });
}
