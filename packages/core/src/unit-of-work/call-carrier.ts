import type { AsyncLocalStorage } from 'node:async_hooks';

/** Carries a value along a call and everything the call begins and awaits. */
export type CallCarrier<Value> = Pick<AsyncLocalStorage<Value>, 'run' | 'getStore'>;

/**
 * Makes a carrier. Where the runtime cannot follow a call beyond its first `await`, as browsers cannot, the value is
 * there until then and no longer.
 */
export function newCallCarrier<Value>(): CallCarrier<Value> {
  // `getBuiltinModule` asks for a module that browsers do not have without importing it.
  const { process } = globalThis as { process?: Partial<Pick<NodeJS.Process, 'getBuiltinModule'>> };
  const hooks = process?.getBuiltinModule?.('node:async_hooks');
  return hooks === undefined ? synchronousCarrier() : new hooks.AsyncLocalStorage();
}

function synchronousCarrier<Value>(): CallCarrier<Value> {
  let current: Value | undefined;
  return {
    getStore: () => current,
    run: <Result>(value: Value, act: () => Result): Result => {
      const outer = current;
      current = value;
      try {
        return act();
      } finally {
        current = outer;
      }
    },
  };
}
