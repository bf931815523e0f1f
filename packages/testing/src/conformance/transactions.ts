import type { Transaction } from '@domainry/core/ports';
import { interleavings } from '../interleavings.js';
import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { messageOf } from './messages.js';
import { newEvents } from './new-events.js';
import { everything, insert, record } from './state-records.js';
import { succeeds, transact, type DatabaseSubject } from './subject.js';

const transactions = checksOf<DatabaseSubject>('database', 'transactions', {
  'All of a transaction is there after its commit, and nobody sees any of it before': async (subject) => {
    const { database } = subject;
    const transaction = await database.begin();
    await writeEverywhere(subject, transaction, 'a');
    deepEqual(await seenOf(subject, 'a'), nothing);
    await transaction.commit();
    deepEqual(await seenOf(subject, 'a'), all);
  },
  'Nothing of a transaction is there after its rollback': async (subject) => {
    const transaction = await subject.database.begin();
    await writeEverywhere(subject, transaction, 'a');
    await transaction.rollback();
    deepEqual(await seenOf(subject, 'a'), nothing);
  },
  'Of a commit that fails, nothing is there': async (subject) => {
    const { database, specimen } = subject;
    await insert(database, specimen, record('shared', { count: 0 }));
    const loser = await database.begin();
    const winner = await database.begin();
    const won = (async () => {
      await winner.states.update(specimen, record('shared', { count: 1 }, 1), 0);
      await winner.commit();
    })();
    await won;
    const lost = (async () => {
      await writeEverywhere(subject, loser, 'a');
      await loser.states.update(specimen, record('shared', { count: 2 }, 1), 0);
      await loser.commit();
    })();
    await rejects('VERSION_CONFLICT', lost);
    await loser.rollback();
    deepEqual(await seenOf(subject, 'a'), nothing);
    strictEqual((await database.states.get(specimen, 'shared'))?.data['count'], 1);
  },
  'A transaction sees its own writes': async ({ database, specimen }) => {
    await insert(database, specimen, record('a', { count: 1 }), record('b', { count: 1 }));
    const transaction = await database.begin();
    const { states } = transaction;
    await states.update(specimen, record('a', { count: 2 }, 1), 0);
    await states.remove(specimen, 'b', 0);
    await states.insert(specimen, record('c', { count: 3 }));
    strictEqual((await states.get(specimen, 'a'))?.data['count'], 2);
    strictEqual(await states.get(specimen, 'b'), undefined);
    deepEqual(
      (await states.find(specimen, { where: everything, orderBy: [] })).map(({ id }) => id),
      ['a', 'c'],
    );
    deepEqual(await states.calculate(specimen, everything, [{ of: 'sum', path: ['count'] }]), [5]);
    deepEqual(await database.states.calculate(specimen, everything, [{ of: 'sum', path: ['count'] }]), [2]);
    await transaction.rollback();
  },
  'A transaction that has ended refuses everything': async ({ database, specimen }) => {
    for (const end of ['commit', 'rollback'] as const) {
      const transaction = await database.begin();
      await transaction[end]();
      await rejects('TRANSACTION_ENDED', () => transaction.states.get(specimen, 'a'));
      await rejects('TRANSACTION_ENDED', () => transaction.states.insert(specimen, record('a')));
      await rejects('TRANSACTION_ENDED', () => transaction.events.readFeed({ limit: 1 }));
      await rejects('TRANSACTION_ENDED', () =>
        transaction.events.append([{ stream: 'Account-1', expected: 'any', events: newEvents('a') }]),
      );
      await rejects('TRANSACTION_ENDED', () => transaction.idempotency.claim('k', 'f', 'fail'));
      await rejects('TRANSACTION_ENDED', () => transaction.outbox.put('broker', [messageOf('m')]));
      await rejects('TRANSACTION_ENDED', () => transaction.commit());
      if (end === 'commit') await rejects('TRANSACTION_ENDED', () => transaction.rollback());
      else await transaction.rollback();
    }
    strictEqual(await database.states.count(specimen, everything), 0);
  },
  'A database that was closed refuses everything': async ({ database, specimen }) => {
    await database.close();
    await rejects('DATABASE_CLOSED', () => database.begin());
    await rejects('DATABASE_CLOSED', () => database.states.get(specimen, 'a'));
    await rejects('DATABASE_CLOSED', () => database.events.readFeed({ limit: 1 }));
    await rejects('DATABASE_CLOSED', () => database.snapshots.load('Account-1'));
    await rejects('DATABASE_CLOSED', () => database.idempotency.find('k'));
    await rejects('DATABASE_CLOSED', () => database.outbox.list({ limit: 1 }));
  },
});

