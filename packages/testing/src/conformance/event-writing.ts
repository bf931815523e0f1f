import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { idsOf, newEvent, newEvents, placesOf } from './new-events.js';
import { letOthersRun, succeeds, transact, type DatabaseSubject } from './subject.js';

const all = { limit: 100 };

const positions = checksOf<DatabaseSubject>('events', 'positions', {
  'Versions begin at 0 and positions at 1, and neither has gaps': async ({ database }) => {
    await transact(database, ({ events }) =>
      events.append([
        { stream: 'Account-1', expected: 'none', events: newEvents('a', 'b') },
        { stream: 'Account-2', expected: 'none', events: newEvents('c') },
      ]),
    );
    await transact(database, ({ events }) =>
      events.append([{ stream: 'Account-1', expected: 1, events: newEvents('d') }]),
    );
    deepEqual(placesOf(await database.events.readFeed(all)), [
      'Account-1@0 #1 a',
      'Account-1@1 #2 b',
      'Account-2@0 #3 c',
      'Account-1@2 #4 d',
    ]);
    strictEqual(await database.events.lastPosition(), 4);
  },
  'A transaction that leaves nothing leaves no gap either': async ({ database }) => {
    const dropped = await database.begin();
    await dropped.events.append([{ stream: 'Account-1', expected: 'any', events: newEvents('x', 'y') }]);
    await dropped.rollback();
    await transact(database, ({ events }) =>
      events.append([{ stream: 'Account-1', expected: 'none', events: newEvents('a') }]),
    );
    deepEqual(placesOf(await database.events.readFeed(all)), ['Account-1@0 #1 a']);
  },
  'The order of the feed is the order of commits': async ({ database }) => {
    const first = await database.begin();
    const second = await database.begin();
    await first.events.append([{ stream: 'Account-1', expected: 'any', events: newEvents('a') }]);
    await second.events.append([{ stream: 'Account-2', expected: 'any', events: newEvents('b') }]);
    await second.commit();
    const seen = await database.events.readFeed(all);
    deepEqual(placesOf(seen), ['Account-2@0 #1 b']);
    await first.commit();
    deepEqual(placesOf(await database.events.readFeed({ after: 1, limit: 100 })), ['Account-1@0 #2 a']);
  },
  'A commit tells the position of its last event, and none when it wrote none': async ({ database }) => {
    const writing = await database.begin();
    await writing.events.append([{ stream: 'Account-1', expected: 'any', events: newEvents('a', 'b') }]);
    strictEqual((await writing.commit()).position, 2);
    strictEqual((await (await database.begin()).commit()).position, undefined);
  },
  'An append tells the version of the last event of each stream': async ({ database }) => {
    await transact(database, async ({ events }) => {
      const { position, versions } = await events.append([
        { stream: 'Account-1', expected: 'none', events: newEvents('a', 'b') },
        { stream: 'Account-2', expected: 'none', events: [] },
      ]);
      strictEqual(position, undefined);
      deepEqual(
        [...versions],
        [
          ['Account-1', 1],
          ['Account-2', -1],
        ],
      );
    });
  },
  'Everything that was said of an event is kept': async ({ database }) => {
    const event = newEvent('a', {
      type: 'Conformance.Renamed.v2',
      time: 1_234_567_890_123,
      data: '{"text":"\\u0000 \u{1f600} \' \\" % _"}',
      metadata: '{"correlationId":"c"}',
      tags: ['course:c1', 'student:s 1', ''],
    });
    await transact(database, ({ events }) =>
      events.append([{ stream: 'Account-a-b', expected: 'any', events: [event] }]),
    );
    deepEqual(await database.events.readFeed(all), [
      { ...event, position: 1, stream: 'Account-a-b', version: 0 },
    ]);
  },
});

