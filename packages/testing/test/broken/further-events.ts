import type { Database, NewEvent, StoredEvent, StreamAppend, StreamDescription } from '@domainry/core/ports';
import type { Interception } from '../../../reliability/src/index.js';
import { answering, elsewhere, lacking } from './interceptions.js';

/**
 * Further databases that break one promise each of events, by the group of checks that has to notice. Together with the first
 * one of a group, they make every check of it fail.
 */
export const furtherEvents: Readonly<Record<string, readonly Interception[]>> = {
  'events, positions': [
    ({ part, method, proceed }) =>
      part === 'transaction' && method === 'commit'
        ? (proceed() as Promise<object>).then(() => ({ position: 1 }))
        : proceed(),
    async ({ part, method, proceed }) => {
      const result: unknown = await proceed();
      if (part !== 'events' || method !== 'append') return result;
      const { position, versions } = result as { position: number; versions: Map<string, number> };
      return { position, versions: new Map([...versions].map(([stream, version]) => [stream, version + 1])) };
    },
  ],

  'events, expected versions': [
    ({ part, method, args, proceed }) =>
      part === 'events' && method === 'append'
        ? proceed(
            (args[0] as StreamAppend[]).map((append) =>
              append.expected === 'some' ? { ...append, expected: 'none' } : append,
            ),
            args[1],
          )
        : proceed(),
  ],

  'events, appends': [
    renamingEvents(),
    ({ part, method, args, proceed, database, transaction }) =>
      transaction !== undefined && part === 'events' && method.startsWith('read')
        ? (Reflect.get(database.events, method) as (...given: unknown[]) => unknown).apply(
            database.events,
            args,
          )
        : proceed(),
    givingTheSameObjects(),
  ],

  'events, reading a stream': [
    async ({ part, method, proceed }) => {
      const events: unknown = await proceed();
      if (part === 'events' && method === 'readStream' && (events as unknown[]).length === 0)
        throw new Error('There is no such stream.');
      return events;
    },
  ],

  'events, reading the feed': [
    ({ part, method, args, proceed }) =>
      part === 'events' && method === 'readFeed' ? proceed(lacking(args[0] as object, 'upTo')) : proceed(),
    ({ part, method, args, proceed }) =>
      part === 'events' && method === 'readFeed' ? proceed(lacking(args[0] as object, 'query')) : proceed(),
    // Leaves out the event after the one it was told to go on after.
    ({ part, method, args, proceed }) =>
      part === 'events' && method === 'readFeed' && args[0].after > 0 && args[0].backwards !== true
        ? proceed({ ...args[0], after: args[0].after + 1 })
        : proceed(),
  ],

  'events, streams as a whole': [
    answering('events', 'truncateBefore', undefined),
    async ({ part, method, proceed }) => {
      const described: unknown = await proceed();
      return part === 'events' && method === 'describeStream'
        ? { ...(described as StreamDescription), version: -1 }
        : described;
    },
    elsewhere('events', 'archive'),
    elsewhere('events', 'truncateBefore'),
  ],

  'events, archived streams': [
    // Finds what is archived, and only that.
    async ({ part, method, args, proceed, database }) => {
      const { isArchived } =
        part === 'events' && method === 'readStream' && args[1].includeArchived === true
          ? await database.events.describeStream(args[0] as string)
          : { isArchived: true };
      return isArchived ? proceed() : [];
    },
    async ({ part, method, proceed, database }) => {
      const events: unknown = await proceed();
      if (part !== 'events' || method !== 'readFeed') return events;
      return await withoutArchived(database, events as StoredEvent[]);
    },
    async ({ part, method, args, proceed, database }) => {
      if (part !== 'events' || method !== 'append' || args[1] === undefined) return proceed();
      const { failIfMatch, after = 0 } = args[1];
      const seen = await database.events.readFeed({ after, query: failIfMatch, limit: 9 });
      return (await withoutArchived(database, [...seen])).length > 0
        ? proceed()
        : proceed(args[0], undefined);
    },
    renamingEvents(),
    answering('events', 'restore', undefined),
    answering('events', 'truncateBefore', undefined),
    // Asserts nothing of a stream that nothing is written to.
    ({ part, method, args, proceed }) =>
      part === 'events' && method === 'append'
        ? proceed(
            (args[0] as StreamAppend[]).filter(({ events }) => events.length > 0),
            args[1],
          )
        : proceed(),
  ],

  'events, consistency boundaries': [
    // Asks for no condition.
    ({ part, method, args, proceed }) =>
      part === 'events' && method === 'append' ? proceed(args[0], undefined) : proceed(),
    // Takes every event for one that matters.
    ({ part, method, args, proceed }) =>
      part === 'events' && method === 'append' && args[1] !== undefined
        ? proceed(args[0], { ...args[1], failIfMatch: { items: [] } })
        : proceed(),
  ],
};

/** Gives each event another identity, so that none is ever taken. */
function renamingEvents(): Interception {
  let count = 0;
  const renamed = (event: NewEvent): NewEvent => ({ ...event, id: `${event.id}-${count++}` });
  return ({ part, method, args, proceed }) =>
    part === 'events' && method === 'append'
      ? proceed(
          (args[0] as StreamAppend[]).map((append) => ({ ...append, events: append.events.map(renamed) })),
          args[1],
        )
      : proceed();
}

async function withoutArchived(database: Database, events: StoredEvent[]): Promise<StoredEvent[]> {
  const archived = await Promise.all(
    events.map(({ stream }) => database.events.describeStream(stream).then(({ isArchived }) => isArchived)),
  );
  return events.filter((_, at) => !archived[at]);
}

/** Gives what it gave before, to whoever asks for the same. */
function givingTheSameObjects(): Interception {
  const given = new Map<string, StoredEvent[]>();
  return async ({ part, method, args, proceed }) => {
    if (part !== 'events' || !method.startsWith('read')) return proceed();
    const asked = JSON.stringify([method, args]);
    const before = given.get(asked);
    if (before !== undefined && before.length > 0) return before;
    const events = ((await proceed()) as StoredEvent[]).map((event) => ({ ...event }));
    given.set(asked, events);
    return events;
  };
}
