import { afterEach, describe, expect, test } from '@jest/globals';
import { versionOf } from '@domainry/core';
import { memory } from '../../src/adapters/memory/memory.js';
import { armFaultPoints, type FaultPoint } from '../../src/errors/fault-point.js';
import type { DatabaseAdapter, Transaction } from '../../src/ports/database.js';
import { newBank, refusalOf } from './bank.js';

let disarm = (): void => undefined;
afterEach(() => disarm());

function failAt(wanted: FaultPoint): void {
  disarm = armFaultPoints((point) => {
    if (point === wanted) throw new Error(`failed at ${point}`);
  });
}

/** A bank with an account, whose database fails in one method of its transactions while `failing` says so. */
async function newFailingBank(failing: { method?: 'commit' | 'rollback' }) {
  const inner = memory();
  const adapter: DatabaseAdapter = {
    name: 'failing',
    open: async (model) => {
      const database = await inner.open(model);
      return Object.assign(Object.create(database) as typeof database, {
        begin: async (): Promise<Transaction> => {
          const transaction = await database.begin();
          const failure = async (): Promise<never> => Promise.reject(new Error(`no ${failing.method!}`));
          return new Proxy(transaction, {
            get: (target, key) => {
              if (key === failing.method) return failure;
              const member: unknown = Reflect.get(target, key, target);
              return typeof member === 'function' ? (member.bind(target) as unknown) : member;
            },
          });
        },
      });
    },
  };
  return newBank({}, adapter);
}

describe('a unit of work that fails', () => {
  test.each<FaultPoint>(['unit.flushed', 'unit.appended', 'unit.before-commit'])(
    'at %s leaves the store and the versions as they were',
    async (point) => {
      const { bank, accounts, open, Account, database } = await newBank();
      const standing = await open('1');
      standing.deposit(1);
      await accounts.add(standing);

      failAt(point);
      const fresh = new Account({ id: '2', iban: 'x', balance: 5 });
      let loaded: typeof fresh | undefined;
      const error = await refusalOf(
        bank.unitOfWork(async () => {
          loaded = await accounts.get('1');
          loaded.deposit(10);
          await accounts.add(loaded, fresh);
        }),
      );
      disarm();

      expect(error.message).toBe(`failed at ${point}`);
      const stored = await accounts.get('1');
      expect([stored.balance, versionOf(stored)]).toEqual([101, 1]);
      expect(await accounts.has('2')).toBe(false);
      expect(await database().events.lastPosition()).toBe(1);
      expect([versionOf(loaded!), versionOf(fresh)]).toEqual([1, -1]);
    },
  );

  test.each(['commit', 'rollback'] as const)('in the %s of the database leaves nothing', async (method) => {
    const failing: { method?: 'commit' | 'rollback' } = {};
    const { bank, accounts, open } = await newFailingBank(failing);
    await open('1');

    failing.method = method;
    const error = await refusalOf(
      bank.unitOfWork(async () => {
        const account = await accounts.get('1');
        account.deposit(1);
        await accounts.add(account);
        await accounts.query.count();
        if (method === 'rollback') throw new Error('my own');
      }),
    );
    failing.method = undefined as never;

    expect(error.message).toBe(method === 'commit' ? 'no commit' : 'my own');
    expect((await accounts.get('1')).balance).toBe(100);
  });

  test('refuses further changes and saves of everything it knew', async () => {
    const { bank, accounts, open, Account } = await newBank();
    await open('1');
    const fresh = new Account({ id: '2', iban: 'x', balance: 5 });
    let loaded = fresh;

    await refusalOf(
      bank.unitOfWork(async () => {
        loaded = await accounts.get('1');
        loaded.deposit(10);
        await accounts.add(loaded, fresh);
        throw new Error('no');
      }),
    );

    for (const account of [loaded, fresh]) {
      expect(() => account.deposit(1)).toThrow('What is stored may differ from this Account');
      expect(() => (account.balance = 1)).toThrow('Load it again to change it');
      expect(() => account.cards.add({ limit: 1 })).toThrow('Load it again to change it');
      expect((await refusalOf(accounts.add(account))).code).toBe('AGGREGATE_STALE');
      expect(account.balance).toBeGreaterThan(0);
    }
  });

  test('never sends the events again that it took out', async () => {
    const { bank, accounts, open, database } = await newBank();
    const account = await open('1');
    account.deposit(1);

    failAt('unit.before-commit');
    await refusalOf(bank.unitOfWork(() => accounts.add(account)));
    disarm();

    expect(account.pendingEvents).toEqual([]);
    const again = await accounts.get('1');
    again.deposit(2);
    await accounts.add(again);
    const stored = await database().events.readStream('Account-1', { limit: 9 });
    expect(stored.map(({ version, data }) => [version, data])).toEqual([[0, '{"amount":2}']]);
  });

  test('cannot be ignored so that versions have gaps', async () => {
    const { accounts, open, database } = await newBank();
    const account = await open('1');
    const other = await accounts.get('1');
    account.deposit(1);
    await accounts.add(account);

    other.deposit(2);
    await refusalOf(accounts.add(other));
    expect(() => other.deposit(3)).toThrow('Load it again');
    await refusalOf(accounts.add(other));

    const stored = await database().events.readStream('Account-1', { limit: 9 });
    expect(stored.map(({ version }) => version)).toEqual([0]);
    expect(versionOf(await accounts.get('1'))).toBe(1);
  });

  test('after its commit is durable all the same', async () => {
    const { accounts, open } = await newBank();
    const account = await open('1');
    account.deposit(1);

    failAt('unit.after-commit');
    await refusalOf(accounts.add(account));
    disarm();

    expect((await accounts.get('1')).balance).toBe(101);
    account.deposit(1);
    expect((await refusalOf(accounts.add(account))).code).toBe('VERSION_CONFLICT');
  });

  test('leaves a unit that comes later alone', async () => {
    const { bank, accounts, open } = await newBank();
    await open('1');
    await refusalOf(bank.unitOfWork(() => Promise.reject(new Error('no'))));

    await bank.unitOfWork(async () => {
      const account = await accounts.get('1');
      account.deposit(1);
      await accounts.add(account);
    });

    expect((await accounts.get('1')).balance).toBe(101);
  });
});
