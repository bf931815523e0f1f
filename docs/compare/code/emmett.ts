import {
  CommandHandler,
  IllegalStateError,
  getInMemoryEventStore,
  type Command,
  type Event,
} from '@event-driven-io/emmett';
import type { Story } from './story.js';

// #region model
type AccountOpened = Event<'AccountOpened', { readonly balance: number; readonly overdraftLimit: number }>;
type AccountWithdrawn = Event<'AccountWithdrawn', { readonly amount: number }>;
type AccountEvent = AccountOpened | AccountWithdrawn;

type Withdraw = Command<'Withdraw', { readonly amount: number }>;

interface Account {
  readonly balance: number;
  readonly overdraftLimit: number;
}

const initialState = (): Account => ({ balance: 0, overdraftLimit: 0 });

function evolve(account: Account, { type, data }: AccountEvent): Account {
  switch (type) {
    case 'AccountOpened':
      return { balance: data.balance, overdraftLimit: data.overdraftLimit };
    case 'AccountWithdrawn':
      return { ...account, balance: account.balance - data.amount };
  }
}

function withdraw({ data: { amount } }: Withdraw, account: Account): AccountWithdrawn {
  if (account.balance - amount < -account.overdraftLimit) {
    throw new IllegalStateError('Balance cannot be below the overdraft limit');
  }
  return { type: 'AccountWithdrawn', data: { amount } };
}

const handle = CommandHandler({ evolve, initialState });
// #endregion model

export async function story(): Promise<Story> {
  const store = getInMemoryEventStore();
  const stream = 'account-1';
  await store.appendToStream<AccountEvent>(stream, [
    { type: 'AccountOpened', data: { balance: 100, overdraftLimit: 0 } },
  ]);
  const ask = (amount: number) =>
    handle(store, stream, (account) => withdraw({ type: 'Withdraw', data: { amount } }, account));
  const { newState } = await ask(40);
  const refusal = await ask(200).then(
    () => 'none',
    (error: Error) => error.message,
  );
  const { state } = await store.aggregateStream<Account, AccountEvent>(stream, { evolve, initialState });
  const { events } = await store.readStream<AccountEvent>(stream);
  return {
    balance: newState.balance,
    refusal,
    balanceAfterRefusal: state.balance,
    events: events.map(({ type }) => type).slice(1),
  };
}
