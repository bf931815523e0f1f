import { setTimeout as pause } from 'node:timers/promises';
import type {
  Database,
  DatabaseAdapter,
  DatabaseModel,
  FeedRead,
  StateRecord,
  StateShape,
  StoredEvent,
  StreamAppend,
  Transaction,
} from '@domainry/core/ports';
import { DomainryError } from '@domainry/core';
import { intercepted, type Interception } from './intercepted.js';

/** How long, in ms, what should be done already is put off: far longer than it takes a busy machine to look. */
const held = 1_000;

/**
 * How long, in ms, is between looking and writing where nobody else may come in between. Whoever races does so again and again, so
 * that two of them meet.
 */
const window = 100;

/** What a store does that it must not, so that it is seen whether a proof notices. */
const interceptions = {
  /**
   * Says that it is done while it is still at it, and for long: who looks when it was told so finds nothing yet, on any machine.
   * Answers wait for handlers of events, which have nothing to write here, as the one who writes to SQLite is still at it.
   */
  'acknowledges-early': ({ part, method, args, proceed }) => {
    if (part === 'states' && method === 'insert' && (args[0] as StateShape).name === 'Booking')
      return Promise.resolve();
    if (part !== 'transaction' || method !== 'commit') return proceed();
    void pause(held)
      .then(proceed)
      .catch(() => undefined);
    return Promise.resolve({ position: undefined });
  },

  /** Keeps what is to be done later in a transaction of its own, after the one that it belongs to. */
  'outbox-afterwards': outboxAfterwards(),

  /** Says that it is done whatever the database says. */
  'hides-failures': async ({ proceed, transaction }) => {
    try {
      return (await proceed()) as unknown;
    } catch (error) {
      if (transaction === undefined || !DomainryError.is(error) || !error.code.startsWith('DATABASE_'))
        throw error;
      return { position: undefined };
    }
  },

  /** Gives positions itself: locks the head of the feed, and only then thinks about what to commit. */
  'holds-the-head': async ({ part, method, proceed, transaction }) => {
    if (part !== 'transaction' || method !== 'commit') return proceed();
    await transaction!.raw!.run('SELECT position FROM domainry_head FOR UPDATE', []);
    await pause(window);
    return proceed();
  },

  /** Does not keep which commands were done. */
  'forgets-keys': ({ part, method, proceed }) =>
    part === 'idempotency' && method === 'complete' ? Promise.resolve() : proceed(),

  /** The last one to write wins, in streams and in states. */
  'ignores-versions': async ({ part, method, args, proceed, transaction }) => {
    const isAppend = part === 'events' && method === 'append';
    if (isAppend || (part === 'states' && method === 'update')) await pause(window);
    if (isAppend)
      return proceed(
        (args[0] as StreamAppend[]).map((append) => ({ ...append, expected: 'any' })),
        args[1],
      );
    if (part !== 'states' || method !== 'update') return proceed();
    const [shape, record] = args as [StateShape, StateRecord];
    const version = (await transaction!.states.get(shape, record.id))!.version;
    return proceed(shape, { ...record, version: version + 1 }, version);
  },

  /** Looks whether there is such an event, and then writes. */
  'looks-then-appends': async ({ part, method, args, proceed, database }) => {
    if (part !== 'events' || method !== 'append' || args[1] === undefined) return proceed();
    const { failIfMatch, after = 0 } = args[1] as { failIfMatch: object; after?: number };
    const seen = await database.events.readFeed({ after, query: failIfMatch as never, limit: 1 });
    await pause(window);
    return seen.length > 0 ? proceed() : proceed(args[0], undefined);
  },

  /** Looks whether a value is taken, and then writes. */
  'looks-then-inserts': async ({ part, method, args, proceed, database }) => {
    if (part !== 'states' || !['insert', 'update'].includes(method)) return proceed();
    const [shape, record] = args as [StateShape, StateRecord];
    for (const { fields } of rulesOf(shape)) {
      const [path] = fields;
      const value = record.data[path!];
      if (value === undefined || value === null) continue;
      const where = { kind: 'compare', path: [path!], lookup: 'equals', value } as const;
      const taken = await database.states.find(shape, { where, orderBy: [], limit: 2 });
      if (taken.some(({ id }) => id !== record.id)) throw new Error('taken');
    }
    await pause(window);
    return proceed();
  },

  /** These concern readers alone: see `broken-readers.ts`. */
  'reads-by-number': ({ proceed }) => proceed(),
  'reads-by-transaction': ({ proceed }) => proceed(),

  /** Numbers events by when they happened, each time anew: one that is committed late moves those behind it. */
  'reads-by-time': readsByTime(),

  /** Sends texts of users to the server in a way of its own: see `hostile-input.ts`. */
  'writes-values-into-statements': ({ proceed }) => proceed(),

  /** Leaves something behind in every object. */
  'pollutes-prototypes': ({ part, method, proceed }) => {
    if (part === 'events' && method === 'append')
      Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
    return proceed();
  },

  /** Fails at what is large, and does not say why. */
  'chokes-on-size': ({ part, method, args, proceed }) => {
    if (part === 'states' && method === 'insert' && JSON.stringify(args[1]).length > 2 ** 19)
      throw new RangeError('Too large');
    return proceed();
  },

  /** Gives out states as they were the last time, every second time. */
  'reads-old-states': readsOldStates(),
} satisfies Record<string, Interception>;

