import {
  Command,
  Domain,
  Event,
  field,
  handle,
  memory,
  metadataOf,
  type Defaulted,
  type DomainOptions,
  type EventMetadata,
  type Logger,
} from '@domainry/core';
import type { Database, DatabaseAdapter } from '../../src/for-adapters.js';

/** What a test may have the functions of its ledger do, and what they tell the test. */
export interface Probe {
  /** Called before a command is decided. */
  onDecide?: () => void;
  /** Called before an event is evolved by. */
  onEvolve?: () => void;
  /** Given in place of what the ledger decides. */
  decision?: () => unknown;
  /** Deposits the event handler was told of. */
  readonly told: { readonly amount: number; readonly metadata: EventMetadata | undefined }[];
  evolved: number;
  /** Given in place of what the state evolves to. */
  state?: object;
}

/** A domain with a ledger for each test: deposits up to a limit, withdrawals that are covered, and an end. */
export function newLedgers(
  more: { readonly snapshotEvery?: number; readonly stateVersion?: number } = {},
  options: DomainOptions = {},
) {
  const banking = new Domain('Banking', options);
  const store: { database?: Database } = {};
  const probe: Probe = { told: [], evolved: 0 };

  @banking.event('Ledger')
  class Opened extends Event<Opened> {
    @field.string({ required: true }) readonly owner!: string;
  }
  @banking.event('Ledger')
  class Deposited extends Event<Deposited> {
    @field.integer({ required: true }) readonly amount!: number;
  }
  @banking.event('Ledger')
  class Closed extends Event<Closed> {}

  @banking.command('Ledger')
  class Open extends Command<Open> {
    @field.identifier({ required: true }) readonly ledgerId!: string;
    @field.string({ required: true }) readonly owner!: string;
  }
  @banking.command('Ledger')
  class Deposit extends Command<Deposit> {
    @field.identifier({ required: true }) readonly ledgerId!: string;
    @field.integer({ required: true, min: 1 }) readonly amount!: number;
    @field.integer({ default: 1 }) readonly times!: Defaulted<number>;
  }
  @banking.command('Ledger')
  class Close extends Command<Close> {
    @field.identifier({ required: true }) readonly ledgerId!: string;
  }

  const ledger = banking.decider('Ledger', {
    commands: [Open, Deposit, Close],
    events: [Opened, Deposited, Closed],
    initial: (): LedgerState => ({ balance: 0, isOpen: false, isClosed: false }),
    decide: (command, state) => {
      probe.onDecide?.();
      if (probe.decision !== undefined) return probe.decision() as [];
      if (command instanceof Open) return state.isOpen ? [] : new Opened({ owner: command.owner });
      if (!state.isOpen) throw new NotOpen('Open the ledger first.');
      if (command instanceof Close) return new Closed();
      return Array.from({ length: command.times }, () => new Deposited({ amount: command.amount }));
    },
    evolve: (state, event) => {
      probe.evolved += 1;
      probe.onEvolve?.();
      if (probe.state !== undefined) return probe.state as LedgerState;
      if (event instanceof Opened) return { ...state, isOpen: true, owner: event.owner };
      if (event instanceof Deposited) return { ...state, balance: state.balance + event.amount };
      return { ...state, isClosed: true };
    },
    id: ({ ledgerId }) => ledgerId,
    isTerminal: ({ isClosed }) => isClosed,
    ...more,
  });

  @banking.eventHandler('Ledger')
  class Statements {
    @handle(Deposited)
    deposited(event: InstanceType<typeof Deposited>): void {
      probe.told.push({ amount: event.amount, metadata: metadataOf(event) });
    }
  }

  /** Keeps what it opens, so that a test can look into it. */
  const watched: DatabaseAdapter = {
    name: 'watched',
    open: async (model) => (store.database = await memory().open(model)),
  };
  const stored = (stream: string) => store.database!.events.readStream(stream, { limit: 10_000 });

  return {
    watched,
    store,
    stored,
    banking,
    probe,
    ledger,
    Open,
    Deposit,
    Close,
    Opened,
    Deposited,
    Closed,
    Statements,
  };
}

interface LedgerState {
  readonly balance: number;
  readonly isOpen: boolean;
  readonly isClosed: boolean;
  readonly owner?: string;
}

export class NotOpen extends Error {}

/** A logger that keeps what it is told. */
export function newLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Initialises a domain with an open ledger `a`. */
export async function withLedger(
  made: Ledgers,
  options: Parameters<Domain['init']>[0] = {},
): Promise<Ledgers> {
  await made.banking.init({ logger: newLog(), databases: { default: made.watched }, ...options });
  await made.banking.process(new made.Open({ ledgerId: 'a', owner: 'Ann' }));
  return made;
}

export type Ledgers = ReturnType<typeof newLedgers>;
