import { EventStore, EventType } from '@castore/core';
import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory';
import type { LedgersLike } from '../ledger.js';

interface Detail<Type extends string, Payload> {
  aggregateId: string;
  version: number;
  type: Type;
  timestamp: string;
  payload: Payload;
}
type Opened = Detail<'Opened', { readonly owner: string }>;
type Deposited = Detail<'Deposited', { readonly amount: number }>;

interface State {
  readonly aggregateId: string;
  readonly version: number;
  readonly owner: string;
  readonly balance: number;
  readonly deposits: number;
}

const timestamp = new Date(1_700_000_000_000).toISOString();
const details: Record<string, (Opened | Deposited)[]> = {};

function reduce(state: State, event: Opened | Deposited): State {
  const { aggregateId, version } = event;
  return event.type === 'Opened'
    ? { aggregateId, version, owner: event.payload.owner, balance: 0, deposits: 0 }
    : {
        ...state,
        version,
        balance: state.balance + event.payload.amount,
        deposits: state.deposits + 1,
      };
}

/** Made when everything is there: appending one by one would take it minutes. */
let events: EventStore | undefined;

export const store: LedgersLike = {
  async fill(aggregateId, deposits) {
    details[aggregateId] = Array.from({ length: deposits + 1 }, (_, index) => {
      const version = index + 1;
      return index === 0
        ? { aggregateId, version, type: 'Opened', timestamp, payload: { owner: 'Ann' } }
        : { aggregateId, version, type: 'Deposited', timestamp, payload: { amount: 1 } };
    });
  },
  async load(id) {
    events ??= new EventStore({
      eventStoreId: 'LEDGERS',
      eventTypes: [new EventType({ type: 'Opened' }), new EventType({ type: 'Deposited' })],
      reducer: reduce as never,
      eventStorageAdapter: new InMemoryEventStorageAdapter({ initialEvents: Object.values(details).flat() }),
    });
    const { aggregate } = await events.getAggregate(id);
    return (aggregate as unknown as State).balance;
  },
};
