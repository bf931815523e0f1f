import type { Database, IdempotencyRecord } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { letOthersRun, transact, type DatabaseSubject } from './subject.js';

export const idempotencyChecks: readonly Check<DatabaseSubject>[] = [
  ...checksOf<DatabaseSubject>('idempotency', 'records', {
    'What was completed under a key is given to those who claim it afterwards': async ({ database }) => {
      const completed = recordOf('k', '{"balance":1}');
      strictEqual(await complete(database, completed), undefined);
      deepEqual(await database.idempotency.find('k'), completed);
      const again = await transact(database, ({ idempotency }) => idempotency.claim('k', 'other', 'fail'));
      deepEqual(again, completed);
      strictEqual(await database.idempotency.find('other'), undefined);
    },
    'That nothing resulted is kept as well': async ({ database }) => {
      await complete(database, recordOf('k', undefined));
      const found = await database.idempotency.find('k');
      deepEqual([found?.key, found?.result], ['k', undefined]);
    },
    'Those of before a moment are forgotten, and their keys are free': async ({ database }) => {
      await complete(database, { ...recordOf('old', '1'), time: 10 });
      await complete(database, { ...recordOf('new', '1'), time: 20 });
      strictEqual(await database.idempotency.forgetBefore(20), 1);
      strictEqual(await database.idempotency.find('old'), undefined);
      strictEqual((await database.idempotency.find('new'))?.time, 20);
      strictEqual(await complete(database, recordOf('old', '2')), undefined);
    },
    'So many are forgotten at a time as are asked for': async ({ database }) => {
      for (const key of ['a', 'b', 'c', 'd', 'e'])
        await complete(database, { ...recordOf(key, '1'), time: key === 'd' ? 30 : 10 });
      const forgotten = [];
      for (let round = 0; round < 4; round++) forgotten.push(await database.idempotency.forgetBefore(20, 2));
      deepEqual(forgotten, [2, 2, 0, 0]);
      strictEqual((await database.idempotency.find('d'))?.time, 30);
    },
  }),
  ...checksOf<DatabaseSubject>('idempotency', 'claims', {
    'A transaction that only claimed leaves nothing': async ({ database }) => {
      await transact(database, ({ idempotency }) => idempotency.claim('k', 'f', 'fail'));
      strictEqual(await database.idempotency.find('k'), undefined);
      strictEqual(await complete(database, recordOf('k', '1')), undefined);
    },
    'While a key is claimed, another claim of it fails, and that of another key does not': async ({
      database,
    }) => {
      const holder = await database.begin();
      await holder.idempotency.claim('k', 'f', 'fail');
      const other = await database.begin();
      const error = await rejects('COMMAND_IN_FLIGHT', () => other.idempotency.claim('k', 'f', 'fail'));
      deepEqual(error.details, { key: 'k' });
      await other.rollback();
      strictEqual(await complete(database, recordOf('other', '1')), undefined);
      await holder.rollback();
    },
    'A rollback frees what was claimed and takes back what was completed': async ({ database }) => {
      const holder = await database.begin();
      await holder.idempotency.claim('k', 'f', 'fail');
      await holder.idempotency.complete(recordOf('k', '1'));
      await holder.rollback();
      strictEqual(await database.idempotency.find('k'), undefined);
      strictEqual(await complete(database, recordOf('k', '2')), undefined);
      strictEqual((await database.idempotency.find('k'))?.result, '2');
    },
    'Who waits gets what the other one completed': async ({ database, patience }) => {
      const holder = await database.begin();
      await holder.idempotency.claim('k', 'f', 'wait');
      const waiting = transact(database, ({ idempotency }) => idempotency.claim('k', 'f', 'wait'));
      await letOthersRun(patience);
      await holder.idempotency.complete(recordOf('k', '1'));
      await holder.commit();
      deepEqual(await waiting, recordOf('k', '1'));
    },
    'Who waits gets the key when the other one came to nothing': async ({ database, patience }) => {
      const holder = await database.begin();
      await holder.idempotency.claim('k', 'f', 'wait');
      const waiting = complete(database, recordOf('k', 'mine'), 'wait');
      await letOthersRun(patience);
      await holder.rollback();
      strictEqual(await waiting, undefined);
      strictEqual((await database.idempotency.find('k'))?.result, 'mine');
    },
    'Of many that wait, one does the work': async ({ database }) => {
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, (_, index) => complete(database, recordOf('k', `${index}`), 'wait')),
      );
      strictEqual(outcomes.filter((found) => found === undefined).length, 1);
      const kept = await database.idempotency.find('k');
      for (const found of outcomes) if (found !== undefined) deepEqual(found, kept);
    },
  }),
];

/** Claims a key and completes it, unless it is completed; gives what was. */
function complete(
  database: Database,
  record: IdempotencyRecord,
  whenInFlight: 'wait' | 'fail' = 'fail',
): Promise<IdempotencyRecord | undefined> {
  return transact(database, async ({ idempotency }) => {
    const found = await idempotency.claim(record.key, record.fingerprint, whenInFlight);
    if (found === undefined) await idempotency.complete(record);
    return found;
  });
}

function recordOf(key: string, result: string | undefined): IdempotencyRecord {
  return { key, fingerprint: 'f', result, time: 1_800_000_000_000 };
}
