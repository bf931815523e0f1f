import {
  Aggregate,
  Command,
  Domain,
  Event,
  apply,
  field,
  handle,
  invariant,
  memory,
  type Defaulted,
  type DomainOptions,
  type HandlerContext,
  type InitOptions,
} from '@domainry/core';
import type { Database, DatabaseAdapter } from '@domainry/core/ports';

/** What the event handlers of a bank saw. */
export interface Seen {
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly message: HandlerContext['message'];
}

/** A small bank of its own for each test: accounts keep their state, ledgers their events. */
export function newBank(options: DomainOptions = {}, hasBookkeeping = true) {
  const bank = new Domain('Banking', options);
  /** Calls of the event handler, in order. */
  const seen: Seen[] = [];
  const probe: { onEvent?: (context: HandlerContext) => unknown; commands: number } = { commands: 0 };

  @bank.event('Account')
  class Opened extends Event<Opened> {}
  @bank.event('Account')
  class Moved extends Event<Moved> {
    @field.identifier({ required: true }) readonly account!: string;
    @field.integer({ required: true }) readonly amount!: number;
  }
  @bank.aggregate
  class Account extends Aggregate<Account> {
    @field.integer({ default: 0 }) balance!: Defaulted<number>;
    @invariant.post('The balance is not negative')
    balanceIsNotNegative() {
      return this.balance >= 0;
    }
    static open(id: string) {
      const account = new this({ id });
      account.raise_(new Opened({}));
      return account;
    }
    move(amount: number) {
      this.balance += amount;
      this.raise_(new Moved({ account: this.id, amount }));
      return this.balance;
    }
  }

  @bank.event('Ledger')
  class Booked extends Event<Booked> {
    @field.integer({ required: true }) readonly amount!: number;
    @field.identifier({ required: true }) readonly cause!: string;
  }
  @bank.aggregate({ eventSourced: true, snapshotEvery: 2 })
  class Ledger extends Aggregate<Ledger> {
    @field.integer({ default: 0 }) total!: Defaulted<number>;
    @field.list(field.string(), { default: [] }) causes!: Defaulted<readonly string[]>;
    static begin(id: string, amount: number, cause: string) {
      return this.createFrom(new Booked({ amount, cause }), id);
    }
    book(amount: number, cause: string) {
      this.raise_(new Booked({ amount, cause }));
    }
    @apply(Booked)
    booked(event: Booked) {
      this.total += event.amount;
      this.causes = [...this.causes, event.cause];
    }
  }

  @bank.command(Account)
  class Open extends Command<Open> {
    @field.identifier({ required: true }) readonly account!: string;
  }
  @bank.command(Account)
  class Move extends Command<Move, number> {
    @field.identifier({ required: true }) readonly account!: string;
    @field.integer({ required: true }) readonly amount!: number;
  }
  @bank.command(Account)
  class Transfer extends Command<Transfer> {
    @field.identifier({ required: true }) readonly from!: string;
    @field.identifier({ required: true }) readonly to!: string;
    @field.integer({ required: true, min: 1 }) readonly amount!: number;
  }

  @bank.commandHandler(Account)
  class Counter {
    @handle(Open)
    async open({ account }: Open, { repository }: HandlerContext) {
      probe.commands++;
      await repository(Account).add(Account.open(account));
    }
    @handle(Move)
    async move({ account, amount }: Move, { repository }: HandlerContext) {
      probe.commands++;
      const found = await repository(Account).get(account);
      const balance = found.move(amount);
      await repository(Account).add(found);
      return balance;
    }
    @handle(Transfer)
    async transfer({ from, to, amount }: Transfer, { repository }: HandlerContext) {
      probe.commands++;
      const debited = await repository(Account).get(from);
      const credited = await repository(Account).get(to);
      debited.move(-amount);
      credited.move(amount);
      await repository(Account).add(debited);
      await repository(Account).add(credited);
    }
  }

  if (hasBookkeeping) {
    @bank.eventHandler(Account)
    class Bookkeeping {
      @handle(Moved)
      async book({ account, amount }: Moved, context: HandlerContext) {
        const { message, repository } = context;
        seen.push({ id: message.id, stream: message.stream!, type: message.type, message });
        await probe.onEvent?.(context);
        const known = await repository(Ledger).getOrNull(account);
        if (known !== null) known.book(amount, message.id);
        await repository(Ledger).add(known ?? Ledger.begin(account, amount, message.id));
      }
    }
  }

  return {
    bank,
    seen,
    probe,
    Account,
    Ledger,
    Opened,
    Moved,
    Booked,
    Open,
    Move,
    Transfer,
    Counter,
  };
}

export type Bank = ReturnType<typeof newBank>;

/** Opens a bank, whose database can be looked into. */
export async function openBank({
  adapter = memory(),
  init = {},
  options = {},
  hasBookkeeping = true,
  made = newBank(options, hasBookkeeping),
}: {
  readonly adapter?: DatabaseAdapter;
  readonly init?: InitOptions;
  readonly options?: DomainOptions;
  /** Whether movements of accounts are booked in ledgers, by an event handler; true when absent. */
  readonly hasBookkeeping?: boolean;
  /** One that was closed and is to be opened again, which is quicker than a new one. */
  readonly made?: Bank;
} = {}): Promise<Bank & { readonly database: Database }> {
  let database: Database | undefined;
  const observed: DatabaseAdapter = {
    name: adapter.name,
    open: async (model) => (database = await adapter.open(model)),
  };
  await made.bank.init({
    databases: { default: observed },
    logger: silent,
    retry: { attempts: 50, delay: 0 },
    ...init,
  });
  return { ...made, database: database! };
}

/** A logger for tests that make things fail on purpose. */
export const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}