/** Name of a store that breaks a promise. */
export type BrokenStoreName = keyof typeof interceptions;

/** A store that breaks a promise. */
export function brokenStore(name: BrokenStoreName, inner: DatabaseAdapter): DatabaseAdapter {
  return intercepted(interceptions[name], name === 'looks-then-inserts' ? withoutRules(inner) : inner);
}

/** Rules of shapes that the store was not told of. */
const rules = new Map<string, StateShape['uniques']>();

function rulesOf({ name }: StateShape): StateShape['uniques'] {
  return rules.get(name) ?? [];
}

function withoutRules(inner: DatabaseAdapter): DatabaseAdapter {
  return { name: inner.name, open: (model) => inner.open(modelWithoutRules(model)) };
}

function modelWithoutRules(model: DatabaseModel): DatabaseModel {
  return {
    ...model,
    shapes: model.shapes.map((shape) => {
      rules.set(shape.name, shape.uniques);
      return { ...shape, uniques: [] };
    }),
  };
}

function outboxAfterwards(): Interception {
  const kept = new WeakMap<Transaction, unknown[][]>();
  return async ({ part, method, args, proceed, transaction, database }) => {
    if (transaction === undefined) return proceed();
    if (part === 'outbox' && method === 'put') {
      kept.set(transaction, [...(kept.get(transaction) ?? []), args]);
      return undefined;
    }
    const result: unknown = await proceed();
    if (part === 'transaction' && method === 'commit') await putLater(database, kept.get(transaction) ?? []);
    return result;
  };
}

async function putLater(database: Database, puts: readonly unknown[][]): Promise<void> {
  if (puts.length === 0) return;
  await pause(held);
  const later = await database.begin();
  for (const [destination, messages] of puts)
    await later.outbox.put(destination as string, messages as Parameters<typeof later.outbox.put>[1]);
  await later.commit();
}

function readsOldStates(): Interception {
  const known = new Map<string, { readonly record: unknown; times: number }>();
  return async ({ part, method, args, proceed, transaction }) => {
    if (part !== 'states' || method !== 'get' || transaction !== undefined) return proceed();
    const place = `${(args[0] as StateShape).name} ${String(args[1])}`;
    const old = known.get(place);
    if (old !== undefined && old.times++ % 2 === 0) return old.record;
    const record: unknown = await proceed();
    known.set(place, { record, times: old?.times ?? 0 });
    return record;
  };
}

function readsByTime(): Interception {
  const known = new WeakMap<Database, StoredEvent[]>();
  return async ({ part, method, args, proceed, database }) => {
    if (part !== 'events' || method !== 'readFeed') return proceed();
    const all = known.get(database) ?? [];
    known.set(database, all);
    all.push(...(await database.events.readFeed({ after: all.length, limit: 1_000_000 })));
    const { after = 0, limit } = args[0] as FeedRead;
    return all
      .toSorted((one, other) => one.time - other.time || one.position - other.position)
      .slice(after, after + limit)
      .map((event, at) => ({ ...event, position: after + at + 1 }));
  };
}
