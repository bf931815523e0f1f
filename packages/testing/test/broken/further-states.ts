import type {
  HeldEntry,
  IdempotencyRecord,
  Predicate,
  StateRecord,
  StateShape,
  StoredEvent,
} from '@domainry/core/ports';
import type { Interception } from '../../../reliability/src/index.js';
import { withMessages } from './databases.js';
import { answering, elsewhere, lacking } from './interceptions.js';

/**
 * Further databases that break one promise each of transactions and states, by the group of checks that has to notice. Together
 * with the first one of a group, they make every check of it fail.
 */
export const furtherStates: Readonly<Record<string, readonly Interception[]>> = {
  'database, transactions': [
    // Acknowledges what it did not do.
    ({ part, method, proceed, transaction }) =>
      part === 'transaction' && method === 'commit'
        ? transaction!.rollback().then(() => ({ position: undefined }))
        : proceed(),
    // Reads what was committed, inside a transaction as well.
    ({ part, method, args, proceed, database, transaction }) =>
      transaction !== undefined && part === 'states' && ['get', 'find', 'count', 'calculate'].includes(method)
        ? (Reflect.get(database.states, method) as (...given: unknown[]) => unknown).apply(
            database.states,
            args,
          )
        : proceed(),
    answering('database', 'close', undefined),
  ],

  'database, interleaving': [
    // Acknowledges what came too late.
    ({ part, method, proceed }) =>
      part === 'transaction' && method === 'commit'
        ? (proceed() as Promise<unknown>).catch(() => ({ position: undefined }))
        : proceed(),
  ],

  'states, round trip': [
    answering('states', 'get', undefined),
    // Takes everything, and keeps nothing.
    answering('states', 'insert', { version: 0 }),
    givingItsOwn(),
  ],

  'states, versions': [
    answering('states', 'insert', { version: 0 }),
    // Writes differences to what was read, and finds none.
    ({ part, method, args, proceed }) =>
      part === 'states' && method === 'update' && args[3] !== undefined ? Promise.resolve() : proceed(),
    async ({ part, method, args, proceed, transaction }) => {
      if (part !== 'states' || method !== 'remove') return proceed();
      const [shape, id] = args as [StateShape, string];
      return proceed(shape, id, (await transaction!.states.get(shape, id))?.version);
    },
    // Remembers no versions.
    async ({ part, method, args, proceed, transaction }) => {
      if (part === 'states' && method === 'insert')
        await transaction!.states.forget(args[0] as StateShape, (args[1] as StateRecord).id);
      return proceed();
    },
    answering('states', 'forget', undefined),
    // Forgets what is there as well.
    async ({ part, method, args, proceed, transaction }) => {
      if (part !== 'states' || method !== 'forget') return proceed();
      const [shape, id] = args as [StateShape, string];
      const found = await transaction!.states.get(shape, id);
      if (found !== undefined) await transaction!.states.remove(shape, id, found.version);
      return proceed();
    },
  ],

  'states, several at once': [
    answering('states', 'insertMany', [0, 0, 0, 0]),
    answering('states', 'updateMany', true),
  ],

  'states, unique rules': [takingAbsentForEqual(), givingNothingFree()],
  'states, look-ups': [findingNothing, findingAll],
  'states, conditions': [findingNothing, findingAll],
  'states, order and pages': [
    findingNothing,
    // Nothing comes after what is absent.
    ({ part, method, args, proceed }) =>
      part === 'states' && method === 'find' && args[1].after?.[0] === null ? Promise.resolve([]) : proceed(),
  ],

  'states, many at once': [
    // What it cannot do it leaves, and says nothing.
    ({ part, method, proceed }) =>
      part === 'states' && method === 'updateAll' ? (proceed() as Promise<number>).catch(() => 0) : proceed(),
    // Looks for what matches in what was committed.
    async ({ part, method, args, proceed, database }) => {
      if (part !== 'states' || !['updateAll', 'removeAll'].includes(method)) return proceed();
      const [shape, where] = args as [StateShape, Predicate];
      const found = await database.states.find(shape, { where, orderBy: [] });
      const value = found.map(({ id }) => id);
      const path = [shape.identity.name];
      return proceed(shape, { kind: 'compare', path, lookup: 'in', value }, ...args.slice(2));
    },
  ],

  'states, counted numbers': [
    // Counts over what is given.
    ({ part, method, args, proceed }) => {
      if (part !== 'states' || method !== 'insert') return proceed();
      return proceed(args[0], { ...args[1], data: lacking(args[1].data as object, 'row') });
    },
  ],

  'idempotency, claims': [
    // Keeps the claim, whatever becomes of the work.
    async ({ part, method, args, proceed, transaction }) => {
      if (part === 'transaction' && method === 'rollback')
        return transaction!.commit().catch(() => proceed());
      const found: unknown = await proceed();
      if (part === 'idempotency' && method === 'claim' && found === undefined)
        await transaction!.idempotency.complete(recordOf(args[0] as string, args[1] as string));
      return found;
    },
  ],

  'snapshots, snapshots': [
    async ({ part, method, args, proceed, database }) => {
      if (part !== 'snapshots' || method !== 'save') return proceed();
      const { stream, version } = args[0] as StoredEvent;
      return (await database.snapshots.load(stream, version))?.version === version ? undefined : proceed();
    },
  ],

  'outbox, outbox': [
    // One queue for all.
    ({ part, method, args, proceed }) =>
      part === 'outbox' && ['put', 'claim'].includes(method) ? proceed('all', args[1]) : proceed(),
    ({ part, method, args, proceed }) =>
      part === 'outbox' && method === 'put'
        ? proceed(
            args[0],
            (args[1] as object[]).map((message) => ({ ...message, data: '{}' })),
          )
        : proceed(),
    answering('outbox', 'done', []),
    answering('outbox', 'counts', []),
    elsewhere('outbox', 'put'),
  ],

  'outbox, claims': [
    answering('outbox', 'done', []),
    answering('outbox', 'renew', []),
    answering('outbox', 'release', undefined),
    // Too late is too late.
    ({ part, method, args, proceed }) =>
      part === 'outbox' && method === 'done'
        ? Promise.resolve((args[0] as HeldEntry[]).map(({ position }) => position))
        : proceed(),
  ],

  // As databases do whose default collation ignores case.
  'outbox, order of keys': [
    withMessages((metadata) =>
      metadata.stream === undefined ? metadata : { ...metadata, stream: metadata.stream.toLowerCase() },
    ),
  ],

  'outbox, failures': [
    answering('outbox', 'failed', true),
    answering('outbox', 'requeue', []),
    answering('outbox', 'discard', true),
    answering('outbox', 'claimAbandoned', undefined),
  ],
};

