import { describe, expect, test } from '@jest/globals';
import { versionOf } from '@domainry/core';
import { memory } from '../../src/adapters/memory/memory.js';
import type { DatabaseAdapter, Transaction } from '../../src/ports/database.js';
import { newBank, refusalOf } from './bank.js';

/** What happens while a database is busy with something. */
interface Meanwhile {
  begin?: () => unknown;
  update?: () => unknown;
  commit?: () => unknown;
}

/** A bank whose database takes its time. */
async function newSlowBank() {
  const meanwhile: Meanwhile = {};
  const open: Transaction[] = [];
  const inner = memory();
  const adapter: DatabaseAdapter = {
    name: 'slow',
    open: async (model) => {
      const database = await inner.open(model);
      const begin = async (): Promise<Transaction> => {
        await meanwhile.begin?.();
        const transaction = await database.begin();
        open.push(transaction);
        const ended = (): void => void open.splice(open.indexOf(transaction), 1);
        return {
          events: transaction.events,
          idempotency: transaction.idempotency,
          outbox: transaction.outbox,
          states: new Proxy(transaction.states, {
            get: (states, name) => {
              const member = (Reflect.get(states, name) as Function).bind(states) as (
                ...given: unknown[]
              ) => Promise<unknown>;
              return async (...given: unknown[]) => {
                const result = await member(...given);
                if (name === 'update') await meanwhile.update?.();
                return result;
              };
            },
          }),
          commit: async () => {
            await meanwhile.commit?.();
            ended();
            return transaction.commit();
          },
          rollback: async () => {
            ended();
            return transaction.rollback();
          },
        };
      };
      return Object.assign(Object.create(database) as typeof database, { begin });
    },
  };
  return { ...(await newBank({}, adapter)), meanwhile, open: open as readonly Transaction[] };
}

describe('an aggregate that changes', () => {
  test('while it is written makes the unit fail, since nobody would save the change', async () => {
    const { accounts, Account, meanwhile } = await newSlowBank();
    const account = new Account({ id: '1', iban: 'x', balance: 1 });
    await accounts.add(account);

    account.rename('y');
    meanwhile.update = () => account.rename('z');
    const error = await refusalOf(accounts.add(account));

    expect(error.code).toBe('AGGREGATE_FORGOTTEN');
    expect((await accounts.get('1')).iban).toBe('x');
  });

  test('while the unit commits can be saved with that change afterwards', async () => {
    const { accounts, Account, meanwhile } = await newSlowBank();
    const account = new Account({ id: '1', iban: 'x', balance: 1 });
    meanwhile.commit = () => account.rename('y');

    await accounts.add(account);
    delete meanwhile.commit;
    expect((await accounts.get('1')).iban).toBe('x');
    await accounts.add(account);

    expect((await accounts.get('1')).iban).toBe('y');
    expect(versionOf(account)).toBe(1);
  });
});

test('a transaction that nobody waited for is ended with its unit', async () => {
  const { bank, open, meanwhile, accounts } = await newSlowBank();
  let begin!: () => void;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  meanwhile.begin = () => begun;
  let forgotten: Promise<unknown> | undefined;

  const unit = bank.unitOfWork(() => {
    forgotten = accounts.query.where({ balance: 1 }).update({ balance: 2 });
    forgotten.catch(() => undefined);
  });
  await new Promise(setImmediate);
  begin();
  await unit;

  expect((await refusalOf(forgotten!)).code).toBe('UNIT_ENDED');
  expect(open).toHaveLength(0);
});
