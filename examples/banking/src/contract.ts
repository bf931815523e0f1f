import { Account } from './account.js';

/** The life of one account, step by step, as a person would try it. */
export function tryAccount(): readonly (readonly [step: string, outcome: string])[] {
  const account = new Account({ accountNumber: '1234', balance: 1000, overdraftLimit: 50 });
  const state = () => `balance ${account.balance}, events ${account.pendingEvents.length}`;
  const opened = [
    "new Account({ accountNumber: '1234', balance: 1000, overdraftLimit: 50 })",
    state(),
  ] as const;
  account.withdraw(500);
  const withdrawn = ['account.withdraw(500)', state()] as const;
  try {
    account.withdraw(1100);
    return [opened, withdrawn, ['account.withdraw(1100)', `${state()}: was not refused`]];
  } catch (error) {
    const { constructor, message } = error as Error;
    return [
      opened,
      withdrawn,
      ['account.withdraw(1100)', `${constructor.name}: ${message}`],
      ['', `still ${state()}`],
    ];
  }
}
