import { afterEach, expect, jest, test } from '@jest/globals';
import type { StateRecord } from '@domainry/core/ports';
import { SqliteConnection } from '../src/driver/connection.js';
import { sqlite } from '../src/index.js';
import { makeModel, type FieldPlan } from './differential/random-model.js';
import { newFile } from './files.js';

const field = (name: string, kind: FieldPlan['kind'], fields: readonly FieldPlan[] = []): FieldPlan => ({
  name,
  kind,
  isRequired: false,
  fields,
});

const order = {
  fields: [
    field('title', 'string'),
    field('rank', 'integer'),
    field('lines', 'children', [field('sku', 'string')]),
  ],
  unique: [],
};

function record(number: number): StateRecord {
  const id = `o${String(number).padStart(5, '0')}`;
  const lines = ['1', '2', '3'].map((line) => ({ id: line, sku: `${id}-${line}` }));
  return { id, version: 0, data: { id, title: 'T', rank: number, lines } };
}

/** Statements that are run on connections while something is done, without the one that begins a transaction. */
async function statementsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const method of ['all', 'lists', 'get', 'run'] as const) {
    const original = SqliteConnection.prototype[method] as (text: string, ...values: never[]) => never;
    jest.spyOn(SqliteConnection.prototype, method).mockImplementation(function (
      this: SqliteConnection,
      text: string,
      ...values: never[]
    ) {
      texts.push(text);
      return original.call(this, text, ...values);
    } as never);
  }
  await act();
  return texts.filter((text) => text !== 'BEGIN IMMEDIATE');
}

afterEach(() => {
  jest.restoreAllMocks();
});

test('Ten thousand aggregates and their children are read by two statements', async () => {
  const { root, ...model } = await makeModel(order);
  const database = await sqlite(newFile(), { synchronous: 'normal' }).open(model);
  const transaction = await database.begin();
  for (let number = 0; number < 10_000; number++) await transaction.states.insert(root, record(number));
  await transaction.commit();

  let found: readonly StateRecord[] = [];
  const texts = await statementsOf(async () => {
    found = await database.states.find(root, { where: { kind: 'everything' }, orderBy: [] });
  });
  await database.close();

  expect(texts.length).toBe(2);
  expect(found.length).toBe(10_000);
  expect(found[9_999]).toEqual(record(9_999));
});

test('A change writes what has changed, and nothing else', async () => {
  const { root, ...model } = await makeModel(order);
  const database = await sqlite(newFile(), { synchronous: 'normal' }).open(model);
  const before = record(1);
  const insert = await database.begin();
  await insert.states.insert(root, before);
  await insert.commit();

  const transaction = await database.begin();
  const renamed = { ...before, version: 1, data: { ...before.data, title: 'U' } };
  const one = await statementsOf(() => transaction.states.update(root, renamed, 0, before));
  expect(one).toEqual(['update "Root" set "title" = ?, "_version" = ? where "id" = ? and "_version" = ?']);
  jest.restoreAllMocks();

  const lines = [...(before.data['lines'] as never[]), { id: '4', sku: 's' }];
  const longer = { ...renamed, version: 2, data: { ...renamed.data, lines } };
  const two = await statementsOf(() => transaction.states.update(root, longer, 1, renamed));
  expect(two).toEqual([
    'update "Root" set "_version" = ? where "id" = ? and "_version" = ?',
    expect.stringMatching(/^insert into "Root_lines" .* values \([^()]*\)$/),
  ]);
  await transaction.commit();
  expect(await database.states.get(root, before.id)).toEqual(longer);
  await database.close();
});

test('Several aggregates are written by few statements, or none of them is', async () => {
  const { root, ...model } = await makeModel(order);
  const database = await sqlite(newFile(), { synchronous: 'normal' }).open(model);
  const records = Array.from({ length: 256 }, (_, number) => record(number));
  const transaction = await database.begin();
  const inserted = await statementsOf(() => transaction.states.insertMany(root, records));
  jest.restoreAllMocks();
  const changes = records.map((before) => ({
    record: { ...before, version: 1, data: { ...before.data, title: 'U' } },
    expectedVersion: 0,
    before,
  }));
  const updated = await statementsOf(() => transaction.states.updateMany(root, changes));
  jest.restoreAllMocks();
  await transaction.commit();

  expect(inserted.filter((text) => text.startsWith('insert')).length).toBe(4);
  expect(updated).toEqual([
    'SAVEPOINT domainry_together',
    expect.stringMatching(/^with .* update "Root" as "t" set "title" = .*, "_version" = /),
    'RELEASE domainry_together',
  ]);
  expect(await database.states.get(root, 'o00255')).toEqual(changes[255]!.record);
  const again = await database.begin();
  expect(await again.states.updateMany(root, changes)).toBe(false);
  await again.rollback();
  await database.close();
});

test('Sums, and the smallest and greatest, are calculated without reading states', async () => {
  const { root, ...model } = await makeModel(order);
  const database = await sqlite(newFile(), { synchronous: 'normal' }).open(model);
  const transaction = await database.begin();
  for (let number = 1; number <= 100; number++) await transaction.states.insert(root, record(number));
  const large = { ...record(101), data: { ...record(101).data, rank: Number.MAX_SAFE_INTEGER } };
  await transaction.states.insert(root, large);
  await transaction.commit();
  const path = ['rank'];

  let answers: readonly unknown[] = [];
  const texts = await statementsOf(async () => {
    answers = await database.states.calculate(root, { kind: 'everything' }, [
      { of: 'sum', path },
      { of: 'min', path },
      { of: 'max', path },
      { of: 'count' },
    ]);
  });

  expect(texts).toEqual([expect.stringMatching(/^select cast\(sum\(/)]);
  expect(answers).toEqual(['9007199254746041', 1, Number.MAX_SAFE_INTEGER, 101]);
  await database.close();
});

test('A sum that no integer of SQLite holds is exact all the same', async () => {
  const { root, ...model } = await makeModel(order);
  const database = await sqlite(newFile(), { synchronous: 'normal' }).open(model);
  const transaction = await database.begin();
  for (let number = 0; number < 1_100; number++) {
    const { data, ...rest } = record(number);
    await transaction.states.insert(root, { ...rest, data: { ...data, rank: Number.MAX_SAFE_INTEGER } });
  }
  await transaction.commit();

  const sum = await database.states.calculate(root, { kind: 'everything' }, [{ of: 'sum', path: ['rank'] }]);

  expect(sum).toEqual([String(BigInt(Number.MAX_SAFE_INTEGER) * 1_100n)]);
  await database.close();
});
