import { describe, expect, test } from '@jest/globals';
import { memoryCache } from '@domainry/core';

function setUp({ capacity = 100 } = {}) {
  let time = 1000;
  const adapter = memoryCache({ capacity });
  const now = (): number => time;
  return {
    open: (namespace = 'Bank') => adapter.open({ namespace, now }),
    pass: (milliseconds: number) => void (time += milliseconds),
  };
}

describe('the cache in memory', () => {
  test('keeps values until they are replaced or deleted', async () => {
    const cache = await setUp().open();
    await cache.set('a', { b: [1] });
    await cache.set('a', { b: [2] });

    expect(await cache.get('a')).toEqual({ b: [2] });
    expect(await cache.get('b')).toBeUndefined();
    expect([await cache.delete('a'), await cache.delete('a')]).toEqual([true, false]);
    expect(await cache.get('a')).toBeUndefined();
    await cache.set('a', null);
    expect(await cache.get('a')).toBeNull();
  });

  test('a value is gone once its time is over', async () => {
    const { open, pass } = setUp();
    const cache = await open();
    await cache.set('a', 1, 10);
    await cache.set('b', 1, 10);
    await cache.set('c', 1, 10);
    await cache.set('d', 1);
    pass(9);
    expect(await cache.get('a')).toBe(1);
    pass(1);

    expect(await cache.get('a')).toBeUndefined();
    expect(await cache.delete('b')).toBe(false);
    expect(await cache.deleteByPrefix('')).toBe(1);
  });

  test('deletes by the beginning of keys, and never in another namespace', async () => {
    const { open } = setUp();
    const bank = await open('Bank');
    const shop = await open('Ban');
    await bank.set('rates/EUR', 1);
    await bank.set('rates/USD', 1);
    await bank.set('other', 1);
    await shop.set('rates/EUR', 2);

    expect(await bank.deleteByPrefix('rates/')).toBe(2);
    expect(await shop.get('rates/EUR')).toBe(2);
    await bank.clear();
    expect(await bank.get('other')).toBeUndefined();
    expect(await shop.get('rates/EUR')).toBe(2);
  });

  test('what was used longest ago makes room', async () => {
    const cache = await setUp({ capacity: 2 }).open();
    await cache.set('a', 1);
    await cache.set('b', 2);
    await cache.get('a');
    await cache.set('c', 3);

    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual([1, undefined, 3]);
  });

  test('shares nothing with the caller, and refuses what JSON cannot hold', async () => {
    const cache = await setUp().open();
    const given = { list: [1] };
    await cache.set('a', given);
    given.list.push(2);

    expect(await cache.get('a')).toEqual({ list: [1] });
    await expect(cache.set('a', new Date(0) as never)).rejects.toMatchObject({ code: 'NOT_STORABLE' });
    for (const time of [0, -1, Number.NaN, '5' as never]) {
      await expect(cache.set('a', 1, time)).rejects.toMatchObject({ code: 'CACHE_OPTION' });
    }
    expect(() => memoryCache({ capacity: 0 })).toThrow(expect.objectContaining({ code: 'CACHE_OPTION' }));
  });

  test('refuses everything once it is closed', async () => {
    const cache = await setUp().open();
    await cache.close();

    await expect(cache.get('a')).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
    await expect(cache.set('a', 1)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
  });
});
