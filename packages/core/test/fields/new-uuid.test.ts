import { expect, test } from '@jest/globals';
import { newUuid } from '../../src/fields/identity.js';

/** RFC 9562: 48 bits of milliseconds, version 7, a counter of 12 bits, variant 10, 62 random bits. */
const form = /^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-([89ab][0-9a-f]{3})-([0-9a-f]{12})$/;

/** Later than any identity another test of this file has made. */
let later = Date.UTC(2100, 0, 1);
const nextTime = (): number => (later += 1_000_000);

function read(uuid: string) {
  const [, high, low, counter, variant, node] = form.exec(uuid)!;
  return {
    time: Number.parseInt(high! + low!, 16),
    counter: Number.parseInt(counter!, 16),
    random: variant! + node!,
  };
}

test('a UUID begins with its time, and those of one millisecond are counted', () => {
  const time = nextTime();
  const uuids = Array.from({ length: 4096 }, () => read(newUuid(time)));

  expect(uuids.map(({ counter }) => counter)).toEqual(Array.from({ length: 4096 }, (_, index) => index));
  expect(new Set(uuids.map((uuid) => uuid.time))).toEqual(new Set([time]));
});

test('a millisecond with more than its counter holds borrows from the next, which goes on from there', () => {
  const time = nextTime();
  const uuids = Array.from({ length: 5000 }, () => newUuid(time));

  expect(read(uuids[4096]!)).toMatchObject({ time: time + 1, counter: 0 });
  expect(read(newUuid(time + 1))).toMatchObject({ time: time + 1, counter: 904 });
  expect(read(newUuid(time + 2))).toMatchObject({ time: time + 2, counter: 0 });
});

test('UUIDs increase, whether the clock stands, runs, jumps or goes back', () => {
  const time = nextTime();
  const times = Array.from({ length: 20_000 }, (_, index) => time + ((index * 7) % 31) * (index % 1000));
  const uuids = times.map((now) => newUuid(now));

  expect(uuids).toEqual(uuids.toSorted());
  expect(new Set(uuids).size).toBe(uuids.length);
});

test('each random bit is set in about every other UUID', () => {
  const time = nextTime();
  const count = 10_000;
  const bits = Array.from({ length: 64 }, () => 0);
  for (let made = 0; made < count; made++) {
    const random = BigInt(`0x${read(newUuid(time)).random}`);
    for (let bit = 0; bit < 64; bit++) bits[bit]! += Number((random >> BigInt(bit)) & 1n);
  }

  expect(bits.slice(62)).toEqual([0, count]);
  // Eight standard deviations: never by chance.
  for (const set of bits.slice(0, 62)) expect(Math.abs(set - count / 2)).toBeLessThan(400);
});
