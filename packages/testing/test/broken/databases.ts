import type { JsonValue } from '@domainry/core';
import type {
  ClaimedEntry,
  Database,
  IdempotencyRecord,
  Message,
  MessageMetadata,
  Predicate,
  StateChange,
  StateRecord,
  StateShape,
  StoredEvent,
  StreamAppend,
  Transaction,
} from '@domainry/core/ports';
import { intercepted, type Interception } from '../../../reliability/src/index.js';

/** Databases that break one promise each, by the group of checks that has to notice. */
export const brokenDatabases: Readonly<Record<string, Interception>> = {
  'database, transactions': ({ part, method, proceed, transaction }) =>
    part === 'transaction' && method === 'rollback'
      ? transaction!.commit().catch(() => proceed())
      : proceed(),

  // The last one to commit wins.
  'database, interleaving': lastWriteWins(),

  // Says that all is well because it was when it was opened.
  'database, health': ({ part, method, proceed }) =>
    part === 'database' && method === 'health' ? Promise.resolve() : proceed(),

  'states, round trip': ({ part, method, args, proceed }) =>
    part === 'states' && method === 'insert'
      ? proceed(args[0], { ...args[1], data: without(args[1].data as StateRecord['data'], '') })
      : proceed(),

  'states, versions': async ({ part, method, args, proceed, transaction }) => {
    if (part !== 'states' || method !== 'update') return proceed();
    const [shape, record] = args as [StateShape, StateRecord];
    return proceed(shape, record, (await transaction!.states.get(shape, record.id))?.version);
  },

  // Leaves behind what came before the one that is refused.
  'states, several at once': ({ part, method, args, proceed, transaction }) => {
    if (part !== 'states' || !['insertMany', 'updateMany'].includes(method)) return proceed();
    const [shape, given] = args as [StateShape, readonly (StateRecord & StateChange)[]];
    return method === 'insertMany'
      ? eachOf(given, async (record) => (await transaction!.states.insert(shape, record)).version)
      : eachOf(given, ({ record, expectedVersion, before }) =>
          transaction!.states.update(shape, record, expectedVersion, before),
        ).then((all) => all !== undefined);
  },

  'states, unique rules': ({ part, args, proceed }) =>
    part === 'states' ? proceed(withoutRules(args[0] as StateShape), ...args.slice(1)) : proceed(),

  // As databases do whose default collation ignores case.
  'states, look-ups': withPredicates((where) =>
    where.kind === 'compare' && where.lookup === 'equals' && typeof where.value === 'string'
      ? { ...where, lookup: 'equalsIgnoringCase' }
      : where,
  ),

  'states, conditions': withPredicates((where) =>
    where.kind === 'members' && where.quantifier === 'every' ? { ...where, quantifier: 'some' } : where,
  ),

  'states, order and pages': ({ part, method, args, proceed }) =>
    part === 'states' && method === 'find' ? proceed(args[0], { limit: 1000, ...args[1] }) : proceed(),

  'states, calculations': async ({ part, method, proceed }) => {
    if (part !== 'states' || method !== 'calculate') return proceed();
    const results = (await proceed()) as JsonValue[];
    return results.map((result) =>
      typeof result === 'string' && /^\d/.test(result) ? `${Number(result)}` : result,
    );
  },

  'states, many at once': async ({ part, method, args, proceed, transaction }) => {
    if (part !== 'states' || !['updateAll', 'removeAll'].includes(method)) return proceed();
    const [shape, where] = args as [StateShape, Predicate];
    const some = await transaction!.states.find(shape, { where, orderBy: [], limit: 100 });
    const value = some.map(({ id }) => id);
    return proceed(shape, { kind: 'compare', path: ['id'], lookup: 'in', value }, ...args.slice(2));
  },

  'states, counted numbers': async ({ part, method, args, proceed, database }) => {
    if (part !== 'states' || method !== 'insert' || args[0].name !== 'Member') return proceed();
    const [last] = await database.states.calculate(args[0] as StateShape, { kind: 'everything' }, [
      { of: 'max', path: ['row'] },
    ]);
    const row = (last as number) + 1;
    const { version } = await proceed(args[0], { ...args[1], data: { row, ...args[1].data } });
    return { version, counted: { row } };
  },

  'events, positions': async ({ part, method, proceed }) => {
    const result: unknown = await proceed();
    if (part !== 'events' || !method.startsWith('read')) return result;
    return (result as StoredEvent[]).map((event) => ({ ...event, version: event.version + 1 }));
  },

  'events, expected versions': ({ part, method, args, proceed }) =>
    part === 'events' && method === 'append'
      ? proceed(
          (args[0] as StreamAppend[]).map((append) => ({ ...append, expected: 'any' })),
          args[1],
        )
      : proceed(),

  'events, appends': async ({ part, method, args, proceed }) => {
    if (part !== 'events' || method !== 'append') return proceed();
    const versions: [string, number][] = [];
    for (const append of args[0] as StreamAppend[])
      versions.push(...((await proceed([append], args[1])) as { versions: Map<string, number> }).versions);
    return { position: undefined, versions: new Map(versions) };
  },

  'events, reading a stream': ({ part, method, args, proceed }) =>
    part === 'events' && method === 'readStream' && args[1].to !== undefined
      ? proceed(args[0], { ...args[1], to: args[1].to - 1 })
      : proceed(),

  'events, reading the feed': async ({ part, method, args, proceed }) => {
    if (part !== 'events' || method !== 'readFeed' || args[0].category === undefined) return proceed();
    const { category, ...rest } = args[0] as { category: string };
    return ((await proceed(rest)) as StoredEvent[]).filter(({ stream }) => stream.startsWith(category));
  },

  'events, streams as a whole': ({ part, method, proceed }) =>
    part === 'events' && method === 'describe' ? Promise.resolve() : proceed(),

  'events, archived streams': ({ part, method, proceed }) =>
    part === 'events' && method === 'archive' ? Promise.resolve() : proceed(),

  // What was read is true when it was read, and not at the commit.
  'events, consistency boundaries': async ({ part, method, args, proceed, database }) => {
    if (part !== 'events' || method !== 'append' || args[1] === undefined) return proceed();
    const { failIfMatch, after = 0 } = args[1];
    const seen = await database.events.readFeed({ after, query: failIfMatch, limit: 1 });
    return seen.length > 0 ? proceed() : proceed(args[0], undefined);
  },

  'snapshots, snapshots': ({ part, method, args, proceed }) =>
    part === 'snapshots' && method === 'load' ? proceed(args[0]) : proceed(),

  'idempotency, records': ({ part, method, proceed }) =>
    part === 'idempotency' && method === 'complete' ? Promise.resolve() : proceed(),

  'idempotency, claims': ({ part, method, args, proceed, database }): unknown =>
    part === 'idempotency' && method === 'claim'
      ? database.idempotency.find(args[0] as string).then((found): IdempotencyRecord | undefined => found)
      : proceed(),

  'outbox, outbox': withMessages(({ priority: _priority, ...metadata }) => metadata),

  // Whoever comes first, others come as well.
  'outbox, claims': ({ part, method, args, proceed }) =>
    part === 'outbox' && method === 'claim' ? proceed(args[0], { ...args[1], leaseMs: 0 }) : proceed(),

  'outbox, order of keys': withMessages(({ stream: _stream, ...metadata }) => metadata),

  // Nobody will ever know.
  'outbox, failures': async ({ part, method, args, proceed, database }) => {
    if (part !== 'outbox' || method !== 'failed' || args[2].kind !== 'abandon') return proceed();
    return (await database.outbox.done([args[0] as ClaimedEntry])).length === 0;
  },
};

