import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newBank, openBank } from '../bank.js';

/** What a law needs to see of an account. */
interface Watched {
  readonly balance: number;
  move(amount: number): unknown;
  /** How many events it would save. */
  readonly raised: () => number;
}

/** Law 1: an aggregate is never observably invalid; a rejected change leaves no trace. */
function keepsLaw1(open: () => Watched): void {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 20 }), (amounts) => {
      const account = open();
      for (const amount of amounts) {
        const before = { balance: account.balance, raised: account.raised() };
        let isRefused = false;
        try {
          account.move(amount);
        } catch {
          isRefused = true;
        }
        const after = { balance: account.balance, raised: account.raised() };
        expect(after).toEqual(
          isRefused ? before : { balance: before.balance + amount, raised: before.raised + 1 },
        );
        expect(account.balance).toBeGreaterThanOrEqual(0);
      }
    }),
    { seed: 1 },
  );
}

/** Changes first, looks afterwards, and leaves what it did when it does not like it. */
class Careless implements Watched {
  balance = 0;
  #raised = 0;
  move(amount: number) {
    this.balance += amount;
    this.#raised++;
    if (this.balance < 0) throw new Error('The balance is not negative');
  }
  readonly raised = () => this.#raised;
}

/** Takes back the balance, and forgets the event it has raised. */
class HalfCareful implements Watched {
  balance = 0;
  #raised = 0;
  move(amount: number) {
    this.#raised++;
    if (this.balance + amount < 0) throw new Error('The balance is not negative');
    this.balance += amount;
  }
  readonly raised = () => this.#raised;
}

test('An aggregate is never observably invalid, and a rejected change leaves no trace', () => {
  const { Account } = newBank();

  const open = (): Watched => {
    const account = Account.open('a');
    return {
      get balance() {
        return account.balance;
      },
      move: (amount) => account.move(amount),
      raised: () => account.pendingEvents.length,
    };
  };

  expect(() => keepsLaw1(open)).not.toThrow();
});

test('A rejected command leaves no trace in the store', async () => {
  const { bank, database, Open, Move } = await openBank();
  await bank.process(new Open({ account: 'a' }));
  const before = await database.events.readFeed({ limit: 10 });

  await expect(bank.process(new Move({ account: 'a', amount: -1 }), { idempotencyKey: 'k' })).rejects.toThrow(
    'The balance is not negative',
  );

  expect(await database.events.readFeed({ limit: 10 })).toEqual(before);
  expect(await bank.process(new Move({ account: 'a', amount: 1 }), { idempotencyKey: 'k' })).toBe(1);
});

test('An aggregate of a unit that failed refuses further use', async () => {
  const { bank, Account, Open } = await openBank();
  await bank.process(new Open({ account: 'a' }));
  let kept: InstanceType<typeof Account> | undefined;
  const failing = bank.unitOfWork(async ({ repository }) => {
    kept = await repository(Account).get('a');
    kept.move(5);
    await repository(Account).add(kept);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');

  expect(() => kept!.move(1)).toThrow('Load it again');
});

test.each([
  ['leaves a rejected change', () => new Careless()],
  ['leaves the event of a rejected change', () => new HalfCareful()],
])('An aggregate that %s breaks the law', (_what, open) => {
  expect(() => keepsLaw1(open)).toThrow('Property failed');
});
