import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, field, memory } from '@domainry/core';
import type { Database } from '../../src/ports/database.js';
import { chainLinkOf } from '../../src/event-store/hash-chain.js';

async function newBank(options: { factEvents?: boolean } = {}) {
  const bank = new Domain('Bank');
  @bank.event('Account')
  class Deposited extends Event<Deposited> {
    @field.integer({ required: true }) readonly amount!: number;
  }
  @bank.aggregate({ hashChain: true, removable: true, ...options })
  class Account extends Aggregate<Account> {
    @field.integer({ required: true }) balance!: number;
    deposit(amount: number): void {
      this.balance += amount;
      this.raise_(new Deposited({ amount }));
    }
  }
  const inner = memory();
  let database!: Database;
  await bank.init({
    databases: {
      default: { name: 'memory', open: async (model) => (database = await inner.open(model)) },
    },
  });
  const accounts = bank.repositoryFor(Account);
  const events = () => database.events.readStream('Account-1', { limit: 100 });
  return { bank, Account, accounts, events, database: () => database };
}

describe('a hash chain of a state-stored aggregate', () => {
  test('goes through all its events, over saves, removal and a new beginning', async () => {
    const { bank, Account, accounts, events } = await newBank({ factEvents: true });
    const account = new Account({ id: '1', balance: 0 });
    account.deposit(1);
    account.deposit(2);
    await accounts.add(account);
    account.deposit(3);
    await accounts.add(account);
    await accounts.remove(account);
    const another = new Account({ id: '1', balance: 0 });
    another.deposit(4);
    await accounts.add(another);

    const links = (await events()).map((event) => chainLinkOf(event)?.hash);

    expect(links).toHaveLength(4);
    expect(new Set(links).size).toBe(4);
    expect(links).not.toContain(undefined);
    expect((await bank.verify()).isSound).toBe(true);
  });

  test('goes on when one unit of work writes it several times', async () => {
    const { bank, Account, accounts, events } = await newBank();

    await bank.unitOfWork(async () => {
      const account = new Account({ id: '1', balance: 0 });
      account.deposit(1);
      await accounts.add(account);
      await accounts.query.count();
      account.deposit(2);
    });

    expect(await events()).toHaveLength(2);
    expect((await bank.verify()).isSound).toBe(true);
  });

  test('is required of every event by verify()', async () => {
    const { bank, Account, accounts, database } = await newBank();
    const account = new Account({ id: '1', balance: 0 });
    account.deposit(1);
    await accounts.add(account);
    const [stored] = await database().events.readStream('Account-1', { limit: 1 });
    const metadata = JSON.parse(stored!.metadata) as Record<string, unknown>;
    delete metadata['chain'];
    const transaction = await database().begin();
    const unchained = { ...stored!, id: 'x', metadata: JSON.stringify(metadata) };
    await transaction.events.append([{ stream: 'Account-2', expected: 'none', events: [unchained] }]);
    await transaction.commit();

    expect((await bank.verify()).counts).toEqual({ brokenChain: 1 });
  });
});
