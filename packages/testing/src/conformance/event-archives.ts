import type { EventReader, FeedRead, StoredEvent } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { write } from './event-writing.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { idsOf, newEvent, newEvents, placesOf } from './new-events.js';
import { transact, type DatabaseSubject } from './subject.js';

const all = { limit: 100 };

type Subject = DatabaseSubject['database'];

/** What becomes of streams that are archived: put aside, never lost. */
export const eventArchiveChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'events',
  'archived streams',
  {
    'They take no further events, and theirs are read when they are asked for': async ({ database }) => {
      await write(database, 'Account-1', 'a', 'b', 'c');
      await archive(database, 'Account-1');
      await rejects('STREAM_ARCHIVED', () => write(database, 'Account-1', 'd'));
      deepEqual(await database.events.readStream('Account-1', all), []);
      deepEqual(await whole(database.events, 'Account-1'), ['a', 'b', 'c']);
      const part = { includeArchived: true, from: 1, backwards: true, limit: 1 };
      deepEqual(placesOf(await database.events.readStream('Account-1', part)), ['Account-1@2 #3 c']);
      const { version, firstVersion, isArchived } = await database.events.describeStream('Account-1');
      deepEqual([version, firstVersion, isArchived], [2, 0, true]);
    },
    'Who asks for archived events gets those of others as well': async ({ database }) => {
      await write(database, 'Account-1', 'a');
      await write(database, 'Account-2', 'b');
      await archive(database, 'Account-1');
      deepEqual(await whole(database.events, 'Account-2'), ['b']);
      deepEqual(await whole(database.events, 'Account-3'), []);
    },
    'The feed has their events where they were, by category, types and tags as well': async ({
      database,
    }) => {
      await writeMixed(database);
      const before = await feedsOf(database.events);
      await archive(database, 'Account-1');
      deepEqual(await feedsOf(database.events), before);
      strictEqual(await database.events.lastPosition(), 6);
      await archive(database, 'Order-1');
      deepEqual(await feedsOf(database.events), before);
      await write(database, 'Account-2', 'g');
      deepEqual(placesOf(await database.events.readFeed({ after: 6, limit: 9 })), ['Account-2@1 #7 g']);
    },
    'A condition finds their events': async ({ database }) => {
      await writeMixed(database);
      await archive(database, 'Account-1');
      await archive(database, 'Order-1');
      const queries = [{ tags: ['one', 'two'] }, { types: ['T.A.v1'] }, { types: ['T.A.v1'], tags: ['one'] }];
      for (const item of queries) {
        const refused = append(database, 'New-1', 'x', { failIfMatch: { items: [item] } });
        await rejects('BOUNDARY_CONFLICT', refused);
      }
      await append(database, 'New-1', 'y', { failIfMatch: { items: [{ tags: ['three'] }] } });
      await append(database, 'New-1', 'z', { failIfMatch: { items: [{ tags: ['one'] }] }, after: 6 });
    },
    'Their identities stay taken': async ({ database }) => {
      await write(database, 'Account-1', 'a');
      await archive(database, 'Account-1');
      await rejects('DUPLICATE_EVENT', () => write(database, 'Account-2', 'b', 'a'));
      deepEqual(await whole(database.events, 'Account-2'), []);
    },
    'One that is restored is as it was, and goes on': async ({ database }) => {
      await writeMixed(database);
      const before = await feedsOf(database.events);
      await archive(database, 'Account-1');
      await transact(database, ({ events }) => events.restore('Account-1'));
      deepEqual(await feedsOf(database.events), before);
      strictEqual((await database.events.describeStream('Account-1')).isArchived, false);
      await transact(database, ({ events }) =>
        events.append([{ stream: 'Account-1', expected: 2, events: newEvents('g') }]),
      );
      deepEqual(idsOf(await database.events.readStream('Account-1', all)), ['a', 'b', 'd', 'g']);
      await archive(database, 'Account-1');
      deepEqual(await whole(database.events, 'Account-1'), ['a', 'b', 'd', 'g']);
    },
    'Archiving or restoring twice does what once does': async ({ database }) => {
      await write(database, 'Account-1', 'a');
      await transact(database, ({ events }) => events.restore('Account-1'));
      await archive(database, 'Account-1');
      await archive(database, 'Account-1');
      deepEqual(await whole(database.events, 'Account-1'), ['a']);
      await transact(database, ({ events }) => events.restore('Account-1'));
      await transact(database, ({ events }) => events.restore('Account-1'));
      deepEqual(idsOf(await database.events.readStream('Account-1', all)), ['a']);
    },
    'The last events of a stream are archived by the transaction that writes them': async ({ database }) => {
      await write(database, 'Account-1', 'a');
      const transaction = await database.begin();
      await transaction.events.append([
        { stream: 'Account-1', expected: 0, events: [newEvent('b', { tags: ['t'] })] },
      ]);
      await transaction.events.archive('Account-1');
      deepEqual(idsOf(await transaction.events.readStream('Account-1', all)), []);
      deepEqual(await whole(transaction.events, 'Account-1'), ['a', 'b']);
      await rejects('STREAM_ARCHIVED', () =>
        transaction.events.append([{ stream: 'Account-1', expected: 'any', events: newEvents('c') }]),
      );
      strictEqual((await transaction.commit()).position, 2);
      deepEqual(await whole(database.events, 'Account-1'), ['a', 'b']);
      deepEqual(placesOf(await database.events.readFeed({ query: { items: [{ tags: ['t'] }] }, limit: 9 })), [
        'Account-1@1 #2 b',
      ]);
    },
    'A transaction that restores a stream goes on with it, or leaves it as it was': async ({ database }) => {
      await write(database, 'Account-1', 'a');
      await archive(database, 'Account-1');
      const undone = await database.begin();
      await undone.events.restore('Account-1');
      deepEqual(idsOf(await undone.events.readStream('Account-1', all)), ['a']);
      await undone.rollback();
      deepEqual(await database.events.readStream('Account-1', all), []);
      await transact(database, async ({ events }) => {
        await events.restore('Account-1');
        await events.append([{ stream: 'Account-1', expected: 0, events: newEvents('b') }]);
      });
      deepEqual(placesOf(await database.events.readStream('Account-1', all)), [
        'Account-1@0 #1 a',
        'Account-1@1 #2 b',
      ]);
    },
    'Who began to write before one was archived comes too late': async ({ database }) => {
      await write(database, 'Account-1', 'a');
      const late = await database.begin();
      await late.events.append([{ stream: 'Account-1', expected: 'any', events: newEvents('b') }]);
      await archive(database, 'Account-1');
      await rejects('STREAM_ARCHIVED', () => late.commit());
      deepEqual(placesOf(await database.events.readFeed(all)), ['Account-1@0 #1 a']);
    },
    'Who expects a version keeps one from being archived that went on meanwhile': async ({ database }) => {
      await write(database, 'Account-1', 'a');
      const archiving = await database.begin();
      await archiving.events.append([{ stream: 'Account-1', expected: 0, events: [] }]);
      await archiving.events.archive('Account-1');
      await write(database, 'Account-1', 'b');
      await rejects('VERSION_CONFLICT', () => archiving.commit());
      deepEqual(idsOf(await database.events.readStream('Account-1', all)), ['a', 'b']);
    },
    'What is truncated of one is gone for good': async ({ database }) => {
      await writeMixed(database);
      await archive(database, 'Account-1');
      await transact(database, ({ events }) => events.truncateBefore('Account-1', 2));
      deepEqual(await whole(database.events, 'Account-1'), ['d']);
      deepEqual(idsOf(await database.events.readFeed(all)), ['c', 'd', 'e', 'f']);
      deepEqual(idsOf(await database.events.readFeed({ ...all, query: { items: [{ tags: ['one'] }] } })), [
        'c',
      ]);
      await rejects('DUPLICATE_EVENT', () => write(database, 'Account-2', 'a'));
      await transact(database, ({ events }) => events.restore('Account-1'));
      deepEqual(placesOf(await database.events.readStream('Account-1', all)), ['Account-1@2 #4 d']);
    },
    'One of which nothing is left is not restored': async ({ database }) => {
      await write(database, 'Account-1', 'a', 'b');
      await archive(database, 'Account-1');
      await transact(database, ({ events }) => events.truncateBefore('Account-1', 2));
      await transact(database, ({ events }) => events.restore('Account-1'));
      strictEqual((await database.events.describeStream('Account-1')).isArchived, true);
      await rejects('STREAM_ARCHIVED', () => write(database, 'Account-1', 'c'));
    },
  },
);

