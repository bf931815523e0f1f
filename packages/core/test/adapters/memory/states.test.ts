import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DomainryError } from '@domainry/core';
import type { JsonValue } from '../../../src/errors/violation.js';
import { memory } from '../../../src/adapters/memory/memory.js';
import type { Database, Transaction } from '../../../src/ports/database.js';
import type { StateRecord } from '../../../src/ports/state-store.js';
import type { Predicate } from '../../../src/queries/predicate.js';
import { matcherOf } from '../../../src/queries/evaluate.js';
import { account, accounts, model } from './bank.js';

const everything: Predicate = { kind: 'everything' };

function equals(field: string, value: JsonValue): Predicate {
  return { kind: 'compare', path: [field], lookup: 'equals', value };
}

async function open(...records: readonly StateRecord[]): Promise<Database> {
  const database = await memory().open(model);
  const transaction = await database.begin();
  for (const record of records) await transaction.states.insert(accounts, record);
  await transaction.commit();
  return database;
}

async function within<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await database.begin();
  const result = await act(transaction);
  await transaction.commit();
  return result;
}

function idsOf(records: readonly StateRecord[]): unknown[] {
  return records.map(({ id }) => id);
}

describe('states in memory', () => {
  test('nothing is shared with the caller', async () => {
    const bookings: { amount: number }[] = [{ amount: 1 }];
    const given = account('a', { bookings: bookings as never });
    const database = await open(given);

    bookings.push({ amount: 2 });
    const found = await database.states.get(accounts, 'a');

    expect(found?.data['bookings']).toEqual([{ amount: 1 }]);
    expect(() => Object.assign(found?.data as object, { city: 'x' })).toThrow(TypeError);
    expect(() => (found?.data['bookings'] as unknown[]).push(1)).toThrow(TypeError);
  });

  test.each([
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a Date', new Date(0)],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['an instance', new Map()],
  ])('what JSON would change is refused: %s', async (_name, value) => {
    const database = await open();
    const transaction = await database.begin();
    const record = account('a', { fee: { amounts: [value as never] } });

    await expect(transaction.states.insert(accounts, record)).rejects.toMatchObject({
      code: 'NOT_STORABLE',
      details: { subject: 'Account a', path: ['fee', 'amounts', 0] },
    });
  });

  test('versions are compared when a state is written', async () => {
    const database = await open(account('a'));
    const transaction = await database.begin();
    const { states } = transaction;
    const conflict = { code: 'VERSION_CONFLICT' };

    await expect(states.update(accounts, account('a'), 1)).rejects.toMatchObject(conflict);
    await expect(states.remove(accounts, 'a', 1)).rejects.toMatchObject(conflict);
    await expect(states.update(accounts, account('b'), 0)).rejects.toMatchObject(conflict);
    await states.update(accounts, { ...account('a'), version: 1 }, 0);
    await expect(states.update(accounts, account('a'), 0)).rejects.toMatchObject(conflict);
    await states.remove(accounts, 'a', 1);
    await transaction.commit();

    expect(await database.states.get(accounts, 'a')).toBeUndefined();
  });

  test('a state that came and went meanwhile makes the version of another conflict', async () => {
    const database = await open();
    const late = await database.begin();
    await late.states.insert(accounts, account('a'));

    await within(database, ({ states }) => states.insert(accounts, account('a')));
    await within(database, ({ states }) => states.remove(accounts, 'a', 0));

    await expect(late.commit()).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const again = await within(database, ({ states }) => states.insert(accounts, account('a')));
    expect(again.version).toBe(1);
  });

  test('an identity is taken once, also by transactions that overlap', async () => {
    const database = await open(account('a'));
    const taken = { code: 'UNIQUE_CONFLICT', details: { fields: ['id'], rule: 'identity' } };
    const one = await database.begin();
    const other = await database.begin();

    await expect(one.states.insert(accounts, account('a'))).rejects.toMatchObject(taken);
    await one.states.insert(accounts, account('b'));
    await expect(one.states.insert(accounts, account('b'))).rejects.toMatchObject(taken);
    await other.states.insert(accounts, account('b'));
    await one.commit();

    await expect(other.commit()).rejects.toMatchObject(taken);
  });

  test('a unique field is enforced on create and update; absent values are never the same', async () => {
    const database = await open(account('a', { iban: 'X' }), account('b'), account('c'));
    const taken = { code: 'UNIQUE_CONFLICT', details: { element: 'Account', fields: ['iban'] } };
    const transaction = await database.begin();
    const { states } = transaction;

    await expect(states.insert(accounts, account('d', { iban: 'X' }))).rejects.toMatchObject(taken);
    const changed = { ...account('b', { iban: 'X' }), version: 1 };
    await expect(states.update(accounts, changed, 0)).rejects.toMatchObject(taken);
    await states.update(accounts, { ...account('a'), version: 1 }, 0);
    await states.update(accounts, changed, 0);
    await expect(states.insert(accounts, account('d', { iban: 'X' }))).rejects.toMatchObject(taken);
    await transaction.commit();

    expect(idsOf(await database.states.find(accounts, { where: equals('iban', 'X'), orderBy: [] }))).toEqual([
      'b',
    ]);
  });

  test('decimals that are equal are the same value, however they are written', async () => {
    const database = await open(account('a', { limit: '1.50' }));
    const transaction = await database.begin();

    await expect(transaction.states.insert(accounts, account('b', { limit: '1.5' }))).rejects.toMatchObject({
      details: { fields: ['limit'] },
    });
    expect(await database.states.count(accounts, equals('limit', '1.500'))).toBe(1);
  });

  test('a rule over several fields, and one under a condition', async () => {
    const database = await open(
      account('a', { bank: 'A', number: 1_000_001, nickname: 'n' }),
      account('b', { nickname: 'm', closed: true }),
    );
    const transaction = await database.begin();
    const { states } = transaction;

    await expect(
      states.insert(accounts, account('c', { bank: 'A', number: 1_000_001 })),
    ).rejects.toMatchObject({ details: { fields: ['bank', 'number'], rule: 'bank_number' } });
    await expect(states.insert(accounts, account('c', { nickname: 'n' }))).rejects.toMatchObject({
      details: { fields: ['nickname'], rule: 'nickname_of_open' },
    });
    await states.insert(accounts, account('c', { bank: 'B', number: 1_000_001 }));
    await states.insert(accounts, account('d', { nickname: 'm' }));
    await states.insert(accounts, account('e', { nickname: 'n', closed: true }));
    const reopened = { ...account('e', { nickname: 'n' }), version: 1 };
    await expect(states.update(accounts, reopened, 0)).rejects.toMatchObject({
      code: 'UNIQUE_CONFLICT',
    });
  });

  test('of two transactions that take the same value, the second to commit conflicts', async () => {
    const database = await open();
    const one = await database.begin();
    const other = await database.begin();
    await one.states.insert(accounts, account('a', { iban: 'X' }));
    await other.states.insert(accounts, account('b', { iban: 'X' }));

    await one.commit();

    await expect(other.commit()).rejects.toMatchObject({
      code: 'UNIQUE_CONFLICT',
      details: { fields: ['iban'] },
    });
    expect(await database.states.count(accounts, everything)).toBe(1);
  });

  test('the store counts what it is asked to count, and gives no number twice', async () => {
    const database = await open();
    const transaction = await database.begin();
    const counted = [
      await transaction.states.insert(accounts, account('a')),
      await transaction.states.insert(accounts, account('b', { row: 7 })),
    ];
    await transaction.rollback();
    counted.push(await within(database, ({ states }) => states.insert(accounts, account('c'))));

    expect(counted).toEqual([
      { version: 0, counted: { row: 1 } },
      { version: 0 },
      { version: 0, counted: { row: 8 } },
    ]);
    expect((await database.states.get(accounts, 'c'))?.data['row']).toBe(8);
  });

  test('all that match are updated or removed, and their versions advance', async () => {
    const database = await open(
      account('a', { city: 'Rome', iban: 'X' }),
      account('b', { city: 'Rome' }),
      account('c', { city: 'Oslo' }),
    );

    const changes = { balance: 5, iban: null };
    const updated = await within(database, ({ states }) =>
      states.updateAll(accounts, equals('city', 'Rome'), changes),
    );
    const removed = await within(database, ({ states }) =>
      states.removeAll(accounts, equals('city', 'Oslo')),
    );

    expect([updated, removed]).toEqual([2, 1]);
    const found = await database.states.find(accounts, { where: everything, orderBy: [] });
    expect(found.map(({ id, version, data }) => [id, version, data['balance'], 'iban' in data])).toEqual([
      ['a', 1, 5, false],
      ['b', 1, 5, false],
    ]);
  });

  test('an update of all that match is made as a whole or not at all', async () => {
    const database = await open(account('a', { city: 'Rome' }), account('b', { city: 'Rome' }));
    const transaction = await database.begin();

    await expect(
      transaction.states.updateAll(accounts, equals('city', 'Rome'), { iban: 'X' }),
    ).rejects.toMatchObject({ code: 'UNIQUE_CONFLICT' });
    await transaction.states.insert(accounts, account('c', { iban: 'X' }));
    await transaction.commit();

    expect(await database.states.count(accounts, equals('iban', 'X'))).toBe(1);
    expect((await database.states.get(accounts, 'a'))?.version).toBe(0);
  });

  test('states come in order, absent values last unless said otherwise, the identity deciding at the end', async () => {
    const database = await open(
      account('d', { city: 'Rome' }),
      account('b'),
      account('c', { city: 'Oslo' }),
      account('a', { city: 'Rome' }),
    );
    const order = (direction: 'ascending' | 'descending', absent: 'first' | 'last') =>
      database.states
        .find(accounts, { where: everything, orderBy: [{ path: ['city'], direction, absent }] })
        .then(idsOf);

    expect(await order('ascending', 'last')).toEqual(['c', 'a', 'd', 'b']);
    expect(await order('descending', 'last')).toEqual(['a', 'd', 'c', 'b']);
    expect(await order('ascending', 'first')).toEqual(['b', 'c', 'a', 'd']);
  });

  test.each([
    ['nothing changes', () => undefined],
    [
      'a state that was passed is written',
      (step: number) => (step === 2 ? account('a00', { city: 'Rome' }) : undefined),
    ],
    ['each part writes another', (step: number) => account(`a0${step}`, { city: `${step}` })],
  ])(
    'parts that are read one after the other are those of the whole, also while %s',
    async (_name, change) => {
      const records = Array.from({ length: 40 }, (_, index) =>
        account(`a${`${(index * 7) % 40}`.padStart(2, '0')}`, { city: `${index % 3}`, balance: index % 5 }),
      );
      const database = await open(...records);
      const orderBy = [{ path: ['balance'], direction: 'descending', absent: 'last' }] as const;
      const query = { where: { kind: 'not', part: equals('city', '9') }, orderBy } as const;
      const whole = await database.states.find(accounts, query);

      const read: StateRecord[] = [];
      for (let step = 0; ; step++) {
        const last = read.at(-1);
        const after = last && [last.data['balance']!, last.id];
        const page = await database.states.find(accounts, { ...query, limit: 7, ...(after && { after }) });
        read.push(...page);
        if (page.length < 7) break;
        const changed = change(step);
        if (changed !== undefined)
          await within(database, async ({ states }) => {
            const { version, data } = (await states.get(accounts, changed.id))!;
            const merged = { ...data, city: changed.data['city']! };
            await states.update(accounts, { id: changed.id, version: version + 1, data: merged }, version);
          });
      }

      expect(idsOf(read)).toEqual(idsOf(whole));
    },
  );

  test('what an index gives is what a look at every state would give', async () => {
    const value = fc.option(fc.constantFrom('Rome', 'Oslo', 'Bern'), { nil: undefined });
    const row = fc.record({ city: value, balance: fc.integer({ min: 0, max: 2 }), iban: value });
    const compare = fc.oneof(
      fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constantFrom(['city'], ['iban']),
        lookup: fc.constant('equals' as const),
        value: fc.constantFrom<JsonValue>('Rome', 'Oslo', null),
      }),
      fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constantFrom(['city'], ['iban']),
        lookup: fc.constant('in' as const),
        value: fc.subarray<JsonValue>(['Rome', 'Oslo', null]),
      }),
      fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constant(['balance']),
        lookup: fc.constant('equals' as const),
        value: fc.constantFrom<JsonValue>(0, 1),
      }),
      fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constantFrom(['city'], ['iban']),
        lookup: fc.constant('isNull' as const),
        value: fc.boolean(),
      }),
    );
    const condition = fc.array(compare, { minLength: 1, maxLength: 3 });
    const rows = fc.array(row, { maxLength: 8 });

    await fc.assert(
      fc.asyncProperty(rows, rows, condition, async (committed, written, parts) => {
        const where: Predicate = { kind: 'and', parts };
        const database = await open();
        const insertAll = async (transaction: Transaction, prefix: string, given: typeof written) => {
          for (const [index, data] of given.entries()) {
            const clean = JSON.parse(JSON.stringify(data)) as StateRecord['data'];
            await transaction.states
              .insert(accounts, account(`${prefix}${index}`, clean))
              .catch((error: unknown) => {
                if (!DomainryError.is(error, 'UNIQUE_CONFLICT')) throw error;
              });
          }
        };
        await within(database, (transaction) => insertAll(transaction, 'a', committed));
        const transaction = await database.begin();
        await transaction.states.updateAll(accounts, equals('balance', 2), { city: 'Oslo' });
        await insertAll(transaction, 'b', written);

        for (const { states } of [database, transaction]) {
          const all = await states.find(accounts, { where: everything, orderBy: [] });
          const found = await states.find(accounts, { where, orderBy: [] });
          expect(idsOf(found)).toEqual(idsOf(all.filter(({ data }) => matcherOf(accounts, where)(data))));
          expect(await states.count(accounts, where)).toBe(found.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a page of a large set is what a part of the whole order is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 60 }),
        fc.nat(5),
        fc.nat(5),
        async (balances, offset, limit) => {
          const database = await open(...balances.map((balance, index) => account(`${index}`, { balance })));
          const query = {
            where: everything,
            orderBy: [{ path: ['balance'], direction: 'descending', absent: 'last' }],
          } as const;
          const all = await database.states.find(accounts, query);
          const page = await database.states.find(accounts, { ...query, offset, limit });

          expect(idsOf(page)).toEqual(idsOf(all).slice(offset, offset + limit));
        },
      ),
      { numRuns: 100 },
    );
  });
});
