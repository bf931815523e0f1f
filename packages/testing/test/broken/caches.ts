import { memoryCache } from '@domainry/core';
import type { Cache, CacheAdapter } from '@domainry/core/ports';

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
