import { expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, field, memory, type Notification } from '@domainry/core';

async function newBank() {
  const bank = new Domain('Bank');
  @bank.event('Account')
  class Deposited extends Event<Deposited> {
    @field.integer({ required: true }) readonly amount!: number;
  }
  @bank.aggregate
  class Account extends Aggregate<Account> {
    deposit(amount: number): void {
      this.raise_(new Deposited({ amount }));
    }
  }
  @bank.aggregate({ database: 'other' })
  class Elsewhere extends Aggregate<Elsewhere> {}
  await bank.init({ databases: { default: memory(), other: memory() } });
  const deposit = async (...amounts: readonly number[]): Promise<void> => {
    const account = new Account();
    for (const amount of amounts) account.deposit(amount);
    await bank.repositoryFor(Account).add(account);
  };
  return { bank, deposit, Elsewhere };
}

const amountOf = ({ event }: Notification): unknown => (event as unknown as { amount: number }).amount;

test('Who follows the log is given what is committed, as it is committed, until it has enough', async () => {
  const { bank, deposit } = await newBank();
  const amounts: unknown[] = [];
  await deposit(1);
  // No other look within the time of the test: what comes is what the commit announces.
  const following = (async () => {
    for await (const notification of bank.log.follow({ every: 1e9 })) {
      amounts.push(amountOf(notification));
      if (amounts.length === 4) break;
    }
  })();

  await deposit(2, 3);
  await deposit(4);
  await following;

  expect(amounts).toEqual([1, 2, 3, 4]);
  await bank.close();
});

test('Who waits for a position is told when it is committed', async () => {
  const { bank, deposit, Elsewhere } = await newBank();
  const waiting = bank.log.waitFor(2, { every: 1e9 });

  await bank.repositoryFor(Elsewhere).add(new Elsewhere());
  await deposit(1, 2);

  expect(await waiting).toBe(true);
  expect(await bank.log.waitFor(2)).toBe(true);
  await bank.close();
});

test('Following ends with its signal', async () => {
  const { bank, deposit } = await newBank();
  await deposit(1, 2);
  const stopping = new AbortController();
  const seen: unknown[] = [];

  for await (const notification of bank.log.follow({ signal: stopping.signal })) {
    seen.push(amountOf(notification));
    stopping.abort();
  }

  expect(seen).toEqual([1]);
  expect(await bank.log.waitFor(9, { signal: stopping.signal })).toBe(false);
  await bank.close();
});

test('Following and waiting end when the domain is closed', async () => {
  const { bank, deposit } = await newBank();
  await deposit(1);
  const followed = bank.log.follow({ after: 1, every: 1e9 }).next();
  const waiting = bank.log.waitFor(2, { every: 1e9 });

  await bank.close();

  expect(await followed).toEqual({ done: true, value: undefined });
  expect(await waiting).toBe(false);
});
