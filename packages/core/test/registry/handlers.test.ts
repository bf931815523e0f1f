import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  ApplicationService,
  Command,
  Domain,
  Event,
  ModelError,
  Projection,
  Query,
  Repository,
  apply,
  field,
  handle,
  on,
  read,
  useCase,
} from '@domainry/core';
import { problemsOf, problemsWith } from './model-problems.js';

function newModel() {
  const bank = new Domain('Bank');
  @bank.aggregate
  class Account extends Aggregate<Account> {}
  @bank.aggregate
  class Customer extends Aggregate<Customer> {}
  @bank.command(Account)
  class Withdraw extends Command<Withdraw, number> {
    @field.float({ required: true }) readonly amount!: number;
  }
  @bank.command(Account)
  class Deposit extends Command<Deposit, number> {
    @field.float({ required: true }) readonly amount!: number;
  }
  @bank.event(Account)
  class Withdrawn extends Event<Withdrawn> {
    @field.string({ required: true }) readonly accountId!: string;
  }
  @bank.event(Customer)
  class Moved extends Event<Moved> {}
  @bank.projection
  class Balance extends Projection<Balance> {
    @field.identifier({ required: true, identifier: true }) accountId!: string;
  }
  @bank.query({ partOf: Balance })
  class BalanceOf extends Query<BalanceOf, number> {}
  return { bank, Account, Customer, Withdraw, Deposit, Withdrawn, Moved, Balance, BalanceOf };
}

// Named otherwise than the classes: swc renames classes that share a name with a type of the module.
type Model = ReturnType<typeof newModel>;
type AWithdraw = InstanceType<Model['Withdraw']>;
type ADeposit = InstanceType<Model['Deposit']>;
type AWithdrawn = InstanceType<Model['Withdrawn']>;
type AMoved = InstanceType<Model['Moved']>;
type ABalanceOf = InstanceType<Model['BalanceOf']>;

