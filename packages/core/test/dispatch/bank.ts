import {
  Aggregate,
  Command,
  Domain,
  Event,
  Query,
  field,
  handle,
  read,
  type Defaulted,
  type DomainOptions,
  type HandlerContext,
  type InitOptions,
  type Logger,
  type QueryContext,
} from '@domainry/core';

/** What a test may tell the handlers of its bank to do, and what they tell the test. */
export interface Probe {
  /** What happened, in order. */
  readonly log: string[];
  /** Called by the handler of a withdrawal before it loads anything. */
  onWithdraw?: (context: HandlerContext) => unknown;
  /** Called by the handler of a withdrawal after it handed the account to its repository. */
  onWithdrawn?: (context: HandlerContext) => unknown;
}

/** A bank of its own for each test: classes, handlers, and a probe to look into them. */
export function newBank(options: DomainOptions = {}) {
  const bank = new Domain('Banking', options);
  const probe: Probe = { log: [] };

  @bank.event('Account')
  class Withdrawn extends Event<Withdrawn> {
    @field.float({ required: true }) readonly amount!: number;
  }
  @bank.event('Account')
  class Opened extends Event<Opened> {
    @field.string({ required: true }) readonly owner!: string;
  }
  @bank.aggregate
  class Account extends Aggregate<Account> {
    @field.string({ default: 'Ann' }) owner!: Defaulted<string>;
    @field.float({ default: 0 }) balance!: Defaulted<number>;
    static open(id: string, balance: number): Account {
      const account = new this({ id, balance });
      account.raise_(new Opened({ owner: account.owner }));
      return account;
    }
    withdraw(amount: number): void {
      this.balance -= amount;
      this.raise_(new Withdrawn({ amount }));
    }
  }
  @bank.command(Account)
  class Open extends Command<Open, string> {
    @field.identifier({ required: true }) readonly accountId!: string;
    @field.float({ default: 100 }) readonly balance!: Defaulted<number>;
  }
  @bank.command(Account)
  class Withdraw extends Command<Withdraw, number> {
    @field.identifier({ required: true }) readonly accountId!: string;
    @field.float({ required: true, min: 0.01 }) readonly amount!: number;
  }
  @bank.command(Account)
  class Forgotten extends Command<Forgotten> {}
  @bank.query
  class BalanceOf extends Query<BalanceOf, number> {
    @field.identifier({ required: true }) readonly accountId!: string;
  }

  @bank.commandHandler(Account)
  class AccountCommands {
    @handle(Open)
    async open(command: InstanceType<typeof Open>, { repository }: HandlerContext): Promise<string> {
      const account = Account.open(command.accountId, command.balance);
      await repository(Account).add(account);
      return account.id;
    }

    @handle(Withdraw)
    async withdraw(command: InstanceType<typeof Withdraw>, context: HandlerContext): Promise<number> {
      await probe.onWithdraw?.(context);
      const accounts = context.repository(Account);
      const account = await accounts.get(command.accountId);
      account.withdraw(command.amount);
      await accounts.add(account);
      await probe.onWithdrawn?.(context);
      return account.balance;
    }
  }

  @bank.queryHandler()
  class Balances {
    @read(BalanceOf)
    async balanceOf(query: InstanceType<typeof BalanceOf>, { repository }: QueryContext): Promise<number> {
      return (await repository(Account).get(query.accountId)).balance;
    }
  }

  return {
    bank,
    probe,
    Account,
    Opened,
    Withdrawn,
    Open,
    Withdraw,
    Forgotten,
    BalanceOf,
    AccountCommands,
    Balances,
  };
}

/** What a bank is made of. */
export type Bank = ReturnType<typeof newBank>;

/** A logger that keeps what it is told. */
export function newLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Initialises a bank with an account `a` that holds 100, and forgets what was logged. */
export async function withAccount(made: Bank, options: InitOptions = {}): Promise<Bank> {
  await made.bank.init({ logger: newLog(), ...options });
  await made.bank.process(new made.Open({ accountId: 'a' }));
  made.probe.log.length = 0;
  return made;
}

/** Something to wait for, and the means to let it happen. */
export function newGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
