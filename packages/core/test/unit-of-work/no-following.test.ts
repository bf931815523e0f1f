import { beforeAll, describe, expect, test } from '@jest/globals';
import { newBank, refusalOf } from './bank.js';

/** Browsers have no way to follow a call beyond its first `await`. */
beforeAll(() => {
  Object.defineProperty(process, 'getBuiltinModule', { value: undefined, configurable: true });
});

describe('where calls cannot be followed', () => {
  test('the repositories that a unit of work is given belong to it', async () => {
    const { bank, open, accounts, Account } = await newBank();
    await open('1');

    await bank.unitOfWork(async ({ repository }) => {
      await Promise.resolve();
      const own = repository(Account);
      const account = await own.get('1');
      account.deposit(1);
      await own.add(account);
      expect(await own.get('1')).toBe(account);
      expect((await accounts.get('1')).balance).toBe(100);
      expect(await own.query.sum('balance')).toBe(101);
    });

    expect((await accounts.get('1')).balance).toBe(101);
  });

  test('a unit fails as a whole all the same', async () => {
    const { bank, open, accounts, Account } = await newBank();
    await open('1');

    await refusalOf(
      bank.unitOfWork(async ({ repository }) => {
        await Promise.resolve();
        const account = await repository(Account).get('1');
        account.deposit(1);
        await repository(Account).add(account);
        throw new Error('no');
      }),
    );

    expect((await accounts.get('1')).balance).toBe(100);
  });

  test('the tenant of a unit is the one it was begun for', async () => {
    const { bank, open, Account } = await newBank();
    await open('1');
    const tenants: unknown[] = [];

    await bank.withTenant('north', () =>
      bank.unitOfWork(async ({ repository }) => {
        await Promise.resolve();
        const account = await repository(Account).get('1');
        account.deposit(1);
        tenants.push(account.pendingEvents.length);
        await repository(Account).add(account);
      }),
    );

    expect(tenants).toEqual([1]);
  });
});
