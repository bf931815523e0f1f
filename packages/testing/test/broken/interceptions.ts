import type { Interception } from '../../../reliability/src/index.js';

/** Answers a method, and does nothing. */
export function answering(part: string, method: string, answer: unknown): Interception {
  return (call) =>
    call.part === part && call.method === method ? Promise.resolve(answer) : (call.proceed() as unknown);
}

/** Does what a method of a transaction is for in a transaction of its own, which is committed at once. */
export function elsewhere(part: 'events' | 'outbox', method: string): Interception {
  return async ({ database, ...call }) => {
    if (call.part !== part || call.method !== method || call.transaction === undefined) return call.proceed();
    const own = await database.begin();
    await (Reflect.get(own[part], method) as (...args: unknown[]) => Promise<unknown>).apply(
      own[part],
      call.args,
    );
    await own.commit();
    return undefined;
  };
}

/** A copy of an object that lacks one of its members. */
export function lacking(object: object, name: string): object {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));
}

/** An adapter of anything with something else in place of the calls of what it opens. */
export function interceptedPort<Given extends readonly unknown[], Port extends object>(
  inner: { open(...given: Given): Promise<Port> },
  intercept: (call: {
    readonly method: string;
    // oxlint-disable-next-line typescript/no-explicit-any -- whoever breaks a method knows what it takes
    readonly args: any[];
    readonly port: Port;
    // oxlint-disable-next-line typescript/no-explicit-any -- whoever breaks a method knows what it takes and gives
    readonly proceed: (...args: any[]) => any;
  }) => unknown,
): { readonly name: string; open(...given: Given): Promise<Port> } {
  return {
    name: 'broken',
    open: async (...given) => {
      const port = await inner.open(...given);
      return new Proxy(port, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key, target);
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) => {
            const proceed = (...others: unknown[]): unknown =>
              Reflect.apply(value, target, others.length > 0 ? others : args);
            return intercept({ method: String(key), args, port, proceed });
          };
        },
      });
    },
  };
}
