import type { Cache, CacheAdapter } from '@domainry/core/ports';
import { bind, checksOf, type Check, type Conformance } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';

/** A cache adapter that is to show what it can do. */
export interface CacheUnderTest {
  readonly name: string;
  /** Makes an adapter whose cache is empty. Called for every check. */
  readonly adapter: () => CacheAdapter;
  /**
   * Lets so many milliseconds pass, for caches with a clock of their own. Without it the clock moves that the adapter was
   * given.
   */
  readonly passTime?: (milliseconds: number) => Promise<void>;
}

/** What a check of a cache is given. */
interface CacheSubject {
  readonly cache: Cache;
  /** The same cache for another domain. */
  readonly other: Cache;
  readonly passTime: (milliseconds: number) => Promise<void>;
}

/** What every cache has to show; see the contract of its port. */
export function cacheConformance({ name, adapter, passTime }: CacheUnderTest): Conformance {
  return {
    name,
    checks: bind(cacheChecks, new Set(), async (use) => {
      let time = Date.UTC(2030, 0, 1);
      const now = passTime === undefined ? () => time : Date.now;
      const own = adapter();
      const cache = await own.open({ namespace: 'One', now });
      const other = await own.open({ namespace: 'One:', now });
      const pass = async (milliseconds: number): Promise<void> => {
        time += milliseconds;
      };
      try {
        await use({ cache, other, passTime: passTime ?? pass });
      } finally {
        await cache.close();
        await other.close();
      }
    }),
  };
}

const cacheChecks: readonly Check<CacheSubject>[] = [
  ...checksOf<CacheSubject>('cache', 'values', {
    'What was kept is given as it was, until another takes its place': async ({ cache }) => {
      const values = [null, 0, '', false, [1, [null]], { a: { 'b.c': '\u0000 é' } }];
      strictEqual(await cache.get('k'), undefined);
      for (const value of values) {
        await cache.set('k', value);
        deepEqual(await cache.get('k'), value);
      }
    },
    'Keys are told apart as they are, whatever they hold': async ({ cache }) => {
      const keys = ['', 'a', 'A', 'a ', 'a:b', 'a*', '__proto__', 'é'];
      for (const key of keys) await cache.set(key, key);
      for (const key of keys) strictEqual(await cache.get(key), key);
    },
    "What is kept is nobody else's": async ({ cache }) => {
      const value = { list: [1] };
      await cache.set('k', value);
      value.list.push(2);
      const read = (await cache.get('k')) as typeof value;
      // What is frozen throws; what is not must not matter.
      await Promise.allSettled([Promise.resolve().then(() => read.list.push(3))]);
      deepEqual(await cache.get('k'), { list: [1] });
    },
    'What JSON cannot hold is refused': async ({ cache }) => {
      await cache.set('k', 1);
      await rejects('NOT_STORABLE', () => cache.set('k', Number.NaN));
      strictEqual(await cache.get('k'), 1);
    },
  }),
  ...checksOf<CacheSubject>('cache', 'removal', {
    'A value is deleted once, and all with a beginning of their keys at a time': async ({ cache }) => {
      for (const key of ['a/1', 'a/2', 'a', 'b/1', 'a*']) await cache.set(key, key);
      strictEqual(await cache.delete('b/1'), true);
      strictEqual(await cache.delete('b/1'), false);
      strictEqual(await cache.deleteByPrefix('a/'), 2);
      strictEqual(await cache.get('a/1'), undefined);
      strictEqual(await cache.get('a'), 'a');
      strictEqual(await cache.deleteByPrefix('a*'), 1);
      strictEqual(await cache.get('a'), 'a');
    },
    'Domains that share a cache do not see or remove what is not theirs': async ({ cache, other }) => {
      await cache.set('k', 'mine');
      await cache.set(':k', 'mine');
      strictEqual(await other.get('k'), undefined);
      await other.set('k', 'theirs');
      await other.clear();
      strictEqual(await cache.get('k'), 'mine');
      await other.set('k', 'theirs');
      await cache.clear();
      strictEqual(await cache.get('k'), undefined);
      strictEqual(await other.get('k'), 'theirs');
    },
  }),
  ...checksOf<CacheSubject>('cache', 'time', {
    'A value is gone when its time is over; without one it stays': async ({ cache, passTime }) => {
      await cache.set('short', 1, 50);
      await cache.set('long', 1, 60_000);
      await cache.set('ever', 1);
      strictEqual(await cache.get('short'), 1);
      await passTime(60);
      strictEqual(await cache.get('short'), undefined);
      strictEqual(await cache.delete('short'), false);
      strictEqual(await cache.get('long'), 1);
      strictEqual(await cache.get('ever'), 1);
    },
    'Setting a value anew sets its time anew': async ({ cache, passTime }) => {
      await cache.set('k', 1, 50);
      await cache.set('k', 2);
      await passTime(60);
      strictEqual(await cache.get('k'), 2);
    },
    'A time that is not above 0 is refused': async ({ cache }) => {
      for (const time of [0, -1, Number.NaN]) await rejects('CACHE_OPTION', () => cache.set('k', 1, time));
      strictEqual(await cache.get('k'), undefined);
    },
  }),
];
