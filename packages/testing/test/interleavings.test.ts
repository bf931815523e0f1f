import { describe, expect, jest, test } from '@jest/globals';
import { DomainryError, memory } from '@domainry/core';
import { interleavings, steppedDatabase, type Step } from '@domainry/testing';
import { openBank } from './bank.js';
import { brokenDatabases } from './broken/databases.js';
import { intercepted } from '../../reliability/src/index.js';

jest.setTimeout(60_000);

describe('Interleaving', () => {
  test('goes through all orders of the steps, each once', async () => {
    const orders: string[] = [];
    const count = await interleavings({
      run: (step) => {
        let order = '';
        const unit = (name: string) => async () => {
          for (const part of [1, 2]) await step(() => void (order += `${name}${part}`));
        };
        return { units: [unit('a'), unit('b')], check: () => void orders.push(order) };
      },
    });

    expect(count).toBe(6);
    expect(new Set(orders)).toEqual(
      new Set(['a1a2b1b2', 'a1b1a2b2', 'a1b1b2a2', 'b1b2a1a2', 'b1a1b2a2', 'b1a1a2b2']),
    );
  });

  test('is the same each time', async () => {
    const ordersOf = async () => {
      const orders: string[] = [];
      await interleavings({
        run: (step) => {
          let order = '';
          const unit = (name: string) => async () => {
            for (const part of [1, 2, 3]) await step(() => void (order += `${name}${part}`));
          };
          return { units: [unit('a'), unit('b')], check: () => void orders.push(order) };
        },
      });
      return orders;
    };

    expect(await ordersOf()).toEqual(await ordersOf());
  });

  test('names the order in which something went wrong, and finds what only one order shows', async () => {
    let balance = 0;
    const racing = interleavings({
      run: (step) => {
        balance = 0;
        const add = async () => {
          const seen = await step(() => balance);
          await step(() => void (balance = seen + 1));
        };
        return { units: [add, add], check: () => expect(balance).toBe(2) };
      },
    });

    await expect(racing).rejects.toThrow(/The order was 0 1 1 0/);
  });

  test('of more orders than the limit is refused', async () => {
    const unit = (step: Step) => async () => {
      for (let part = 0; part < 5; part++) await step(() => undefined);
    };
    const many = interleavings({
      limit: 10,
      run: (step) => ({ units: [unit(step), unit(step)], check: () => undefined }),
    });

    await expect(many).rejects.toThrow('more than 10 orders');
  });
});

/** Two units of work that race on one aggregate, in every order of what they ask of the database. */
async function race(kind: 'Account' | 'Ledger', adapter = memory()): Promise<number> {
  let step: Step = async (act) => act();
  const made = await openBank({
    adapter: steppedDatabase(adapter, (act) => step(act)),
    hasBookkeeping: false,
  });
  const { bank, database, Account, Ledger } = made;
  let round = 0;
  const move = async (id: string, amount: number): Promise<boolean> => {
    try {
      await bank.unitOfWork(async ({ repository }) => {
        if (kind === 'Account') {
          const account = await repository(Account).get(id);
          account.move(amount);
          await repository(Account).add(account);
        } else {
          const ledger = await repository(Ledger).get(id);
          ledger.book(amount, `saw ${ledger.total}`);
          await repository(Ledger).add(ledger);
        }
      });
      return true;
    } catch (error) {
      if (DomainryError.is(error, 'VERSION_CONFLICT')) return false;
      throw error;
    }
  };
  /** What it comes to; each writer must have seen what was there when it wrote. */
  const balanceOf = async (id: string): Promise<number> => {
    if (kind === 'Account') return (await bank.repositoryFor(Account).get(id)).balance;
    const events = await database.events.readStream(`Ledger-${id}`, { limit: 10 });
    let total = 0;
    for (const { data } of events) {
      const { amount, cause } = JSON.parse(data) as { amount: number; cause: string };
      expect(['begin', `saw ${total}`]).toContain(cause);
      total += amount;
    }
    return total;
  };
  return interleavings({
    // All orders; those of ledgers, which ask more of the database, with two interruptions at most.
    ...(kind === 'Ledger' ? { preemptions: 2 } : {}),
    run: (given) => {
      step = given;
      const id = `race${round++}`;
      return {
        before: () =>
          kind === 'Account'
            ? bank.repositoryFor(Account).add(Account.open(id))
            : bank.repositoryFor(Ledger).add(Ledger.begin(id, 0, 'begin')),
        units: [() => move(id, 1), () => move(id, 2)],
        check: async ([one, two]) => {
          expect(one === true || two === true).toBe(true);
          expect(await balanceOf(id)).toBe((one === true ? 1 : 0) + (two === true ? 2 : 0));
        },
      };
    },
  });
}

describe('Two units of work that race on one aggregate never lose an update, whatever the order of their steps', () => {
  test('when its state is stored', async () => {
    expect(await race('Account')).toBeGreaterThan(50);
  });

  test('when its events are', async () => {
    expect(await race('Ledger')).toBeGreaterThan(50);
  });

  test('and a database where the last one to write wins is found out', async () => {
    await expect(race('Account', intercepted(brokenDatabases['database, interleaving']!))).rejects.toThrow(
      /The order was/,
    );
    await expect(race('Ledger', intercepted(brokenDatabases['events, expected versions']!))).rejects.toThrow(
      /The order was/,
    );
  });
});

test('Two commands with one idempotency key happen once, whatever the order of their steps', async () => {
  let step: Step = async (act) => act();
  const { bank, Account, Move, probe } = await openBank({
    adapter: steppedDatabase(memory(), (act) => step(act)),
    hasBookkeeping: false,
  });
  let round = 0;
  const orders = await interleavings({
    preemptions: 1,
    run: (given) => {
      step = given;
      const id = `twice${round++}`;
      const move = () => bank.process(new Move({ account: id, amount: 5 }), { idempotencyKey: id });
      return {
        before: async () => {
          await bank.repositoryFor(Account).add(Account.open(id));
          probe.commands = 0;
        },
        units: [move, move],
        check: async (answers) => {
          expect(answers).toEqual([5, 5]);
          expect((await bank.repositoryFor(Account).get(id)).balance).toBe(5);
          expect(probe.commands).toBe(1);
        },
      };
    },
  });

  expect(orders).toBeGreaterThan(5);
});
