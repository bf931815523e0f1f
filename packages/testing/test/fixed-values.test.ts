import { describe, expect, test } from '@jest/globals';
import { fixedClock, sequentialIds } from '@domainry/testing';
import { openBank } from './bank.js';

describe('A fixed clock', () => {
  test('stands still until it is moved', () => {
    const clock = fixedClock('2030-01-01T12:00:00Z');

    expect(clock()).toEqual(new Date('2030-01-01T12:00:00Z'));
    expect(clock()).not.toBe(clock());
    clock.advance(1500);
    expect(clock().toISOString()).toBe('2030-01-01T12:00:01.500Z');
    clock.set('2031-02-03T00:00:00Z');
    expect(clock().getUTCFullYear()).toBe(2031);
  });

  test('cannot be changed through what it gave', () => {
    const clock = fixedClock();
    clock().setTime(0);

    expect(clock().getUTCFullYear()).toBe(2030);
  });

  test('refuses what is no moment', () => {
    expect(() => fixedClock('tomorrow')).toThrow('tomorrow is no moment');
    expect(() => fixedClock().advance(Number.NaN)).toThrow(RangeError);
  });
});

describe('Sequential identities', () => {
  test('are the same in each run, sorted, and UUIDs by their look', () => {
    const ids = sequentialIds();
    const given = Array.from({ length: 300 }, () => ids());

    expect(given[0]).toBe('00000000-0000-7000-8000-000000000001');
    expect(given).toEqual([...given].sort((one, other) => (one < other ? -1 : 1)));
    expect(new Set(given).size).toBe(300);
    expect(sequentialIds(256)()).toBe('00000000-0000-7000-8000-000000000100');
  });

  test('and a fixed clock make what a domain stores the same in each run', async () => {
    const run = async () => {
      const clock = fixedClock();
      const { bank, database, Open, Move } = await openBank({
        options: { clock, messageIdentity: sequentialIds() },
      });
      await bank.process(new Open({ account: 'a' }));
      clock.advance(1000);
      await bank.process(new Move({ account: 'a', amount: 5 }));
      await bank.settled();
      return database.events.readFeed({ limit: 10 });
    };

    const first = await run();
    expect(await run()).toEqual(first);
    expect(first.length).toBe(3);
  });
});
