import { getInMemoryEventStore, type Event } from '@event-driven-io/emmett';
import type { LedgersLike } from '../ledger.js';

type Opened = Event<'Opened', { readonly owner: string }>;
type Deposited = Event<'Deposited', { readonly amount: number }>;

interface State {
  readonly owner: string;
  readonly balance: number;
  readonly deposits: number;
}

const initialState = (): State => ({ owner: '', balance: 0, deposits: 0 });

/** As its documentation writes it. */
function evolve(state: State, { type, data }: Opened | Deposited): State {
  return type === 'Opened'
    ? { ...state, owner: data.owner }
    : { ...state, balance: state.balance + data.amount, deposits: state.deposits + 1 };
}

const events = getInMemoryEventStore();

export const store: LedgersLike = {
  async fill(id, deposits) {
    await events.appendToStream<Opened | Deposited>(`ledger-${id}`, [
      { type: 'Opened', data: { owner: 'Ann' } },
      ...Array.from({ length: deposits }, (): Deposited => ({ type: 'Deposited', data: { amount: 1 } })),
    ]);
  },
  async load(id) {
    const { state } = await events.aggregateStream<State, Opened | Deposited>(`ledger-${id}`, {
      initialState,
      evolve,
    });
    return state.balance;
  },
};
