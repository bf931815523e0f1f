import { expect, jest, test } from '@jest/globals';
import { memory } from '@domainry/core';
import type { DatabaseAdapter, NewEvent, StoredEvent, Transaction } from '@domainry/core/ports';
import { openBank } from '../bank.js';
import { intercepted } from '../../../reliability/src/index.js';

jest.setTimeout(60_000);

/**
 * Law 3: events of one aggregate are handled in order; every subscriber sees every committed event, whatever the timing of
 * concurrent transactions. A subscriber asks for what comes after the last position it has seen.
 */
async function keepsLaw3(adapter: DatabaseAdapter): Promise<void> {
  const database = await adapter.open({ domain: 'Law', shapes: [], now: () => 0 });
  const committed: string[] = [];
  const seen: string[] = [];
  let last = 0;
  const poll = async (): Promise<void> => {
    for (const { id, position } of await database.events.readFeed({ after: last, limit: 100 })) {
      seen.push(id);
      last = position;
    }
  };
  // Begun in one order and committed in all others; one of three is rolled back.
  for (const order of [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ]) {
    const round = committed.length;
    const open: Transaction[] = [];
    for (const number of [0, 1, 2]) {
      const transaction = await database.begin();
      await transaction.events.append([
        {
          stream: `Law-${number}`,
          expected: 'any',
          events: [eventOf(`${round}.${order.join('')}.${number}`)],
        },
      ]);
      open.push(transaction);
    }
    for (const number of order) {
      if (number === 1) await open[number]!.rollback();
      else {
        await open[number]!.commit();
        committed.push(`${round}.${order.join('')}.${number}`);
      }
      await poll();
    }
  }
  expect(seen.toSorted()).toEqual(committed.toSorted());
  for (const stream of ['Law-0', 'Law-2']) {
    const ofStream = (await database.events.readStream(stream, { limit: 100 })).map(({ id }) => id);
    expect(seen.filter((id) => ofStream.includes(id))).toEqual(ofStream);
  }
}

function eventOf(id: string): NewEvent {
  return { id, type: 'Law.Happened.v1', time: 0, data: '{}', metadata: '{}', tags: [] };
}

/** Gives positions when events are appended, as a sequence does, and not when they are committed. */
function sequencing(): DatabaseAdapter {
  const positions = new Map<string, number>();
  return intercepted(async ({ part, method, args, proceed, database }) => {
    if (part !== 'events') return proceed();
    if (method === 'append')
      for (const { events } of args[0] as { events: NewEvent[] }[])
        for (const { id } of events) positions.set(id, positions.size + 1);
    if (method !== 'readFeed') return proceed();
    const all = await database.events.readFeed({ limit: 1000 });
    const { after = 0, limit } = args[0] as { after?: number; limit: number };
    return all
      .map((event): StoredEvent => ({ ...event, position: positions.get(event.id)! }))
      .filter(({ position }) => position > after)
      .sort((one, other) => one.position - other.position)
      .slice(0, limit);
  });
}

test('A subscriber sees every committed event, in order, whatever the timing of transactions', async () => {
  await expect(keepsLaw3(memory())).resolves.toBeUndefined();
});

test('A database that gives positions before the commit breaks the law', async () => {
  await expect(keepsLaw3(sequencing())).rejects.toThrow('toEqual');
});

/**
 * The order in which a handler gets the events of each stream, while several commands are processed at once.
 *
 * @param pause - of the handler, for the call of a number.
 * @param isAwaited - whether the next event waits for the handler.
 */
async function keepsOrder(pause: (call: number) => Promise<void>, isAwaited = true): Promise<void> {
  const { bank, probe, seen, database, Open, Move } = await openBank();
  const got = new Map<string, string[]>();
  const handled: Promise<void>[] = [];
  probe.onEvent = ({ message }) => {
    const handling = pause(handled.length).then(() => {
      got.set(message.stream!, [...(got.get(message.stream!) ?? []), message.id]);
    });
    handled.push(handling);
    return isAwaited ? handling : undefined;
  };
  await bank.process(new Open({ account: 'a' }));
  await bank.process(new Open({ account: 'b' }));
  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      bank.process(new Move({ account: index % 2 === 0 ? 'a' : 'b', amount: 1 })),
    ),
  );
  await bank.settled();
  await Promise.all(handled);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(12);
  for (const [stream, ids] of got) {
    const stored = (await database.events.readStream(stream, { limit: 100 })).map(({ id }) => id);
    expect([...new Set(ids)]).toEqual(stored.filter((id) => ids.includes(id)));
  }
}

/** Longer for earlier calls than for later ones. */
async function slowAtFirst(call: number): Promise<void> {
  for (let turns = 4 * (24 - call); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
}

test('A handler gets the events of one aggregate in their order, however many commands run at once', async () => {
  await expect(keepsOrder(() => Promise.resolve())).resolves.toBeUndefined();
  await expect(keepsOrder(slowAtFirst)).resolves.toBeUndefined();
});

test('Delivering events without waiting for the handler breaks the law', async () => {
  await expect(keepsOrder(slowAtFirst, false)).rejects.toThrow('toEqual');
});
