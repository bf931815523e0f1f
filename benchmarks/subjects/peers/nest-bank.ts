import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AggregateRoot,
  CommandBus,
  CommandHandler,
  CqrsModule,
  EventPublisher,
  EventsHandler,
} from '@nestjs/cqrs';
import { accounts, type BankLike } from '../bank.js';
import { owners } from '../account-values.js';
import { variant } from '../variant.js';

// Decorators are called by hand, so that the module is the same in every mode.

interface State {
  readonly owner: string;
  readonly currency: string;
  readonly balance: number;
  readonly overdraftLimit: number;
  readonly active: boolean;
}

class Withdrawn {
  constructor(
    readonly accountId: string,
    readonly amount: number,
  ) {}
}

class Withdraw {
  constructor(
    readonly accountId: string,
    readonly amount: number,
  ) {}
}

class Account extends AggregateRoot {
  constructor(
    readonly id: string,
    public state: State,
  ) {
    super();
  }

  withdraw(amount: number): void {
    const balance = this.state.balance - amount;
    if (balance < -this.state.overdraftLimit) throw new RangeError('Balance is below the overdraft limit.');
    this.state = { ...this.state, balance };
    this.apply(new Withdrawn(this.id, amount));
  }
}

/** Objects in a map: no copies, versions or transactions. */
class Repository {
  readonly #states = new Map<string, State>();

  async get(id: string): Promise<Account> {
    const state = this.#states.get(id);
    if (state === undefined) throw new Error(`There is no account ${id}.`);
    return new Account(id, state);
  }

  async save(account: Account): Promise<void> {
    this.#states.set(account.id, account.state);
  }
}

const repository = new Repository();
let told = 0;

class WithdrawHandler {
  constructor(private readonly publisher: EventPublisher) {}

  async execute(command: Withdraw): Promise<number> {
    const account = this.publisher.mergeObjectContext(await repository.get(command.accountId));
    account.withdraw(command.amount);
    await repository.save(account);
    account.commit();
    return account.state.balance;
  }
}
CommandHandler(Withdraw)(WithdrawHandler);
Reflect.defineMetadata('design:paramtypes', [EventPublisher], WithdrawHandler);

class Notifications {
  async handle(event: Withdrawn): Promise<void> {
    if (event.amount > 0) told += 1;
  }
}
EventsHandler(Withdrawn)(Notifications);

function others(): (new () => object)[] {
  return Array.from({ length: 500 }, () => {
    class Noted {}
    class Note {}
    class Handler {
      async execute(): Promise<void> {}
    }
    class Listener {
      async handle(): Promise<void> {}
    }
    CommandHandler(Note)(Handler);
    EventsHandler(Noted)(Listener);
    return [Handler, Listener];
  }).flat();
}

class Banking {}
Module({
  imports: [CqrsModule.forRoot()],
  providers: [WithdrawHandler, Notifications, ...(variant === 'many-handlers' ? others() : [])],
})(Banking);

export async function start(): Promise<BankLike> {
  const application = await NestFactory.createApplicationContext(Banking, { logger: false });
  await application.init();
  const bus = application.get(CommandBus);
  const ids = Array.from({ length: accounts }, (_, index) => `account-${index}`);
  for (const [index, id] of ids.entries())
    await repository.save(
      new Account(id, {
        owner: owners[index & 63]!,
        currency: 'EUR',
        balance: 1e12,
        overdraftLimit: 500,
        active: true,
      }),
    );
  return {
    withdraw: (index) => bus.execute(new Withdraw(ids[index % accounts]!, 0.5)),
    told: () => told,
  };
}
