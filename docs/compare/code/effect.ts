import { Data, Effect, Schema } from 'effect';
import type { Story } from './story.js';

// #region model
class Account extends Schema.Class<Account>('Account')({
  id: Schema.String,
  balance: Schema.Finite,
  overdraftLimit: Schema.Finite,
}) {}

class Overdrawn extends Data.TaggedError('Overdrawn')<{ readonly message: string }> {}

interface AccountWithdrawn {
  readonly type: 'AccountWithdrawn';
  readonly amount: number;
}

/** The next account and what happened, or a typed error. */
const withdraw = (
  account: Account,
  amount: number,
): Effect.Effect<readonly [Account, AccountWithdrawn], Overdrawn> =>
  account.balance - amount < -account.overdraftLimit
    ? Effect.fail(new Overdrawn({ message: 'Balance cannot be below the overdraft limit' }))
    : Effect.succeed([
        new Account({ ...account, balance: account.balance - amount }),
        { type: 'AccountWithdrawn', amount },
      ] as const);

/** Yours to write: store, transaction, publication. */
const accounts = new Map<string, Account>();
const published: AccountWithdrawn[] = [];

const handle = (accountId: string, amount: number): Effect.Effect<number, Overdrawn> =>
  Effect.gen(function* () {
    const [account, event] = yield* withdraw(accounts.get(accountId)!, amount);
    accounts.set(accountId, account);
    published.push(event);
    return account.balance;
  });
// #endregion model

export async function story(): Promise<Story> {
  accounts.set('1', new Account({ id: '1', balance: 100, overdraftLimit: 0 }));
  const balance = await Effect.runPromise(handle('1', 40));
  const refusal = await Effect.runPromise(handle('1', 200)).then(
    () => 'none',
    (error: Error) => error.message,
  );
  return {
    balance,
    refusal,
    balanceAfterRefusal: accounts.get('1')!.balance,
    events: published.map(({ type }) => type),
  };
}
