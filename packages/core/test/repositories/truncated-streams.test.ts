import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Event, apply, field, memory, type Defaulted } from '@domainry/core';
import type { Database } from '../../src/ports/database.js';

async function newBank(options: { snapshotEvery?: number; cache?: number } = {}) {
  const bank = new Domain('Bank');
  @bank.event('Ledger')
  class Opened extends Event<Opened> {}
  @bank.event('Ledger')
  class Deposited extends Event<Deposited> {}
  @bank.aggregate({ eventSourced: true, ...options })
  class Ledger extends Aggregate<Ledger> {
    @field.integer({ default: 0 }) balance!: Defaulted<number>;
    deposit(): void {
      this.raise_(new Deposited());
    }
    @apply(Opened)
    opened(): void {}
    @apply(Deposited)
    deposited(): void {
      this.balance += 1;
    }
  }
  const inner = memory();
  let database!: Database;
  await bank.init({
    databases: {
      default: { name: 'memory', open: async (model) => (database = await inner.open(model)) },
    },
  });
  const ledgers = bank.repositoryFor(Ledger);
  const ledger = Ledger.createFrom(new Opened(), '1');
  for (let count = 0; count < 5; count++) ledger.deposit();
  await ledgers.add(ledger);
  const truncate = async (version: number): Promise<void> => {
    const transaction = await database.begin();
    await transaction.events.truncateBefore('Ledger-1', version);
    await transaction.commit();
  };
  return { ledgers, truncate };
}

describe('an event-sourced aggregate whose first events were truncated', () => {
  test('is not built from those that are left', async () => {
    const { ledgers, truncate } = await newBank();

    await truncate(3);

    await expect(ledgers.get('1')).rejects.toMatchObject({
      code: 'STREAM_TRUNCATED',
      details: { stream: 'Ledger-1', version: 0, found: 3 },
    });
    await expect(ledgers.get('1', { atVersion: 4 })).rejects.toMatchObject({ code: 'STREAM_TRUNCATED' });
  });

  test.each([{ snapshotEvery: 6 }, { cache: 1 }])(
    'is built from a state that was kept: %j',
    async (options) => {
      const { ledgers, truncate } = await newBank(options);

      await truncate(5);

      expect((await ledgers.get('1')).balance).toBe(5);
    },
  );
});