describe('marks on methods', () => {
  test('are recorded with their messages and options, in the order of the source', () => {
    const { bank, Account, Withdraw, Deposit, Withdrawn, Moved, Balance, BalanceOf } = newModel();
    @bank.commandHandler(Account)
    class Commands {
      @handle(Withdraw, { description: 'Takes money out' })
      @handle(() => Deposit)
      change(command: AWithdraw | ADeposit): number {
        return command.amount;
      }
      other(): void {}
    }
    @bank.eventHandler(Account)
    class Reactions {
      @handle('Withdrawn') tell(): void {}
    }
    @bank.projector(Balance)
    class Projector {
      @on(Withdrawn)
      @on(Moved)
      changed(_event: AWithdrawn | AMoved): void {}
    }
    @bank.queryHandler(Balance)
    class Queries {
      @read(BalanceOf)
      async balance(_query: ABalanceOf): Promise<number> {
        return await Promise.resolve(1);
      }
    }

    const marksOf = (cls: typeof Commands | typeof Reactions | typeof Projector | typeof Queries) =>
      bank.registry
        .find(cls)!
        .handles.map(({ method, by, message, options }) => [method, by, message?.find()?.name, options]);

    expect(problemsOf(bank)).toEqual([]);
    expect(marksOf(Commands)).toEqual([
      ['change', 'handle', 'Withdraw', { description: 'Takes money out' }],
      ['change', 'handle', 'Deposit', {}],
    ]);
    expect(marksOf(Reactions)).toEqual([['tell', 'handle', 'Withdrawn', {}]]);
    expect(marksOf(Projector)).toEqual([
      ['changed', 'on', 'Withdrawn', {}],
      ['changed', 'on', 'Moved', {}],
    ]);
    expect(marksOf(Queries)).toEqual([['balance', 'read', 'BalanceOf', {}]]);
  });

  test('are inherited, and replaced by those of an overriding method', () => {
    const { bank, Account, Withdraw, Deposit } = newModel();
    abstract class Base {
      @handle(Withdraw) withdraw(command: AWithdraw): number {
        return command.amount;
      }
      @handle(Withdraw) overridden(command: AWithdraw): number {
        return command.amount;
      }
    }
    @bank.commandHandler(Account)
    class Commands extends Base {
      @handle(Deposit) override overridden(command: ADeposit): number {
        return command.amount;
      }
    }

    const messages = bank.registry.find(Commands)!.handles.map(({ message }) => message?.find()?.name);

    expect(messages).toEqual(['Withdraw', 'Deposit']);
  });

  test('that have no meaning in a kind are reported', () => {
    const { bank, Account, Withdrawn, BalanceOf, Balance } = newModel();
    @bank.eventHandler(Account)
    class Reactions {
      @on(Withdrawn) withdrawn(_event: AWithdrawn): void {}
    }
    @bank.queryHandler(Balance)
    class Queries {
      @useCase
      ask(): void {}
      @read(BalanceOf)
      static lost(_query: ABalanceOf): number {
        return 1;
      }
    }
    @bank.repository(Account)
    class Accounts extends Repository<InstanceType<typeof Account>> {
      @handle(Withdrawn) withdrawn(_event: AWithdrawn): void {}
    }
    expect([Reactions, Queries, Accounts]).toHaveLength(3);

    expect(problemsOf(bank).toSorted()).toEqual([
      'HANDLER_TARGET Accounts.withdrawn: @handle has no meaning in a repository. Remove @handle: methods of a repository are not marked.',
      'HANDLER_TARGET Queries.ask: @useCase has no meaning in a queryHandler. Mark methods of a queryHandler with @read.',
      'HANDLER_TARGET Queries.lost: @read stands on a static method, which nobody can call for an instance. Make it a plain method.',
      'HANDLER_TARGET Reactions.withdrawn: @on has no meaning in an eventHandler. Mark methods of an eventHandler with @handle.',
    ]);
  });

  test('for a message of another kind are reported', () => {
    const { bank, Account, Withdrawn, Balance, Withdraw } = newModel();
    @bank.commandHandler(Account)
    class Commands {
      @handle(Withdrawn) withdrawn(_event: AWithdrawn): void {}
      @handle('Account') account(): void {}
    }
    @bank.projector(Balance)
    class Projector {
      @on(Withdraw as never) withdraw(): void {}
    }
    expect([Commands, Projector]).toHaveLength(2);

    expect(problemsOf(bank)).toEqual([
      'HANDLER_TARGET Commands.withdrawn: @handle names Withdrawn (PLACE), which is an event and not a command. Name a command.',
      'HANDLER_TARGET Commands.account: @handle names Account (PLACE), which is an aggregate and not a command. Name a command.',
      'HANDLER_TARGET Projector.withdraw: @on names Withdraw (PLACE), which is a command and not an event. Name an event.',
    ]);
  });

  test('for something that is not registered are reported', () => {
    const { bank, Account } = newModel();
    class Unknown extends Command<Unknown> {}
    @bank.commandHandler(Account)
    class Commands {
      @handle(Unknown) unknown(_command: Unknown): void {}
    }
    expect(Commands).toBeDefined();

    expect(problemsOf(bank)).toEqual([
      'REFERENCE_UNKNOWN Commands.unknown: Unknown is not registered with Bank. Decorate Unknown with a decorator of the domain.',
    ]);
  });

  test('with options that are unknown or wrong are reported', () => {
    const { bank, Account, Withdrawn } = newModel();
    @bank.eventHandler(Account)
    class Reactions {
      @handle(Withdrawn, { start: true }) one(_event: AWithdrawn): void {}
      @handle(Withdrawn, { descripton: 'x' } as never) two(_event: AWithdrawn): void {}
      @handle(Withdrawn, { description: 3 } as never) three(_event: AWithdrawn): void {}
    }
    expect(Reactions).toBeDefined();

    expect(problemsOf(bank)).toEqual([
      'HANDLER_OPTION Reactions.one: the option start is unknown to @handle in an eventHandler. Options: description, retry, onFailure.',
      'HANDLER_OPTION Reactions.two: the option descripton is unknown to @handle in an eventHandler. Did you mean description?',
      'HANDLER_OPTION Reactions.three: the option description is not a text. Give a text.',
    ]);
  });
});

describe('a command', () => {
  test('with two handlers is reported, and init() says so with both places', async () => {
    const { bank, Account, Withdraw } = newModel();
    @bank.commandHandler(Account)
    class AccountCommands {
      @handle(Withdraw) withdraw(command: AWithdraw): number {
        return command.amount;
      }
    }
    @bank.commandHandler(Account)
    class TellerCommands {
      @handle(Withdraw) withdraw(command: AWithdraw): number {
        return command.amount;
      }
    }
    expect([AccountCommands, TellerCommands]).toHaveLength(2);

    const error = await bank.init().catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).message).toMatch(
      /Withdraw \(.*handlers\.test\.ts:\d+\): it has two handlers, AccountCommands\.withdraw \(.*handlers\.test\.ts:\d+\) and TellerCommands\.withdraw \(.*handlers\.test\.ts:\d+\)\. A command has one: remove @handle from one of them\./,
    );
  });

  test('handled by the handler of another aggregate is reported', () => {
    const { bank, Customer, Withdraw } = newModel();
    @bank.commandHandler(Customer)
    class CustomerCommands {
      @handle(Withdraw) withdraw(command: AWithdraw): number {
        return command.amount;
      }
    }
    expect(CustomerCommands).toBeDefined();

    expect(problemsOf(bank)).toEqual([
      'WRONG_CLUSTER CustomerCommands.withdraw: it handles Withdraw, which belongs to Account, and this is the handler of Customer. Move it to the command handler of Account, or declare the command with @domain.command(Customer).',
    ]);
  });
});

