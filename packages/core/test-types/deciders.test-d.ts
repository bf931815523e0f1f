import { Aggregate, Command, Domain, Event, field, type Decider } from '@domainry/core';
import { expectTypeOf } from 'expect-type';

const bank = new Domain('Bank');

@bank.event('Ledger')
export class Opened extends Event<Opened> {
  @field.string({ required: true }) readonly owner!: string;
}
@bank.event(() => ledger)
export class Deposited extends Event<Deposited> {
  @field.float({ required: true }) readonly amount!: number;
}
// Nothing in its form tells it from any other.
@bank.event('Ledger')
export class Closed extends Event<Closed> {}
@bank.event('Ledger')
export class Reopened extends Event<Reopened> {}
@bank.event('Account')
export class Frozen extends Event<Frozen> {
  @field.string({ required: true }) readonly reason!: string;
}
@bank.command(() => ledger)
export class Open extends Command<Open> {
  @field.identifier({ required: true }) readonly ledgerId!: string;
  @field.string({ required: true }) readonly owner!: string;
}
@bank.command('Ledger')
export class Deposit extends Command<Deposit> {
  @field.identifier({ required: true }) readonly ledgerId!: string;
  @field.float({ required: true }) readonly amount!: number;
}
@bank.command('Ledger')
export class Count extends Command<Count, number> {
  @field.identifier({ required: true }) readonly ledgerId!: string;
}

interface State {
  readonly balance: number;
}

// Everything is inferred: the state from the initial one, the messages from the classes that are named.

const ledger = bank.decider('Ledger', {
  commands: [Open, Deposit],
  events: [Opened, Deposited, Closed],
  initial: (): State => ({ balance: 0 }),
  decide: (command, state) => {
    expectTypeOf(command).toEqualTypeOf<Open | Deposit>();
    expectTypeOf(state).toEqualTypeOf<State>();
    if (command instanceof Open) {
      expectTypeOf(command).toEqualTypeOf<Open>();
      return new Opened({ owner: command.owner });
    }
    expectTypeOf(command).toEqualTypeOf<Deposit>();
    return command.amount === 0 ? [] : [new Deposited({ amount: command.amount }), new Closed()];
  },
  evolve: (state, event) => {
    expectTypeOf(state).toEqualTypeOf<State>();
    expectTypeOf(event).toEqualTypeOf<Opened | Deposited | Closed>();
    // Classes are told apart by what they are, whatever their form.
    if (event instanceof Closed) return state;
    expectTypeOf(event).toEqualTypeOf<Opened | Deposited>();
    return event instanceof Deposited ? { balance: state.balance + event.amount } : state;
  },
  id: (command) => {
    expectTypeOf(command).toEqualTypeOf<Open | Deposit>();
    return command.ledgerId;
  },
  isTerminal: (state) => {
    expectTypeOf(state).toEqualTypeOf<State>();
    return false;
  },
});

expectTypeOf(ledger).toEqualTypeOf<Decider<State>>();
expectTypeOf(bank.stateOf(ledger, 'l-1')).toEqualTypeOf<Promise<State>>();
expectTypeOf(bank.stateOf(ledger, 'l-1', { asOf: new Date() })).toEqualTypeOf<Promise<State>>();
expectTypeOf(bank.process(new Open({ ledgerId: 'l-1', owner: 'Ann' }))).toEqualTypeOf<Promise<void>>();

const rest = { initial: (): State => ({ balance: 0 }), id: () => 'one' };
const unchanged = (state: State): State => state;

bank.decider('One', {
  ...rest,
  commands: [Deposit],
  events: [Deposited],
  // @ts-expect-error the event is not among its events
  decide: () => new Opened({ owner: 'Ann' }),
  evolve: unchanged,
});

bank.decider('Two', {
  ...rest,
  commands: [Deposit],
  events: [Deposited],
  // @ts-expect-error the command is not among its commands
  decide: (_command: Open) => [],
  evolve: unchanged,
});

bank.decider('Three', {
  ...rest,
  commands: [Deposit],
  events: [Deposited],
  decide: () => [],
  // @ts-expect-error the event is not among its events
  evolve: (state, _event: Frozen) => state,
});

bank.decider('Four', {
  ...rest,
  commands: [Deposit],
  events: [Deposited],
  decide: () => [],
  // @ts-expect-error the state is another
  evolve: () => ({ balance: 'much' }),
});

bank.decider('Five', {
  ...rest,
  // @ts-expect-error a decider gives its sender no result
  commands: [Count],
  events: [Deposited],
  decide: () => [],
  evolve: unchanged,
});

bank.decider('Six', {
  ...rest,
  // @ts-expect-error an event is no command
  commands: [Deposited],
  events: [Deposited],
  decide: () => [],
  evolve: unchanged,
});

bank.decider('Seven', {
  ...rest,
  commands: [Deposit],
  events: [Deposited],
  // @ts-expect-error decisions are made at once: what they need is in the command
  decide: async () => [],
  evolve: unchanged,
});

bank.decider('Eight', {
  ...rest,
  commands: [Deposit],
  events: [Deposited],
  decide: () => [],
  evolve: unchanged,
  // @ts-expect-error no such option
  snapshotsEvery: 5,
});

// @ts-expect-error an aggregate is no decider
void bank.stateOf(class Account extends Aggregate<Account> {}, 'a');

// @ts-expect-error it stands where classes stand, and is none
new ledger();
