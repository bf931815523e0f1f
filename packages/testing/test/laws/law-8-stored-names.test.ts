import { expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, formatProblem, memory } from '@domainry/core';
import type { DatabaseAdapter, StreamAppend } from '@domainry/core/ports';
import { openBank, type Bank } from '../bank.js';
import { intercepted } from '../../../reliability/src/index.js';

/** Gives classes the names that a minifier gives them. */
function minify({ Account, Moved, Opened, Booked, Ledger, Move, Open }: Bank): void {
  for (const [index, cls] of [Account, Moved, Opened, Booked, Ledger, Move, Open].entries())
    Object.defineProperty(cls, 'name', { value: `t${index}` });
}

/** Law 8: what is stored is named at registration, and not after `constructor.name`. */
async function keepsLaw8(adapterOf: (made: () => Bank) => DatabaseAdapter): Promise<void> {
  let made: Awaited<ReturnType<typeof openBank>> | undefined;
  made = await openBank({ adapter: adapterOf(() => made!) });
  minify(made);
  const { bank, database, Account, Ledger, Open, Move } = made;
  await bank.process(new Open({ account: 'a' }), { idempotencyKey: 'k' });
  await bank.process(new Move({ account: 'a', amount: 1 }), { asynchronous: true });
  await bank.settled();

  const feed = await database.events.readFeed({ limit: 10 });
  expect(feed.map(({ type, stream }) => `${type} ${stream}`)).toEqual([
    'Banking.Opened.v1 Account-a',
    'Banking.Moved.v1 Account-a',
    'Banking.Booked.v1 Ledger-a',
  ]);
  expect((await bank.repositoryFor(Account).get('a')).balance).toBe(1);
  expect((await bank.repositoryFor(Ledger).get('a')).total).toBe(1);
}

test('Stored names are fixed at registration, whatever classes are called later', async () => {
  await expect(keepsLaw8(() => memory())).resolves.toBeUndefined();
});

test('Naming what is stored after the class breaks the law', async () => {
  const naming = (made: () => Bank): DatabaseAdapter =>
    intercepted(({ part, method, args, proceed }) => {
      if (part !== 'events' || method !== 'append') return proceed();
      const named = (type: string): string =>
        type === 'Banking.Moved.v1' ? `Banking.${made().Moved.name}.v1` : type;
      return proceed(
        (args[0] as StreamAppend[]).map((append) => ({
          ...append,
          events: append.events.map((event) => ({ ...event, type: named(event.type) })),
        })),
        args[1],
      );
    });

  await expect(keepsLaw8(naming)).rejects.toThrow('Banking.t1.v1');
});

test('Two elements with one stored name are an error that names both places', () => {
  const shop = new Domain('Shop');
  class Order extends Aggregate<Order> {}
  shop.register(Order);
  const placed = () => {
    class Placed extends Event<Placed> {}
    return Placed;
  };
  shop.register(placed(), { partOf: () => Order });

  shop.register(placed(), { partOf: () => Order });
  const message = shop.check().map(formatProblem).join('\n');

  expect(message).toContain('Shop.Placed.v1');
  expect(new Set(message.match(/law-8-stored-names\.test\.ts:\d+/g)).size).toBe(2);
});