function recordOf(key: string, fingerprint: string): IdempotencyRecord {
  return { key, fingerprint, result: undefined, time: 0 };
}

function findingNothing({ part, method, proceed }: Parameters<Interception>[0]): unknown {
  return part === 'states' && method === 'find' ? Promise.resolve([]) : proceed();
}

function findingAll({ part, method, args, proceed }: Parameters<Interception>[0]): unknown {
  return part === 'states' && method === 'find'
    ? proceed(args[0], { ...args[1], where: { kind: 'everything' } })
    : proceed();
}

/** Gives the object that it was given. */
function givingItsOwn(): Interception {
  const kept = new Map<unknown, StateRecord>();
  return ({ part, method, args, proceed }) => {
    if (part === 'states' && method === 'insert') kept.set(args[1].id, args[1] as StateRecord);
    return part === 'states' && method === 'get' && kept.has(args[1])
      ? Promise.resolve(kept.get(args[1]))
      : proceed();
  };
}

/** Writes something in place of what is absent. */
function takingAbsentForEqual(): Interception {
  return ({ part, method, args, proceed }) => {
    if (part !== 'states' || method !== 'insert') return proceed();
    const [shape, record] = args as [StateShape, StateRecord];
    const absent = shape.uniques.flatMap(({ fields }) => fields).map((field) => [field, 'absent'] as const);
    return proceed(shape, { ...record, data: { ...Object.fromEntries(absent), ...record.data } });
  };
}

/** Takes for taken whatever anybody ever had. */
function givingNothingFree(): Interception {
  const holders = new Map<string, unknown>();
  return ({ part, method, args, proceed }) => {
    if (part !== 'states' || !['insert', 'update'].includes(method)) return proceed();
    const [shape, { id, data }] = args as [StateShape, StateRecord];
    for (const { name, fields } of shape.uniques) {
      if (fields.some((field) => (data[field] ?? null) === null)) continue;
      const value = JSON.stringify([shape.name, name, fields.map((field) => data[field])]);
      if (holders.has(value) && holders.get(value) !== id)
        return Promise.reject(new Error('Somebody had that value.'));
      holders.set(value, id);
    }
    return proceed();
  };
}
