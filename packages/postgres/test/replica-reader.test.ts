import { afterEach, expect, jest, test } from '@jest/globals';
import { DomainryError } from '@domainry/core';
import type { StateReader, StateShape } from '@domainry/core/ports';
import { ReplicaReader } from '../src/states/replica-reader.js';

const shape = { element: 'Account' } as unknown as StateShape;
const everything = { kind: 'everything' } as const;

let now = 1_000;
jest.spyOn(performance, 'now').mockImplementation(() => now);
afterEach(() => {
  now = 1_000;
});

/** A server that counts what it is asked, and fails while there is an error. */
class Counting implements Pick<StateReader, 'count'> {
  asked = 0;
  error: Error | undefined;

  async count(): Promise<number> {
    this.asked += 1;
    if (this.error !== undefined) throw this.error;
    return this.asked;
  }
}

const gone = new DomainryError('DATABASE_UNAVAILABLE', 'It is gone.');
const readerOf = (primary: Counting, ...replicas: readonly Counting[]): ReplicaReader =>
  new ReplicaReader(primary as unknown as StateReader, replicas as unknown as readonly StateReader[]);

test('Replicas are asked in turn', async () => {
  const [primary, one, other] = [new Counting(), new Counting(), new Counting()];
  const reader = readerOf(primary, one, other);

  for (let round = 0; round < 6; round++) await reader.count(shape, everything);

  expect([primary.asked, one.asked, other.asked]).toEqual([0, 3, 3]);
});

test('A replica that does not answer is left alone for five seconds, and asked again then', async () => {
  const [primary, replica] = [new Counting(), new Counting()];
  const reader = readerOf(primary, replica);
  replica.error = gone;

  for (let round = 0; round < 3; round++) await reader.count(shape, everything);
  expect([primary.asked, replica.asked]).toEqual([3, 1]);

  replica.error = undefined;
  now += 4_999;
  await reader.count(shape, everything);
  expect([primary.asked, replica.asked]).toEqual([4, 1]);

  now += 1;
  await reader.count(shape, everything);
  expect([primary.asked, replica.asked]).toEqual([4, 2]);
});

test('What is wrong with a question is told, and not asked of the primary', async () => {
  const [primary, replica] = [new Counting(), new Counting()];
  replica.error = new DomainryError('QUERY_INVALID', 'There is no such field.');

  await expect(readerOf(primary, replica).count(shape, everything)).rejects.toBe(replica.error);
  expect(primary.asked).toBe(0);
});
