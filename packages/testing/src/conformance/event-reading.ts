import type { EventQuery, FeedRead } from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { idsOf, newEvent, newEvents, placesOf } from './new-events.js';
import { write } from './event-writing.js';
import { transact, type DatabaseSubject } from './subject.js';

const all = { limit: 100 };

const streams = checksOf<DatabaseSubject>('events', 'reading a stream', {
  'It is read from and to a version, forwards and backwards, as many as are wanted': async ({ database }) => {
    await write(database, 'Account-1', 'a', 'b', 'c', 'd');
    await write(database, 'Account-10', 'x');
    const read = async (given: object): Promise<unknown> =>
      idsOf(await database.events.readStream('Account-1', { limit: 100, ...given }));
    deepEqual(await read({}), ['a', 'b', 'c', 'd']);
    deepEqual(await read({ from: 1, to: 2 }), ['b', 'c']);
    deepEqual(await read({ from: 3 }), ['d']);
    deepEqual(await read({ from: 4 }), []);
    deepEqual(await read({ to: 99 }), ['a', 'b', 'c', 'd']);
    deepEqual(await read({ limit: 2 }), ['a', 'b']);
    deepEqual(await read({ limit: 0 }), []);
    deepEqual(await read({ backwards: true }), ['d', 'c', 'b', 'a']);
    deepEqual(await read({ backwards: true, limit: 2 }), ['d', 'c']);
    deepEqual(await read({ backwards: true, from: 1, to: 2 }), ['c', 'b']);
  },
  'A stream that is not there is empty': async ({ database }) => {
    deepEqual(await database.events.readStream('Account-1', all), []);
  },
});

const feed = checksOf<DatabaseSubject>('events', 'reading the feed', {
  'It is read from a position, up to one, forwards and backwards': async ({ database }) => {
    await write(database, 'Account-1', 'a', 'b');
    await write(database, 'Order-1', 'c', 'd');
    const read = reader(database);
    deepEqual(await read({}), ['a', 'b', 'c', 'd']);
    deepEqual(await read({ after: 2 }), ['c', 'd']);
    deepEqual(await read({ after: 4 }), []);
    deepEqual(await read({ after: 99 }), []);
    deepEqual(await read({ upTo: 3 }), ['a', 'b', 'c']);
    deepEqual(await read({ after: 1, upTo: 3, limit: 1 }), ['b']);
    deepEqual(await read({ backwards: true, limit: 2 }), ['d', 'c']);
    deepEqual(await read({ backwards: true, after: 3 }), ['b', 'a']);
    deepEqual(await read({ backwards: true, after: 99, limit: 2 }), ['d', 'c']);
    deepEqual(await read({ backwards: true, upTo: 3 }), ['c', 'b', 'a']);
    deepEqual(await read({ limit: 0 }), []);
  },
  'A category is what stands before the first hyphen, all of it': async ({ database }) => {
    await write(database, 'Account-1', 'a');
    await write(database, 'AccountLimit-1', 'b');
    await write(database, 'Account:fact-1', 'c');
    await write(database, 'Account-x-y', 'd');
    await write(database, 'Order-Account-1', 'e');
    const read = reader(database);
    deepEqual(await read({ category: 'Account' }), ['a', 'd']);
    deepEqual(await read({ category: 'Account', backwards: true }), ['d', 'a']);
    deepEqual(await read({ category: 'Account:fact' }), ['c']);
    deepEqual(await read({ category: 'account' }), []);
  },
  'A query means events of any of the types that have all of the tags of an item': async ({ database }) => {
    await writeTagged(database);
    const read = reader(database);
    const ask = (...items: EventQuery['items']): Promise<unknown> => read({ query: { items } });
    deepEqual(await ask(), ['a', 'b', 'c', 'd']);
    deepEqual(await ask({}), ['a', 'b', 'c', 'd']);
    deepEqual(await ask({ types: ['T.A.v1'] }), ['a', 'c']);
    deepEqual(await ask({ types: ['T.A.v1', 'T.B.v1'] }), ['a', 'b', 'c', 'd']);
    deepEqual(await ask({ tags: ['one'] }), ['a', 'b']);
    deepEqual(await ask({ tags: ['one', 'two'] }), ['b']);
    deepEqual(await ask({ types: ['T.A.v1'], tags: ['one'] }), ['a']);
    deepEqual(await ask({ types: ['T.A.v1'], tags: ['one'] }, { tags: ['two'] }), ['a', 'b', 'c']);
    deepEqual(await ask({ types: ['T.X.v1'] }, { tags: ['none'] }), []);
    deepEqual(await ask({ tags: ['on'] }), []);
  },
  'A query goes together with a category, positions, direction and limit': async ({ database }) => {
    await writeTagged(database);
    const read = reader(database);
    const query = { items: [{ types: ['T.A.v1'] }, { tags: ['two'] }] };
    deepEqual(await read({ query, limit: 2 }), ['a', 'b']);
    deepEqual(await read({ query, after: 1 }), ['b', 'c']);
    deepEqual(await read({ query, upTo: 2, backwards: true }), ['b', 'a']);
    deepEqual(await read({ query, category: 'Other' }), ['c']);
  },
  'Page after page gives every event once': async ({ database }) => {
    const ids = Array.from({ length: 23 }, (_, index) => `event ${index}`);
    for (const [index, id] of ids.entries()) await write(database, `Account-${index % 3}`, id);
    const seen: unknown[] = [];
    for (let after = 0; ;) {
      const page = await database.events.readFeed({ after, limit: 5 });
      if (page.length === 0) break;
      seen.push(...idsOf(page));
      after = page.at(-1)!.position;
    }
    deepEqual(seen, ids);
  },
});

