import {
  Aggregate,
  Command,
  Domain,
  Event,
  field,
  handle,
  invariant,
  type HandlerContext,
} from '@domainry/core';
import { accounts, type BankLike } from '../bank.js';
import { owners } from '../account-values.js';
import { variant } from '../variant.js';

const banking = new Domain('Banking');
let told = 0;

@banking.event('Account')
class Withdrawn extends Event<Withdrawn> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true }) readonly amount!: number;
}

@banking.aggregate
class Account extends Aggregate<Account> {
  @field.string({ required: true }) owner!: string;
  @field.string({ required: true }) currency!: string;
  @field.float({ required: true }) balance!: number;
  @field.float({ required: true }) overdraftLimit!: number;
  @field.boolean({ required: true }) active!: boolean;

  @invariant.post
  balanceMustStayWithinOverdraftLimit(): void {
    if (this.balance < -this.overdraftLimit) throw new RangeError('Balance is below the overdraft limit.');
  }

  withdraw(amount: number): void {
    this.balance -= amount;
    this.raise_(new Withdrawn({ accountId: this.id, amount }));
  }
}

@banking.command(Account)
class Withdraw extends Command<Withdraw, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true }) readonly amount!: number;
}

@banking.commandHandler(Account)
class AccountCommands {
  @handle(Withdraw)
  async withdraw(command: Withdraw, { repository }: HandlerContext): Promise<number> {
    const all = repository(Account);
    const account = await all.get(command.accountId);
    account.withdraw(command.amount);
    await all.add(account);
    return account.balance;
  }
}

@banking.eventHandler(Account)
class Notifications {
  @handle(Withdrawn)
  async tell(event: Withdrawn): Promise<void> {
    if (event.amount > 0) told += 1;
  }
}

// Many handlers, each of messages of its own.
if (variant === 'many-handlers') {
  for (let index = 0; index < 500; index++) {
    const Noted = banking.register(
      class extends Event {} as never,
      {
        name: `Noted${index}`,
        partOf: Account,
      } as never,
    ) as never;
    const Note = banking.register(
      class extends Command {} as never,
      {
        name: `Note${index}`,
        partOf: Account,
      } as never,
    ) as never;
    class Handler {
      async handled(): Promise<void> {}
    }
    class Listener {
      async heard(): Promise<void> {}
    }
    mark(handle(Note), Handler, 'handled');
    mark(handle(Noted), Listener, 'heard');
    banking.register(Handler, { kind: 'commandHandler', name: `Handler${index}`, partOf: Account });
    banking.register(Listener, { kind: 'eventHandler', name: `Listener${index}` });
  }
}

/** Calls a method decorator as compilers do for legacy ones. */
function mark(decorator: unknown, cls: { readonly prototype: object }, method: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(cls.prototype, method);
  (decorator as (...given: unknown[]) => void)(cls.prototype, method, descriptor);
}

export async function start(): Promise<BankLike> {
  await banking.init();
  const ids = Array.from({ length: accounts }, (_, index) => `account-${index}`);
  await banking.unitOfWork(async () => {
    for (const [index, id] of ids.entries())
      await banking.repositoryFor(Account).add(
        new Account({
          id,
          owner: owners[index & 63]!,
          currency: 'EUR',
          balance: 1e12,
          overdraftLimit: 500,
          active: true,
        }),
      );
  });
  return {
    withdraw: (index) => banking.process(new Withdraw({ accountId: ids[index % accounts]!, amount: 0.5 })),
    told: () => told,
  };
}

export const classes: readonly unknown[] = [AccountCommands, Notifications];
