import { afterAll, beforeAll, expect, it } from 'vitest';
import { DepositMoney, OpenAccount, WithdrawMoney } from '../src/account-commands.js';
import { Account, InsufficientFunds } from '../src/account.js';
import { BalanceOf } from '../src/balances.js';
import { banking } from '../src/domain.js';

beforeAll(async () => {
  await banking.init();
});
afterAll(() => banking.close());

it('never lets the balance fall below zero', () => {
  const account = Account.open('1', 'Ada');
  account.deposit(5_00);

  expect(() => account.withdraw(6_00)).toThrow(InsufficientFunds);

  expect(account.balance).toBe(5_00);
});

it('takes money out', async () => {
  await banking.process(new OpenAccount({ accountId: '17', owner: 'Ada' }));
  await banking.process(new DepositMoney({ accountId: '17', amount: 10_00 }));

  await banking.process(new WithdrawMoney({ accountId: '17', amount: 4_00 }));

  expect(await banking.ask(new BalanceOf({ accountId: '17' }))).toBe(6_00);
});
