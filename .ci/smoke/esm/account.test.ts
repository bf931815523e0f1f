import { expect, test } from 'vitest';
import { Account, InsufficientFunds } from './account.js';

test('an account refuses to be overdrawn', () => {
  const account = new Account({ accountNumber: '1', balance: 10 });
  expect(() => account.withdraw(11)).toThrow(InsufficientFunds);
  expect(account.balance).toBe(10);
});
