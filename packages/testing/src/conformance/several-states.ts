import type { JsonValue } from '@domainry/core';
import type { Database, StateRecord, StateShape, StateWriter } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, strictEqual } from './expectations.js';
import { everything, insert, record } from './state-records.js';
import { transact, type DatabaseSubject } from './subject.js';

const lines = (...quantities: readonly number[]): JsonValue =>
  quantities.map((quantity, at) => ({ id: `l${at}`, sku: `"s\\${at}"\n{,}`, quantity }));

/** Different fields are there in each, so that no two rows are alike. */
const several: readonly StateRecord[] = [
  record('a', { title: 'NULL', count: 0, flag: false, tags: ['x'], lines: lines(1, 2, 3) }),
  record('b', { title: '', ratio: -0.5, amount: '1.50', big: '-7', day: '2030-02-28', lines: lines(4) }),
  record('c', { moment: '2030-02-28T23:59:59.999Z', document: { '"': ['\\', null] } }),
  record('d', { price: { amount: '0.10', currency: 'EUR' }, label: { id: 'l', text: 'é \u{1f600}' } }),
];

/** What an order of writing leaves behind: all of it, or nothing. */
async function isAllOrNothing(
  database: Database,
  write: (states: StateWriter) => Promise<boolean>,
  all: readonly StateRecord[],
  nothing: readonly StateRecord[],
  shape: StateShape,
): Promise<void> {
  // What a transaction that goes on does is committed.
  const isDone = await transact(database, async ({ states }) => {
    const answer = await write(states);
    await states.insert(shape, record('z'));
    return answer;
  });
  deepEqual(await statesOf(database, shape), [...(isDone ? all : nothing), record('z')]);
}

async function statesOf(database: Database, shape: StateShape): Promise<readonly StateRecord[]> {
  return await database.states.find(shape, { where: everything, orderBy: [] });
}

/** The states of {@link several} with another value in each, among them what two have in common. */
const changed: readonly StateRecord[] = several.map(({ id, data }, at) => {
  const others = Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'tags'));
  const differences = [{ lines: lines(1, 9) }, { title: 'b' }, { title: 'c' }, { lines: lines(5, 6) }];
  return { id, version: 1, data: { ...others, ...differences[at] } };
});

export const severalStatesChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'states',
  'several at once',
  {
    'Several new ones are put in, or none of them': async ({ database, specimen }) => {
      const write = async (states: StateWriter): Promise<boolean> => {
        const versions = await states.insertMany(specimen, several);
        if (versions !== undefined) deepEqual(versions, [0, 0, 0, 0]);
        return versions !== undefined;
      };
      await isAllOrNothing(database, write, several, [], specimen);
    },
    'None is put in where one of them is there, and the transaction goes on': async ({
      database,
      specimen,
    }) => {
      const there = record('c', { count: 9 });
      await insert(database, specimen, there);
      const write = async (states: StateWriter): Promise<boolean> => {
        strictEqual(await states.insertMany(specimen, several), undefined);
        return false;
      };
      await isAllOrNothing(database, write, [], [there], specimen);
    },
    'Those that were removed go on after their last versions': async ({ database, specimen }) => {
      await insert(database, specimen, record('b', {}, 4), record('d', {}, 0));
      await transact(database, ({ states }) => states.removeAll(specimen, everything));
      const expected = several.map((one, at) => ({ ...one, version: [0, 5, 0, 1][at]! }));
      const write = async (states: StateWriter): Promise<boolean> => {
        const versions = await states.insertMany(specimen, several);
        if (versions !== undefined) deepEqual(versions, [0, 5, 0, 1]);
        return versions !== undefined;
      };
      await isAllOrNothing(database, write, expected, [], specimen);
    },
    'Several are put in place of others, or none of them': async ({ database, specimen }) => {
      await insert(database, specimen, ...several);
      const write = (states: StateWriter): Promise<boolean> =>
        states.updateMany(
          specimen,
          changed.map((one, at) => ({ record: one, expectedVersion: 0, before: several[at] })),
        );
      await isAllOrNothing(database, write, changed, several, specimen);
    },
    'None is put in place where one has another version, and the transaction goes on': async ({
      database,
      specimen,
    }) => {
      await insert(database, specimen, ...several);
      const write = async (states: StateWriter): Promise<boolean> => {
        const changes = changed.map((one, at) => ({
          record: one,
          expectedVersion: at === 2 ? 1 : 0,
          before: several[at],
        }));
        strictEqual(await states.updateMany(specimen, changes), false);
        return false;
      };
      await isAllOrNothing(database, write, changed, several, specimen);
    },
  },
);
