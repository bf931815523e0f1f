import { expect, test } from '@jest/globals';
import { memory } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { openBank } from '../bank.js';
import { intercepted } from '../../../reliability/src/index.js';

/** Law 6: the framework's bookkeeping never appears in the user's event log, whatever of it is used. */
async function keepsLaw6(adapter: DatabaseAdapter): Promise<void> {
  const { bank, database, Account, Open, Move, Opened, Moved, Booked } = await openBank({ adapter });
  await bank.process(new Open({ account: 'a' }), { idempotencyKey: 'open' });
  // Snapshots, idempotency records, the outbox, a retried conflict, a refused and a parked message.
  for (let index = 0; index < 5; index++)
    await bank.process(new Move({ account: 'a', amount: 1 }), { idempotencyKey: `${index}` });
  await bank.process(new Move({ account: 'a', amount: 1 }), { idempotencyKey: '0' });
  await bank.process(new Move({ account: 'a', amount: 1 }), { asynchronous: true });
  await bank.process(new Move({ account: 'a', amount: -100 })).catch(() => undefined);
  await Promise.all([1, 2].map((amount) => bank.process(new Move({ account: 'a', amount }))));
  await bank.settled();
  expect((await bank.repositoryFor(Account).get('a')).balance).toBe(9);

  const declared: readonly string[] = [Opened, Moved, Booked].map((cls) => bank.registry.find(cls)!.type!);
  const feed = await database.events.readFeed({ limit: 1000 });
  const streams = await database.events.listStreams({ limit: 100 });
  expect([...new Set(feed.map(({ type }) => type))].toSorted()).toEqual(declared.toSorted());
  expect(streams.map(({ stream }) => stream).toSorted()).toEqual(['Account-a', 'Ledger-a']);
  expect(feed.length).toBe(1 + 8 + 8);
}

test("The user's event log holds the user's events, and nothing else", async () => {
  await expect(keepsLaw6(memory())).resolves.toBeUndefined();
});

test.each([
  ['idempotency', 'complete'],
  ['outbox', 'put'],
])('A database that keeps its %s in the log breaks the law', async (keptIn, when) => {
  let count = 0;
  const adapter = intercepted(async ({ part, method, proceed, transaction }) => {
    const result: unknown = await proceed();
    if (part === keptIn && method === when) {
      const event = { type: `$${keptIn}`, time: 0, data: '{}', metadata: '{}', tags: [] };
      await transaction!.events.append([
        { stream: `$${keptIn}`, expected: 'any', events: [{ ...event, id: `$${count++}` }] },
      ]);
    }
    return result;
  });

  await expect(keepsLaw6(adapter)).rejects.toThrow('toEqual');
});
