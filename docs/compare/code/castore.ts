import { Command, EventStore, EventType, tuple, type Aggregate, type EventTypeDetails } from '@castore/core';
import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory';
import type { Story } from './story.js';

// #region model
const accountOpened = new EventType<'AccountOpened', { readonly balance: number }>({ type: 'AccountOpened' });
const accountWithdrawn = new EventType<'AccountWithdrawn', { readonly amount: number }>({
  type: 'AccountWithdrawn',
});

interface Account extends Aggregate {
  readonly balance: number;
  readonly overdraftLimit: number;
}

type AccountEvent = EventTypeDetails<[typeof accountOpened, typeof accountWithdrawn]>;

function reduce(account: Account, event: AccountEvent): Account {
  const { aggregateId, version } = event;
  switch (event.type) {
    case 'AccountOpened':
      return { aggregateId, version, balance: event.payload.balance, overdraftLimit: 0 };
    case 'AccountWithdrawn':
      return { ...account, version, balance: account.balance - event.payload.amount };
  }
}

const accounts = new EventStore({
  eventStoreId: 'ACCOUNTS',
  eventTypes: [accountOpened, accountWithdrawn],
  reducer: reduce,
  eventStorageAdapter: new InMemoryEventStorageAdapter(),
});

const withdraw = new Command({
  commandId: 'WITHDRAW',
  requiredEventStores: tuple(accounts),
  handler: async (
    { accountId, amount }: { accountId: string; amount: number },
    [store]: [typeof accounts],
  ): Promise<number> => {
    const { aggregate } = await store.getExistingAggregate(accountId);
    const { balance, overdraftLimit, version } = aggregate;
    if (balance - amount < -overdraftLimit) throw new Error('Balance cannot be below the overdraft limit');
    await store.pushEvent({
      aggregateId: accountId,
      version: version + 1,
      type: 'AccountWithdrawn',
      payload: { amount },
    });
    return balance - amount;
  },
});
// #endregion model

export async function story(): Promise<Story> {
  await accounts.pushEvent({
    aggregateId: '1',
    version: 1,
    type: 'AccountOpened',
    payload: { balance: 100 },
  });
  const balance = await withdraw.handler({ accountId: '1', amount: 40 }, [accounts]);
  const refusal = await withdraw.handler({ accountId: '1', amount: 200 }, [accounts]).then(
    () => 'none',
    (error: Error) => error.message,
  );
  const { aggregate } = await accounts.getExistingAggregate('1');
  const { events } = await accounts.getEvents('1');
  return {
    balance,
    refusal,
    balanceAfterRefusal: aggregate.balance,
    events: events.map(({ type }) => type).slice(1),
  };
}