const wholes = checksOf<DatabaseSubject>('events', 'streams as a whole', {
  'What is truncated is gone from the stream and the feed; nothing else moves': async ({ database }) => {
    await write(database, 'Account-1', 'a', 'b', 'c');
    await write(database, 'Account-2', 'd');
    await transact(database, ({ events }) => events.truncateBefore('Account-1', 2));
    deepEqual(placesOf(await database.events.readStream('Account-1', all)), ['Account-1@2 #3 c']);
    deepEqual(placesOf(await database.events.readFeed(all)), ['Account-1@2 #3 c', 'Account-2@0 #4 d']);
    await transact(database, ({ events }) =>
      events.append([{ stream: 'Account-1', expected: 2, events: newEvents('e') }]),
    );
    const { version, firstVersion } = await database.events.describeStream('Account-1');
    deepEqual([version, firstVersion, await database.events.lastPosition()], [3, 2, 5]);
  },
  'A truncated stream keeps its version, and its events their identities': async ({ database }) => {
    await write(database, 'Account-1', 'a');
    await transact(database, ({ events }) => events.truncateBefore('Account-1', 1));
    deepEqual(await database.events.readStream('Account-1', all), []);
    await rejects('VERSION_CONFLICT', () =>
      transact(database, ({ events }) =>
        events.append([{ stream: 'Account-1', expected: 'none', events: newEvents('b') }]),
      ),
    );
    await rejects('DUPLICATE_EVENT', () => write(database, 'Account-1', 'a'));
  },
  'Streams are described and listed, page by page': async ({ database }) => {
    await write(database, 'Account-1', 'a', 'b');
    await write(database, 'Order-1', 'c');
    await write(database, 'Account-2', 'd');
    await transact(database, ({ events }) => events.describe('Account-1', { owner: 'me', old: true }));
    await transact(database, ({ events }) => events.describe('Account-1', { owner: 'you' }));
    deepEqual(await database.events.describeStream('Account-1'), {
      stream: 'Account-1',
      version: 1,
      firstVersion: 0,
      isArchived: false,
      metadata: { owner: 'you' },
    });
    deepEqual((await database.events.describeStream('Account-9')).version, -1);
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await database.events.listStreams({ limit: 2, ...(after === undefined ? {} : { after }) });
      if (page.length === 0) break;
      seen.push(...page.map(({ stream }) => stream));
      after = seen.at(-1);
    }
    deepEqual(seen.toSorted(), ['Account-1', 'Account-2', 'Order-1']);
    const accounts = await database.events.listStreams({ limit: 10, category: 'Account' });
    deepEqual(accounts.map(({ stream }) => stream).toSorted(), ['Account-1', 'Account-2']);
  },
  'What a transaction does to streams is undone with it': async ({ database }) => {
    await write(database, 'Account-1', 'a', 'b');
    const transaction = await database.begin();
    await transaction.events.truncateBefore('Account-1', 1);
    await transaction.events.archive('Account-1');
    await transaction.events.describe('Account-1', { owner: 'me' });
    strictEqual((await transaction.events.describeStream('Account-1')).firstVersion, 1);
    deepEqual(idsOf(await transaction.events.readStream('Account-1', { ...all, includeArchived: true })), [
      'b',
    ]);
    await transaction.rollback();
    deepEqual(await database.events.describeStream('Account-1'), {
      stream: 'Account-1',
      version: 1,
      firstVersion: 0,
      isArchived: false,
      metadata: {},
    });
    deepEqual(idsOf(await database.events.readStream('Account-1', all)), ['a', 'b']);
  },
});

function reader(database: DatabaseSubject['database']): (given: Partial<FeedRead>) => Promise<unknown> {
  return async (given) => idsOf(await database.events.readFeed({ ...all, ...given }));
}

async function writeTagged(database: DatabaseSubject['database']): Promise<void> {
  const events = [
    newEvent('a', { type: 'T.A.v1', tags: ['one'] }),
    newEvent('b', { type: 'T.B.v1', tags: ['one', 'two'] }),
    newEvent('c', { type: 'T.A.v1', tags: ['two'] }),
    newEvent('d', { type: 'T.B.v1', tags: ['one-two'] }),
  ];
  for (const event of events)
    await transact(database, (transaction) =>
      transaction.events.append([
        { stream: event.id === 'c' ? 'Other-1' : 'Account-1', expected: 'any', events: [event] },
      ]),
    );
}

export const eventReadingChecks: readonly Check<DatabaseSubject>[] = [...streams, ...feed, ...wholes];
