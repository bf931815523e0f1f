import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AggregateRoot,
  Command,
  CommandBus,
  CommandHandler,
  CqrsModule,
  EventPublisher,
  EventsHandler,
  type ICommandHandler,
  type IEventHandler,
} from '@nestjs/cqrs';
import type { Story } from './story.js';

// #region model
class AccountWithdrawn {
  constructor(
    readonly accountId: string,
    readonly amount: number,
  ) {}
}

class Account extends AggregateRoot {
  constructor(
    readonly id: string,
    public balance: number,
    readonly overdraftLimit = 0,
  ) {
    super();
  }

  withdraw(amount: number) {
    // Before anything changes: nothing would undo it.
    if (this.balance - amount < -this.overdraftLimit) {
      throw new Error('Balance cannot be below the overdraft limit');
    }
    this.balance -= amount;
    this.apply(new AccountWithdrawn(this.id, amount));
  }
}

class Withdraw extends Command<number> {
  constructor(
    readonly accountId: string,
    readonly amount: number,
  ) {
    super();
  }
}

/** Yours to write: a database, its transactions, versions. */
@Injectable()
class Accounts {
  readonly #balances = new Map<string, number>();

  async get(id: string): Promise<Account> {
    return new Account(id, this.#balances.get(id) ?? 0);
  }

  async save({ id, balance }: Account): Promise<void> {
    this.#balances.set(id, balance);
  }
}

@CommandHandler(Withdraw)
class WithdrawHandler implements ICommandHandler<Withdraw> {
  constructor(
    private readonly accounts: Accounts,
    private readonly publisher: EventPublisher,
  ) {}

  async execute({ accountId, amount }: Withdraw): Promise<number> {
    const account = this.publisher.mergeObjectContext(await this.accounts.get(accountId));
    account.withdraw(amount);
    await this.accounts.save(account);
    account.commit(); // tells handlers; a crash before this line loses the event
    return account.balance;
  }
}
// #endregion model

const told: string[] = [];

@EventsHandler(AccountWithdrawn)
class Listener implements IEventHandler<AccountWithdrawn> {
  handle(event: AccountWithdrawn): void {
    told.push(event.constructor.name);
  }
}

@Module({ imports: [CqrsModule.forRoot()], providers: [Accounts, WithdrawHandler, Listener] })
class Banking {}

export async function story(): Promise<Story> {
  const application = await NestFactory.createApplicationContext(Banking, { logger: false });
  const accounts = application.get(Accounts);
  const bus = application.get(CommandBus);
  await accounts.save(new Account('1', 100));
  const balance = await bus.execute(new Withdraw('1', 40));
  const refusal = await bus.execute(new Withdraw('1', 200)).then(
    () => 'none',
    (error: Error) => error.message,
  );
  const balanceAfterRefusal = (await accounts.get('1')).balance;
  await application.close();
  return { balance, refusal, balanceAfterRefusal, events: told };
}
