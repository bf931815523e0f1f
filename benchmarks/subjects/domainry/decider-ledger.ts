import { Command, Domain, Event, field } from '@domainry/core';
import type { LedgersLike } from '../ledger.js';

const banking = new Domain('Banking');

@banking.event('Ledger')
class Opened extends Event<Opened> {
  @field.string({ required: true }) readonly owner!: string;
}

@banking.event('Ledger')
class Deposited extends Event<Deposited> {
  @field.float({ required: true }) readonly amount!: number;
}

@banking.command('Ledger')
class Fill extends Command<Fill> {
  @field.identifier({ required: true }) readonly ledgerId!: string;
  @field.integer({ required: true }) readonly deposits!: number;
}

interface State {
  readonly owner: string;
  readonly balance: number;
  readonly deposits: number;
}

const ledger = banking.decider('Ledger', {
  commands: [Fill],
  events: [Opened, Deposited],
  initial: (): State => ({ owner: '', balance: 0, deposits: 0 }),
  decide: ({ deposits }) => [
    new Opened({ owner: 'Ann' }),
    ...Array.from({ length: deposits }, () => new Deposited({ amount: 1 })),
  ],
  evolve: (state, event) =>
    event instanceof Deposited
      ? { owner: state.owner, balance: state.balance + event.amount, deposits: state.deposits + 1 }
      : { ...state, owner: event.owner },
  id: ({ ledgerId }) => ledgerId,
});

await banking.init();

export const store: LedgersLike = {
  async fill(ledgerId, deposits) {
    await banking.process(new Fill({ ledgerId, deposits }));
  },
  async load(id) {
    return (await banking.stateOf(ledger, id)).balance;
  },
};