/** Updates are kept, and made at the commit, whatever is stored by then. */
function lastWriteWins(): Interception {
  const kept = new WeakMap<Transaction, [StateShape, StateRecord][]>();
  return async ({ part, method, args, proceed, transaction, database }) => {
    if (transaction === undefined) return proceed();
    if (part === 'states' && method === 'update') {
      const [shape, record] = args as [StateShape, StateRecord];
      kept.set(transaction, [...(kept.get(transaction) ?? []), [shape, record]]);
      return undefined;
    }
    if (part === 'transaction' && method === 'commit')
      for (const [shape, record] of kept.get(transaction) ?? []) await overwrite(database, shape, record);
    return proceed();
  };
}

async function overwrite(database: Database, shape: StateShape, record: StateRecord): Promise<void> {
  const transaction = await database.begin();
  const { version } = (await transaction.states.get(shape, record.id))!;
  await transaction.states.update(shape, { ...record, version: version + 1 }, version);
  await transaction.commit();
}

/** Changes what is known of messages that are put into the outbox. */
export function withMessages(change: (metadata: MessageMetadata) => MessageMetadata): Interception {
  return ({ part, method, args, proceed }) =>
    part === 'outbox' && method === 'put'
      ? proceed(
          args[0],
          (args[1] as Message[]).map(({ data, metadata }) => ({ data, metadata: change(metadata) })),
        )
      : proceed();
}

