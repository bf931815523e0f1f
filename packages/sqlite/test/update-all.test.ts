import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Database, Predicate, StateRecord, StateShape } from '@domainry/core/ports';
import { SqliteConnection } from '../src/driver/connection.js';
import { sqlite } from '../src/index.js';
import { makeModel, type FieldPlan } from './differential/random-model.js';
import { newFile } from './files.js';

const field = (name: string, kind: FieldPlan['kind']): FieldPlan => ({
  name,
  kind,
  isRequired: false,
  fields: [],
});
const everything = { where: { kind: 'everything' }, orderBy: [] } as const;
const isTitle = (value: string): Predicate => ({ kind: 'compare', path: ['title'], lookup: 'equals', value });
const record = (id: string, title: string, rank: number): StateRecord => ({
  id,
  version: 0,
  data: { id, title, rank },
});

let path: string;
let database: Database;
let root: StateShape;

beforeEach(async () => {
  path = newFile();
  const made = await makeModel({
    fields: [field('title', 'string'), field('rank', 'integer')],
    unique: [1],
  });
  root = made.root;
  database = await sqlite(path, { synchronous: 'normal', busyTimeout: 0 }).open(made);
  const transaction = await database.begin();
  for (const each of [record('a', 'one', 1), record('b', 'one', 2), record('c', 'two', 3)])
    await transaction.states.insert(root, each);
  await transaction.commit();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.close();
});

async function titles(): Promise<readonly unknown[]> {
  return (await database.states.find(root, everything)).map(({ data }) => data['title']);
}

test('A change of many that fails half-way leaves nothing of itself, and all that was written before', async () => {
  const transaction = await database.begin();
  await transaction.states.updateAll(root, isTitle('two'), { title: 'three' });
  // The first of them gets the rank, and the second one must not have it, too.
  const failed = transaction.states.updateAll(root, isTitle('one'), { rank: 9, title: 'none' });

  await expect(failed).rejects.toMatchObject({ code: 'UNIQUE_CONFLICT' });
  await transaction.commit();

  expect(await titles()).toEqual(['one', 'one', 'three']);
});

test('Where even taking back fails, what failed first is told', async () => {
  const transaction = await database.begin();
  const run = SqliteConnection.prototype.run;
  jest.spyOn(SqliteConnection.prototype, 'run').mockImplementation(function (
    this: SqliteConnection,
    text,
    ...values
  ) {
    if (text.startsWith('ROLLBACK TO')) throw new Error('the disk is gone');
    return run.call(this, text, ...values);
  });

  const failed = transaction.states.updateAll(root, isTitle('one'), { rank: 9 });

  await expect(failed).rejects.toMatchObject({ code: 'UNIQUE_CONFLICT' });
  await transaction.rollback();
});

test('Who changes nothing waits for nobody that writes', async () => {
  const writing = await database.begin();
  await writing.states.insert(root, record('d', 'four', 4));
  const other = await database.begin();

  expect(await other.states.updateAll(root, isTitle('nobody'), { title: 'x' })).toBe(0);
  expect(await other.states.removeAll(root, isTitle('nobody'))).toBe(0);
  await other.commit();
  await writing.commit();
});

test('Of two that are asked for at once in one transaction, the one that fails takes nothing from the other', async () => {
  const transaction = await database.begin();

  const outcomes = await Promise.allSettled([
    transaction.states.updateAll(root, isTitle('one'), { rank: 9 }),
    transaction.states.updateAll(root, isTitle('two'), { title: 'three' }),
    transaction.states.insert(root, record('d', 'four', 4)),
    transaction.states.updateAll(root, isTitle('one'), { rank: 8 }),
  ]);
  await transaction.commit();

  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'rejected']);
  expect(await titles()).toEqual(['one', 'one', 'three', 'four']);
});