describe('an event', () => {
  test('is applied by event-sourced aggregates only', () => {
    const bank = new Domain('Bank');
    @bank.event('Ledger')
    class Booked extends Event<Booked> {}
    @bank.aggregate
    class Ledger extends Aggregate<Ledger> {
      @apply(Booked) booked(_event: Booked): void {}
    }
    expect(Ledger).toBeDefined();

    expect(problemsOf(bank)).toEqual([
      'HANDLER_TARGET Ledger.booked: it applies an event, and the aggregate is not event-sourced. Register the aggregate with { eventSourced: true }, or remove @apply and change the state where the event is raised.',
    ]);
  });

  test('is applied by one aggregate, the one it belongs to', () => {
    const bank = new Domain('Bank');
    @bank.event('Ledger')
    class Booked extends Event<Booked> {}
    @bank.aggregate({ eventSourced: true })
    class Ledger extends Aggregate<Ledger> {
      @apply(Booked) booked(_event: Booked): void {}
    }
    @bank.aggregate({ eventSourced: true })
    class Journal extends Aggregate<Journal> {
      @apply('Booked') booked(): void {}
    }
    expect([Ledger, Journal]).toHaveLength(2);

    expect(problemsOf(bank)).toEqual([
      'WRONG_CLUSTER Journal.booked: it applies Booked, which belongs to Ledger. Declare the event with @domain.event(Journal), or remove @apply.',
      'DUPLICATE_HANDLER Booked: it is applied by two aggregates, Ledger.booked (PLACE) and Journal.booked (PLACE). An event belongs to one: remove @apply from the other.',
    ]);
  });

  test('of an aggregate that a projector does not name is reported', () => {
    const { bank, Account, Balance, Withdrawn, Moved } = newModel();
    @bank.projector(Balance, { aggregates: [Account] })
    class Projector {
      @on(Withdrawn) withdrawn(_event: AWithdrawn): void {}
      @on(Moved) moved(_event: AMoved): void {}
    }
    expect(Projector).toBeDefined();

    expect(problemsOf(bank)).toEqual([
      'WRONG_CLUSTER Projector.moved: Moved belongs to Customer, which is not among its aggregates. Add Customer to { aggregates }, or leave the option out.',
    ]);
  });
});

describe('a query', () => {
  test('with two handlers, or asked of another projection, is reported', () => {
    const { bank, Balance, Account, BalanceOf } = newModel();
    @bank.queryHandler(Balance)
    class Queries {
      @read(BalanceOf) one(_query: ABalanceOf): number {
        return 1;
      }
      @read(BalanceOf) two(_query: ABalanceOf): number {
        return 2;
      }
    }
    @bank.queryHandler(Account)
    class Others {
      @read(BalanceOf) three(_query: ABalanceOf): number {
        return 3;
      }
    }
    expect([Queries, Others]).toHaveLength(2);

    expect(problemsOf(bank)).toEqual([
      'WRONG_CLUSTER Others.three: it answers BalanceOf, which belongs to Balance, and this is the handler of Account. Move it to the query handler of Balance.',
      'DUPLICATE_HANDLER BalanceOf: it has 3 handlers, Queries.one (PLACE) and Queries.two (PLACE) and Others.three (PLACE). A query has one: remove @read from one of them.',
    ]);
  });
});

describe('a process manager', () => {
  test('needs an event that starts it, and a field to correlate each by', () => {
    const { bank, Withdrawn, Moved } = newModel();
    @bank.processManager
    class Watch {
      @handle(Withdrawn, { correlate: 'accountId' }) one(_event: AWithdrawn): void {}
      @handle(Withdrawn, { correlate: 'accuntId' as never }) two(_event: AWithdrawn): void {}
      @handle(Moved) three(_event: AMoved): void {}
      @handle(Moved, { end: 1, correlate: 3 } as never) four(_event: AMoved): void {}
    }
    expect(Watch).toBeDefined();

    expect(problemsWith(bank, 'Watch')).toEqual([
      'HANDLER_OPTION Watch.four: the option end is not true or false. Give true or false.',
      'HANDLER_OPTION Watch.four: the option correlate is not the name of a field of the event. Give the name of a field of the event.',
      'HANDLER_MISSING Watch: no event starts the process. Mark the handler of the first event: @handle(OrderPlaced, { start: true, correlate: … }).',
      'HANDLER_OPTION Watch.two: Withdrawn has no field accuntId to correlate by. Did you mean accountId?',
      'HANDLER_OPTION Watch.three: nothing says which process the event belongs to. Name the field of the event that tells: @handle(OrderPlaced, { correlate: … }).',
    ]);
  });

  test('is recorded with how its events start, find and end a process', () => {
    const { bank, Account, Withdrawn } = newModel();
    @bank.processManager({ aggregates: [Account] })
    class Watch {
      @handle(Withdrawn, { start: true, correlate: 'accountId', end: true })
      withdrawn(_event: AWithdrawn): void {}
    }

    expect(problemsOf(bank)).toEqual([]);
    expect(bank.registry.find(Watch)!.handles[0]!.options).toEqual({
      start: true,
      correlate: 'accountId',
      end: true,
    });
  });
});