/** Changes each part of the conditions that states are found by. */
function withPredicates(change: (where: Predicate) => Predicate): Interception {
  const changed = (where: Predicate): Predicate => {
    if (where.kind === 'and' || where.kind === 'or') return { ...where, parts: where.parts.map(changed) };
    if (where.kind === 'not') return { ...where, part: changed(where.part) };
    return change(where);
  };
  return ({ part, method, args, proceed }) =>
    part === 'states' && method === 'find'
      ? proceed(args[0], { ...args[1], where: changed(args[1].where as Predicate) })
      : proceed();
}

const stripped = new WeakMap<StateShape, StateShape>();

function withoutRules(shape: StateShape): StateShape {
  let found = stripped.get(shape);
  if (found === undefined) stripped.set(shape, (found = { ...shape, uniques: [] }));
  return found;
}

function without(data: StateRecord['data'], value: JsonValue): StateRecord['data'] {
  return Object.fromEntries(Object.entries(data).filter(([, each]) => each !== value));
}

/** Has one place for all tenants. */
export const mixing = {
  name: 'mixing',
  capabilities: ['tenants'],
  open: async (model: Parameters<ReturnType<typeof intercepted>['open']>[0]): Promise<Database> => {
    const database = await intercepted(({ proceed }) => proceed()).open(model);
    return Object.assign(database, { tenants: { of: () => database, known: () => Promise.resolve([]) } });
  },
} as const;

/** Tells of more connections that nobody uses than there are. */
export const miscounting = {
  name: 'miscounting',
  open: async (model: Parameters<ReturnType<typeof intercepted>['open']>[0]): Promise<Database> =>
    Object.assign(await intercepted(({ proceed }) => proceed()).open(model), {
      connections: () => ({ total: 1, idle: 2, waiting: 0 }),
    }),
};

/** Claims more than it can do. */
export const boastful = {
  name: 'boastful',
  open: async (model: Parameters<ReturnType<typeof intercepted>['open']>[0]): Promise<Database> => {
    const database = await intercepted(({ proceed }) => proceed()).open(model);
    return new Proxy(database, {
      get: (target, key) => (key === 'capabilities' ? new Set(['persistent']) : Reflect.get(target, key)),
    });
  },
};

/** Does something for one after the other; undefined when one is refused. */
async function eachOf<Given, Result>(
  all: readonly Given[],
  act: (one: Given) => Promise<Result>,
): Promise<readonly Result[] | undefined> {
  const results: Result[] = [];
  try {
    for (const one of all) results.push(await act(one));
  } catch {
    return undefined;
  }
  return results;
}