const expectedVersions = checksOf<DatabaseSubject>('events', 'expected versions', {
  'A version that the stream does not have is refused, and nothing is written': async ({ database }) => {
    await write(database, 'Account-1', 'a', 'b');
    for (const expected of [0, 2, 'none'] as const) {
      const error = await rejects('VERSION_CONFLICT', () =>
        transact(database, ({ events }) =>
          events.append([{ stream: 'Account-1', expected, events: newEvents('x') }]),
        ),
      );
      deepEqual(error.details, { subject: 'Account-1', expected, actual: 1 });
    }
    strictEqual(await database.events.lastPosition(), 2);
  },
  'A new stream is refused where events are expected': async ({ database }) => {
    for (const expected of [0, 'some'] as const)
      await rejects('VERSION_CONFLICT', () =>
        transact(database, ({ events }) =>
          events.append([{ stream: 'Account-1', expected, events: newEvents('x') }]),
        ),
      );
    deepEqual(await database.events.readFeed(all), []);
  },
  'The version it has, some, none and any are taken where they hold': async ({ database }) => {
    for (const [expected, id] of [
      ['none', 'a'],
      [0, 'b'],
      ['some', 'c'],
      ['any', 'd'],
    ] as const)
      await transact(database, ({ events }) =>
        events.append([{ stream: 'Account-1', expected, events: newEvents(id) }]),
      );
    strictEqual((await database.events.describeStream('Account-1')).version, 3);
  },
  'What is expected of a stream that is not written to is checked': async ({ database }) => {
    await write(database, 'Account-1', 'a');
    await rejects('VERSION_CONFLICT', () =>
      transact(database, ({ events }) =>
        events.append([
          { stream: 'Account-2', expected: 'none', events: newEvents('x') },
          { stream: 'Account-1', expected: 'none', events: [] },
        ]),
      ),
    );
    strictEqual(await database.events.lastPosition(), 1);
  },
  'What was expected is still so at the commit': async ({ database }) => {
    await write(database, 'Account-1', 'a');
    const outcomes = await Promise.allSettled(
      ['x', 'y', 'z'].map((id) =>
        transact(database, ({ events }) =>
          events.append([{ stream: 'Account-1', expected: 0, events: newEvents(id) }]),
        ),
      ),
    );
    strictEqual(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        await rejects('VERSION_CONFLICT', Promise.reject(outcome.reason as Error));
    strictEqual(await database.events.lastPosition(), 2);
  },
  'An assertion about a stream that is not written to is still so at the commit': async ({
    database,
    patience,
  }) => {
    const asserting = await database.begin();
    await asserting.events.append([
      { stream: 'Account-2', expected: 'any', events: newEvents('x') },
      { stream: 'Account-1', expected: 'none', events: [] },
    ]);
    const other = succeeds(write(database, 'Account-1', 'a'));
    await letOthersRun(patience);
    const both = [await succeeds(asserting.commit()), await other];
    // Both may succeed only where the other one waited and came second.
    if (both.every(Boolean)) deepEqual(idsOf(await database.events.readFeed(all)), ['x', 'a']);
    else strictEqual(both.filter(Boolean).length, 1);
    await asserting.rollback().catch(() => undefined);
  },
});

const appends = checksOf<DatabaseSubject>('events', 'appends', {
  'Of an append that is refused nothing is written, and the transaction may go on': async ({ database }) => {
    await write(database, 'Account-1', 'a');
    await transact(database, async ({ events }) => {
      await rejects('VERSION_CONFLICT', () =>
        events.append([
          { stream: 'Account-2', expected: 'none', events: newEvents('x') },
          { stream: 'Account-1', expected: 7, events: newEvents('y') },
        ]),
      );
      await events.append([{ stream: 'Account-3', expected: 'none', events: newEvents('b') }]);
    });
    deepEqual(placesOf(await database.events.readFeed(all)), ['Account-1@0 #1 a', 'Account-3@0 #2 b']);
  },
  'An identity that is taken is refused, wherever it is': async ({ database }) => {
    await write(database, 'Account-1', 'a');
    const refused = [newEvents('a'), newEvents('b', 'b')];
    for (const events of refused)
      await rejects('DUPLICATE_EVENT', () =>
        transact(database, (transaction) =>
          transaction.events.append([{ stream: 'Account-2', expected: 'any', events }]),
        ),
      );
    deepEqual(placesOf(await database.events.readFeed(all)), ['Account-1@0 #1 a']);
  },
  'An identity that two transactions want goes to one of them': async ({ database }) => {
    const outcomes = await Promise.allSettled(
      ['1', '2'].map((id) => write(database, `Account-${id}`, 'same')),
    );
    strictEqual(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    strictEqual(await database.events.lastPosition(), 1);
  },
  'A transaction reads the events it wrote, nobody else does before the commit': async ({ database }) => {
    await write(database, 'Account-1', 'a');
    const transaction = await database.begin();
    await transaction.events.append([{ stream: 'Account-1', expected: 0, events: newEvents('b') }]);
    await transaction.events.append([{ stream: 'Account-1', expected: 1, events: newEvents('c') }]);
    deepEqual(placesOf(await transaction.events.readStream('Account-1', all)), [
      'Account-1@0 #1 a',
      'Account-1@1 #2 b',
      'Account-1@2 #3 c',
    ]);
    deepEqual(idsOf(await transaction.events.readFeed({ backwards: true, limit: 2 })), ['c', 'b']);
    strictEqual(await transaction.events.lastPosition(), 3);
    deepEqual(idsOf(await database.events.readStream('Account-1', all)), ['a']);
    strictEqual(await database.events.lastPosition(), 1);
    await transaction.rollback();
  },
  "What is read is the caller's own": async ({ database }) => {
    const tags = ['one'];
    await transact(database, ({ events }) =>
      events.append([{ stream: 'Account-1', expected: 'any', events: [newEvent('a', { tags })] }]),
    );
    tags.push('two');
    const [event] = await database.events.readFeed(all);
    // What is frozen throws; what is not must not matter.
    await succeeds(Promise.resolve().then(() => (event!.tags as string[]).push('three')));
    await succeeds(Promise.resolve().then(() => ((event as { data: string }).data = 'changed')));
    const [again] = await database.events.readFeed(all);
    deepEqual([again!.tags, again!.data], [['one'], '{"id":"a"}']);
  },
});

/** Writes events with these identities to a stream, whatever it holds. */
export async function write(
  database: DatabaseSubject['database'],
  stream: string,
  ...ids: string[]
): Promise<void> {
  await transact(database, ({ events }) =>
    events.append([{ stream, expected: 'any', events: newEvents(...ids) }]),
  );
}

export const eventWritingChecks: readonly Check<DatabaseSubject>[] = [
  ...positions,
  ...expectedVersions,
  ...appends,
];
