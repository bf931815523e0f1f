import { memoryCache } from '@domainry/core';
import type { Cache, CacheAdapter } from '@domainry/core/ports';
import { interceptedPort } from './interceptions.js';

/** Caches that break one promise each, by the group of checks that has to notice. */
export const brokenCaches: Readonly<Record<string, () => CacheAdapter>> = {
  'cache, values': () => altered((cache) => ({ get: async (key) => (await cache.get(key)) ?? undefined })),

  // Each domain has all of it.
  'cache, removal': () => {
    const adapter = memoryCache();
    return { name: 'broken', open: (model) => adapter.open({ ...model, namespace: 'all' }) };
  },

  'cache, time': () => altered((cache) => ({ set: (key, value) => cache.set(key, value) })),
};

/** Further caches that break one promise each: with the first one of a group, they make every check of it fail. */
export const furtherCaches: Readonly<Record<string, readonly (() => CacheAdapter)[]>> = {
  'cache, values': [
    // Keys without what cannot be seen, and in small letters.
    () =>
      interceptedPort(memoryCache(), ({ args, proceed }) =>
        typeof args[0] === 'string'
          ? proceed(args[0].trim().toLowerCase().normalize('NFKC'), ...args.slice(1))
          : proceed(),
      ),
    // Gives the object that it was given.
    () => {
      const kept = new Map<unknown, unknown>();
      return interceptedPort(memoryCache(), ({ method, args, proceed }) => {
        if (method === 'set') kept.set(args[0], args[1]);
        return method === 'get' ? Promise.resolve(kept.get(args[0])) : proceed();
      });
    },
    // What it cannot keep it leaves, and says nothing.
    () =>
      interceptedPort(memoryCache(), ({ method, proceed }) =>
        method === 'set' ? (proceed() as Promise<void>).catch(() => undefined) : proceed(),
      ),
  ],
  'cache, removal': [
    () =>
      interceptedPort(memoryCache(), ({ method, proceed }) =>
        method === 'delete' ? Promise.resolve(true) : proceed(),
      ),
  ],
  'cache, time': [
    // The first time stays.
    () =>
      interceptedPort(memoryCache(), async ({ method, args, proceed, port }) =>
        method === 'set' && (await port.get(args[0] as string)) !== undefined ? undefined : proceed(),
      ),
  ],
};

function altered(alter: (cache: Cache) => Partial<Cache>): CacheAdapter {
  const inner = memoryCache();
  return {
    name: 'broken',
    open: async (model) => {
      const cache = await inner.open(model);
      const own = alter(cache);
      return new Proxy(cache, {
        get: (target, key) => {
          const found: unknown = Reflect.get(own, key) ?? Reflect.get(target, key);
          return typeof found === 'function' ? (found.bind(target) as unknown) : found;
        },
      });
    },
  };
}
