import { beforeAll, expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, handle } from '@domainry/core';
import { newBank, newLog, withAccount } from './bank.js';

/** Browsers have no way to follow a call beyond its first `await`. */
beforeAll(() => {
  Object.defineProperty(process, 'getBuiltinModule', { value: undefined, configurable: true });
});

test('where calls cannot be followed, events of another domain are delivered at once inside a unit of work', async () => {
  const log: string[] = [];
  const { bank, Account } = await withAccount(newBank());
  const stock = new Domain('Stock');
  @stock.event('Item')
  class Taken extends Event<Taken> {}
  @stock.aggregate
  class Item extends Aggregate<Item> {
    take(): void {
      this.raise_(new Taken({}));
    }
  }
  @stock.eventHandler(Item)
  class Clerk {
    @handle(Taken)
    async taken(): Promise<void> {
      log.push('told');
      // Of nobody's unit: it sees what was committed.
      log.push(`${(await bank.repositoryFor(Account).get('a')).balance}`);
    }
  }
  expect(Clerk).toBeDefined();
  await stock.init({ logger: newLog() });

  await bank.unitOfWork(async ({ repository }) => {
    const account = await repository(Account).get('a');
    account.withdraw(10);
    await repository(Account).add(account);
    const item = new Item({ id: 'i' });
    item.take();
    await stock.repositoryFor(Item).add(item);
    log.push('added');
  });

  expect(log).toEqual(['told', '100', 'added']);
  expect((await bank.repositoryFor(Account).get('a')).balance).toBe(90);
  await Promise.all([bank.close(), stock.close()]);
});

test('where calls cannot be followed, commands are handled, their events delivered, and settled() ends', async () => {
  const { bank, Withdraw, BalanceOf } = await withAccount(newBank());

  const report = await bank.processWithReport(new Withdraw({ accountId: 'a', amount: 1 }));
  await bank.process(new Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
  await bank.settled();

  expect(report.result).toBe(99);
  expect(await bank.ask(new BalanceOf({ accountId: 'a' }))).toBe(98);
  await bank.close();
});