describe('an upcaster', () => {
  function newChain(version: number, ...steps: readonly (readonly [number, number])[]) {
    const bank = new Domain('Bank');
    const Account = bank.register(class Account extends Aggregate {});
    const Opened = bank.register(class Opened extends Event {}, { partOf: Account, version });
    for (const [from, to] of steps) {
      const Step = class {
        upcast(data: object): object {
          return data;
        }
      };
      bank.register(Step, { kind: 'upcaster', event: Opened, from, to, name: `From${from}To${to}` });
    }
    return problemsOf(bank);
  }

  test('is fine in a chain that leads to the version of today', () => {
    expect(newChain(4, [1, 2], [2, 4], [3, 4])).toEqual([]);
  });

  test('that takes a version another one takes is reported', () => {
    expect(newChain(3, [1, 2], [1, 3], [2, 3])).toEqual([
      'UPCASTER_CHAIN From1To3: version 1 of Opened is upcast by From1To2 (PLACE) already. Keep one of them.',
    ]);
  });

  test('before a gap is reported', () => {
    expect(newChain(4, [1, 2], [3, 4])).toEqual([
      'UPCASTER_CHAIN From1To2: the chain of Opened ends at version 2, and its version of today is 4. Add an upcaster from 2.',
    ]);
  });

  test('that leads beyond the version of today is reported', () => {
    expect(newChain(2, [1, 2], [2, 3])).toEqual([
      'UPCASTER_CHAIN From2To3: the chain of Opened ends at version 3, and its version of today is 2. Declare the event with { version: 3 }, or remove the upcaster.',
    ]);
  });

  test('that leads back is reported, for the chain would have no end', () => {
    expect(newChain(2, [1, 2], [2, 1], [3, 3])).toEqual([
      'UPCASTER_CHAIN From2To1: it leads from version 2 back to 1, so the chain would never end. Let to be greater than from.',
      'UPCASTER_CHAIN From3To3: it leads from version 3 to itself, so the chain would never end. Let to be greater than from.',
    ]);
  });

  test('that is asynchronous is reported: messages are read at once', () => {
    const bank = new Domain('Bank');
    const Account = bank.register(class Account extends Aggregate {});
    const Opened = bank.register(class Opened extends Event {}, { partOf: Account, version: 2 });
    const Step = class {
      async upcast(data: object) {
        return data;
      }
    };
    bank.register(Step, { kind: 'upcaster', event: Opened, from: 1, to: 2, name: 'Step' });

    expect(problemsOf(bank)).toEqual([
      'ASYNC_METHOD Step.upcast: its method upcast is asynchronous, and messages are read synchronously. Make it synchronous: it converts data, and has nothing to wait for.',
    ]);
  });

  test('without a method or versions is reported', () => {
    const bank = new Domain('Bank');
    const Account = bank.register(class Account extends Aggregate {});
    const Opened = bank.register(class Opened extends Event {}, { partOf: Account, version: 2 });
    bank.register(class Step {}, { kind: 'upcaster', event: Opened, from: 0 } as never);

    expect(problemsOf(bank)).toEqual([
      'OPTION_INVALID Step: the option from is not a whole number above 0. Give a whole number above 0.',
      'OPTION_INVALID Step: the option to is missing. Give a whole number above 0.',
      'HANDLER_MISSING Step: it has no method upcast. Add upcast(data), which gives the data in the newer form.',
    ]);
  });
});

test('a use case stands in an application service', () => {
  const { bank, Account } = newModel();
  @bank.applicationService(Account)
  class Accounts extends ApplicationService {
    @useCase open(): void {}
  }

  expect(problemsOf(bank)).toEqual([]);
  expect(bank.registry.find(Accounts)!.handles.map(({ method, by }) => [method, by])).toEqual([
    ['open', 'useCase'],
  ]);
});