async function archive(database: Subject, stream: string): Promise<void> {
  await transact(database, ({ events }) => events.archive(stream));
}

async function whole(events: EventReader, stream: string): Promise<unknown> {
  return idsOf(await events.readStream(stream, { ...all, includeArchived: true }));
}

async function append(
  database: Subject,
  stream: string,
  id: string,
  condition: Parameters<Parameters<Parameters<typeof transact>[1]>[0]['events']['append']>[1],
): Promise<void> {
  await transact(database, ({ events }) =>
    events.append([{ stream, expected: 'any', events: newEvents(id) }], condition),
  );
}

async function writeMixed(database: Subject): Promise<void> {
  const written: readonly [string, Parameters<typeof newEvent>[0], Parameters<typeof newEvent>[1]][] = [
    ['Account-1', 'a', { type: 'T.A.v1', tags: ['one'] }],
    ['Account-1', 'b', { type: 'T.A.v1', tags: ['one', 'two'] }],
    ['Account-2', 'c', { type: 'T.B.v1', tags: ['one'] }],
    ['Account-1', 'd', { type: 'T.B.v1' }],
    ['Order-1', 'e', { type: 'T.A.v1', tags: ['two'] }],
    ['Order-2', 'f', { type: 'T.B.v1' }],
  ];
  for (const [stream, id, given] of written)
    await transact(database, ({ events }) =>
      events.append([{ stream, expected: 'any', events: [newEvent(id, given)] }]),
    );
}

/** Everything that readers of the feed see, whichever part of it they ask for, page by page. */
async function feedsOf(events: EventReader): Promise<unknown> {
  const asked: readonly Partial<FeedRead>[] = [
    {},
    { backwards: true },
    { backwards: true, after: 5 },
    { after: 1, upTo: 4 },
    { category: 'Account' },
    { category: 'Account', backwards: true },
    { query: { items: [{ types: ['T.A.v1'] }] } },
    { query: { items: [{ tags: ['one'] }, { types: ['T.A.v1'], tags: ['two'] }] } },
    { query: { items: [{ tags: ['one', 'two'] }] }, category: 'Account' },
    { query: { items: [{}] } },
  ];
  const seen: unknown[] = [];
  for (const part of asked) {
    const read: StoredEvent[] = [];
    for (let rest = part; ;) {
      const page = await events.readFeed({ ...rest, limit: 2 });
      read.push(...page);
      if (page.length < 2) break;
      rest = { ...rest, after: page.at(-1)!.position };
    }
    seen.push(read);
  }
  return seen;
}
