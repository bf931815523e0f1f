import { expect, test } from '@jest/globals';
import { DomainryError, memory } from '@domainry/core';
import type {
  AppendCondition,
  Database,
  EventQuery,
  EventReader,
  EventWriter,
  FeedRead,
  NewEvent,
  StreamAppend,
  StreamListing,
  StreamRead,
} from '@domainry/core/ports';
import fc from 'fast-check';
import { sqlite } from '../../src/index.js';
import { findDrivers } from '../drivers.js';
import { newFile } from '../files.js';
import '../same-cases-in-ci.js';

const { found: drivers } = await findDrivers();

type Question =
  | { readonly kind: 'readStream'; readonly stream: string; readonly read: StreamRead }
  | { readonly kind: 'readFeed'; readonly read: FeedRead }
  | { readonly kind: 'describeStream'; readonly stream: string }
  | { readonly kind: 'listStreams'; readonly listing: StreamListing }
  | { readonly kind: 'lastPosition' };

type Deed =
  | {
      readonly kind: 'append';
      readonly appends: readonly StreamAppend[];
      readonly condition?: AppendCondition;
    }
  | { readonly kind: 'truncateBefore'; readonly stream: string; readonly version: number }
  | { readonly kind: 'archive'; readonly stream: string }
  | {
      readonly kind: 'describe';
      readonly stream: string;
      readonly metadata: Readonly<Record<string, number>>;
    };

interface Turn {
  readonly steps: readonly (Deed | Question)[];
  readonly isCommitted: boolean;
}

const streams = fc.constantFrom(
  'Account-1',
  'Account-2',
  'Account',
  'Order-1',
  "O'Neill-%",
  '\u{1f600}-1',
  '\uffee-1',
);
const categories = fc.constantFrom('Account', 'Order', "O'Neill", 'Nothing');
const types = fc.constantFrom('Opened', 'Moved', 'Closed');
const tags = fc.uniqueArray(fc.constantFrom('a:1', 'a:2', 'b:1', "'"), { maxLength: 3 });
const places = fc.integer({ min: 0, max: 14 });

const newEvents: fc.Arbitrary<NewEvent> = fc.record({
  id: fc.constant(''),
  type: types,
  time: fc.nat(5),
  data: fc.constantFrom('{}', '{"a":"\\u0000"}', '{"é":1}', 'c29tZXRoaW5n'),
  metadata: fc.constantFrom('{}', '{"m":1}'),
  tags,
});

const queries: fc.Arbitrary<EventQuery> = fc.record({
  items: fc.array(fc.record({ types: fc.array(types, { maxLength: 2 }), tags }, { requiredKeys: [] }), {
    maxLength: 3,
  }),
});

const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.array(
          fc.record<StreamAppend>({
            stream: streams,
            expected: fc.oneof(
              { weight: 4, arbitrary: fc.constant('any') },
              { weight: 3, arbitrary: fc.constantFrom('none', 'some') },
              { weight: 2, arbitrary: fc.integer({ min: -1, max: 5 }) },
            ),
            events: fc.array(newEvents, { maxLength: 4 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        fc.option(
          fc.record<AppendCondition>(
            { failIfMatch: queries, after: places },
            { requiredKeys: ['failIfMatch'] },
          ),
          { freq: 3 },
        ),
      )
      .map(([appends, condition]): Deed => ({
        kind: 'append',
        appends,
        ...(condition === null ? {} : { condition }),
      })),
  },
  fc.record({
    kind: fc.constant('truncateBefore'),
    stream: streams,
    version: fc.nat(5),
  }) as fc.Arbitrary<Deed>,
  fc.record({
    kind: fc.constant('archive'),
    stream: fc.constantFrom('Order-1', "O'Neill-%"),
  }) as fc.Arbitrary<Deed>,
  fc.record({
    kind: fc.constant('describe'),
    stream: streams,
    metadata: fc.constantFrom({ owner: 1 }, {}),
  }) as fc.Arbitrary<Deed>,
);

const limits = fc.constantFrom(0, 1, 2, 3, 100);
const questions: fc.Arbitrary<Question> = fc.oneof(
  fc.record({
    kind: fc.constant('readStream'),
    stream: streams,
    read: fc.record(
      { from: fc.nat(6), to: fc.nat(8), backwards: fc.boolean(), limit: limits },
      { requiredKeys: ['limit'] },
    ),
  }) as fc.Arbitrary<Question>,
  fc.record({
    kind: fc.constant('readFeed'),
    read: fc.record(
      {
        after: places,
        upTo: places,
        backwards: fc.boolean(),
        limit: limits,
        category: categories,
        query: queries,
      },
      { requiredKeys: ['limit'] },
    ),
  }) as fc.Arbitrary<Question>,
  fc.record({ kind: fc.constant('describeStream'), stream: streams }) as fc.Arbitrary<Question>,
  fc.record({
    kind: fc.constant('listStreams'),
    listing: fc.record(
      // Stores have orders of their own, so a page begins at the edge.
      { limit: fc.constant(100), category: categories },
      { requiredKeys: ['limit'] },
    ),
  }) as fc.Arbitrary<Question>,
  fc.constant<Question>({ kind: 'lastPosition' }),
);

async function ask(events: EventReader, question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'readStream':
      return await events.readStream(question.stream, question.read);
    case 'readFeed':
      return await events.readFeed(question.read);
    case 'describeStream':
      return await events.describeStream(question.stream);
    case 'listStreams':
      return [...(await events.listStreams(question.listing))].sort((one, other) =>
        one.stream < other.stream ? -1 : 1,
      );
    case 'lastPosition':
      return await events.lastPosition();
  }
}

async function act(events: EventWriter, step: Deed | Question): Promise<unknown> {
  switch (step.kind) {
    case 'append':
      return await events.append(step.appends, step.condition);
    case 'truncateBefore':
      return await events.truncateBefore(step.stream, step.version);
    case 'archive':
      return await events.archive(step.stream);
    case 'describe':
      return await events.describe(step.stream, step.metadata);
    default:
      return await ask(events, step);
  }
}

async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    return written((await attempt) ?? 'done');
  } catch (error) {
    if (!DomainryError.is(error)) throw error;
    return `${error.code}: ${error.message} ${written(error.details)}`;
  }
}