const races = checksOf<DatabaseSubject>('database', 'interleaving', {
  'Two that change the same state never lose an update, whatever the order of their steps': async (
    subject,
  ) => {
    const { database, specimen, patience } = subject;
    let round = 0;
    await interleavings({
      patience,
      run: (step) => {
        const id = `state ${round++}`;
        const add = async (amount: number): Promise<boolean> => {
          const transaction = await step(() => database.begin());
          return commits(transaction, async () => {
            const { version, data } = (await step(() => transaction.states.get(specimen, id)))!;
            const after = record(id, { count: (data['count'] as number) + amount }, version + 1);
            await step(() => transaction.states.update(specimen, after, version));
            await step(() => transaction.commit());
          });
        };
        return {
          before: () => insert(database, specimen, record(id, { count: 0 })),
          units: [() => add(1), () => add(2)],
          check: async ([one, two]) => {
            const { version, data } = (await database.states.get(specimen, id))!;
            strictEqual(data['count'], (one === true ? 1 : 0) + (two === true ? 2 : 0));
            strictEqual(version, Number(one) + Number(two));
            strictEqual(one === true || two === true, true);
          },
        };
      },
    });
  },
  'Two that append to the same stream never write the same version, whatever the order of their steps':
    async ({ database, patience }) => {
      let round = 0;
      await interleavings({
        patience,
        run: (step) => {
          const stream = `Account-${round++}`;
          const append = async (id: string): Promise<boolean> => {
            const transaction = await step(() => database.begin());
            return commits(transaction, async () => {
              const seen = await step(() => transaction.events.readStream(stream, { limit: 10 }));
              const expected = seen.length === 0 ? 'none' : seen.length - 1;
              await step(() =>
                transaction.events.append([{ stream, expected, events: newEvents(`${stream} ${id}`) }]),
              );
              await step(() => transaction.commit());
            });
          };
          return {
            units: [() => append('x'), () => append('y')],
            check: async (outcomes) => {
              const events = await database.events.readStream(stream, { limit: 10 });
              deepEqual(
                events.map(({ version }) => version),
                outcomes.filter((done) => done === true).map((_, at) => at),
              );
              strictEqual(events.length > 0, true);
            },
          };
        },
      });
    },
});

const capabilities: readonly Check<DatabaseSubject>[] = [
  ...checksOf<DatabaseSubject>('database', 'capabilities', {
    'It claims what its adapter is said to claim, and nothing else': async ({ database, claims }) => {
      deepEqual([...database.capabilities].sort(), [...claims].sort());
    },
  }),
  {
    port: 'database',
    group: 'capabilities',
    name: 'What was committed is there when the database is opened again',
    capability: 'persistent',
    run: async (subject) => {
      const transaction = await subject.database.begin();
      await writeEverywhere(subject, transaction, 'a');
      await transaction.commit();
      const database = await subject.reopen();
      deepEqual(await seenOf({ ...subject, database }, 'a'), all);
      await transact(database, ({ events }) =>
        events.append([{ stream: 'Account-a', expected: 0, events: newEvents('b') }]),
      );
      strictEqual(await database.events.lastPosition(), 2);
    },
  },
];

/** Whether what a transaction does succeeds; rolls it back when it does not. */
async function commits(transaction: Transaction, act: () => Promise<void>): Promise<boolean> {
  const done = await succeeds(act());
  if (!done) await succeeds(transaction.rollback());
  return done;
}

type Places = Readonly<Record<'state' | 'event' | 'message' | 'record', boolean>>;
const nothing: Places = { state: false, event: false, message: false, record: false };
const all: Places = { state: true, event: true, message: true, record: true };

/** Puts something under a name into every part of a database. */
async function writeEverywhere(
  { specimen }: DatabaseSubject,
  { states, events, outbox, idempotency }: Transaction,
  name: string,
): Promise<void> {
  await states.insert(specimen, record(name));
  await events.append([{ stream: `Account-${name}`, expected: 'none', events: newEvents(name) }]);
  await outbox.put('broker', [messageOf(name)]);
  await idempotency.claim(name, 'fingerprint', 'fail');
  await idempotency.complete({ key: name, fingerprint: 'fingerprint', result: '1', time: 1 });
}

/** Where something with a name is seen by others. */
async function seenOf({ database, specimen }: DatabaseSubject, name: string): Promise<Places> {
  return {
    state: (await database.states.get(specimen, name)) !== undefined,
    event: (await database.events.readStream(`Account-${name}`, { limit: 1 })).length > 0,
    message: (await database.outbox.list({ destination: 'broker', limit: 9 })).some(
      ({ message }) => message.metadata.id === name,
    ),
    record: (await database.idempotency.find(name)) !== undefined,
  };
}

export const transactionChecks: readonly Check<DatabaseSubject>[] = [
  ...transactions,
  ...races,
  ...capabilities,
];