/** Keys have no order, nor have maps. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const entries = part instanceof Map ? [...(part as Map<string, unknown>)] : Object.entries(part);
    return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** The last question of all: everything that there is. */
const everything: Question = { kind: 'readFeed', read: { limit: 1000 } };

async function play(database: Database, turns: readonly Turn[]): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const { steps, isCommitted } of turns) {
    const transaction = await database.begin();
    for (const step of steps)
      outcomes.push(`${written(step)} → ${await outcomeOf(act(transaction.events, step))}`);
    // A store need not tell versions that the appends told.
    const end = isCommitted ? transaction.commit().then(({ position }) => position) : transaction.rollback();
    outcomes.push(`then → ${await outcomeOf(end)}`);
    for (const step of [...steps, everything])
      if ('read' in step || step.kind === 'describeStream' || step.kind === 'listStreams')
        outcomes.push(`${written(step)} → ${await outcomeOf(ask(database.events, step))}`);
  }
  return outcomes;
}

/** Gives each event an identity of its own, also when a history is shrunk. */
function withIdentities(turns: readonly Turn[]): readonly Turn[] {
  let count = 0;
  const numbered = (step: Deed | Question): Deed | Question =>
    step.kind !== 'append'
      ? step
      : {
          ...step,
          appends: step.appends.map((append) => ({
            ...append,
            events: append.events.map((event) => ({ ...event, id: `e${count++}` })),
          })),
        };
  return turns.map((turn) => ({ ...turn, steps: turn.steps.map(numbered) }));
}

const histories = fc.array(
  fc.record<Turn>({
    steps: fc.array(fc.oneof({ weight: 3, arbitrary: deeds }, { weight: 2, arbitrary: questions }), {
      minLength: 1,
      maxLength: 6,
    }),
    isCommitted: fc.integer({ min: 0, max: 4 }).map((lot) => lot > 0),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Opens both stores, and closes them. */
async function withBoth(
  driver: (typeof drivers)[number],
  use: (actual: Database, expected: Database) => Promise<void>,
): Promise<void> {
  const model = { domain: 'Random', shapes: [], now: () => 0 };
  const expected = await memory().open(model);
  const actual = await sqlite(newFile(), { driver, synchronous: 'normal' }).open(model);
  try {
    await use(actual, expected);
  } finally {
    await actual.close();
    await expected.close();
  }
}

test.each(drivers)(
  'Whatever is appended, truncated and archived, %s has the events that memory has, and refuses what it refuses',
  async (driver) => {
    await fc.assert(
      fc.asyncProperty(histories.map(withIdentities), (turns) =>
        withBoth(driver, async (actual, expected) => {
          expect(await play(actual, turns)).toEqual(await play(expected, turns));
        }),
      ),
      { numRuns: Number(process.env['DIFFERENTIAL_RUNS'] ?? 100) },
    );
  },
);

test('What is appended after a truncation in the same transaction is not truncated by it', async () => {
  const event = { id: 'e', type: 'Opened', time: 0, data: '{}', metadata: '{}', tags: [] };
  await withBoth(drivers[0]!, async (actual) => {
    const transaction = await actual.begin();
    await transaction.events.truncateBefore('Account-1', 1);
    await transaction.events.append([{ stream: 'Account-1', expected: 'any', events: [event] }]);

    const seen = await transaction.events.readStream('Account-1', { limit: 10 });
    await transaction.commit();

    expect(seen.map(({ id }) => id)).toEqual(['e']);
    expect(await actual.events.readStream('Account-1', { limit: 10 })).toEqual(seen);
  });
});

const identities = fc.array(
  fc.array(fc.constantFrom('v', 'w', 'x', 'y', 'z'), { minLength: 1, maxLength: 3 }),
  {
    maxLength: 6,
  },
);

/** Whether an append was taken. Memory tells when it is asked for that an identity is taken, SQLite at the commit. */
async function isTaken(database: Database, ids: readonly string[]): Promise<string> {
  const transaction = await database.begin();
  const events = ids.map((id) => ({ id, type: 'Moved', time: 0, data: '{}', metadata: '{}', tags: [] }));
  const attempt = transaction.events
    .append([{ stream: 'Account-1', expected: 'any', events }])
    .then(() => transaction.commit());
  const outcome = await outcomeOf(attempt.then(({ position }) => position));
  await transaction.rollback().catch(() => undefined);
  return outcome;
}

test.each(drivers)('No identity is given twice in %s, as in memory', async (driver) => {
  await fc.assert(
    fc.asyncProperty(identities, (batches) =>
      withBoth(driver, async (actual, expected) => {
        for (const ids of batches) expect(await isTaken(actual, ids)).toBe(await isTaken(expected, ids));
        expect(await actual.events.readFeed({ limit: 100 })).toEqual(
          await expected.events.readFeed({ limit: 100 }),
        );
      }),
    ),
    { numRuns: 40 },
  );
});
