import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  Event,
  Repository,
  apply,
  type ValidationError,
  field,
  versionOf,
  type Defaulted,
} from '@domainry/core';
import { memory } from '../../src/adapters/memory/memory.js';
import { observed, refusalOf } from '../unit-of-work/bank.js';

describe('stamps', () => {
  async function newLibrary() {
    let now = 1000;
    const library = new Domain('Library', { clock: () => new Date(now) });
    @library.aggregate
    class Book extends Aggregate<Book> {
      @field.string({ required: true }) title!: string;
      @field.dateTime({ stamp: 'created' }) createdAt?: Date;
      @field.dateTime({ stamp: 'updated' }) updatedAt?: Date;
    }
    await library.init();
    const books = library.repositoryFor(Book);
    return { books, Book, at: (time: number) => (now = time) };
  }
  const times = ({ createdAt, updatedAt }: { createdAt?: Date; updatedAt?: Date }) => [
    createdAt?.getTime(),
    updatedAt?.getTime(),
  ];

  test('are filled in by saves, in memory and in the store', async () => {
    const { books, Book, at } = await newLibrary();
    const book = new Book({ id: '1', title: 'a' });
    expect(times(book)).toEqual([undefined, undefined]);

    await books.add(book);
    expect(times(book)).toEqual([1000, 1000]);
    at(2000);
    book.title = 'b';
    await books.add(book);
    at(3000);
    await books.add(book);

    expect(times(book)).toEqual([1000, 2000]);
    expect(times(await books.get('1'))).toEqual([1000, 2000]);
  });

  test('of creation stay as they were given', async () => {
    const { books, Book } = await newLibrary();

    await books.add(new Book({ id: '1', title: 'a', createdAt: new Date(5) }));

    expect(times(await books.get('1'))).toEqual([5, 1000]);
  });

  test('are set by statements as well', async () => {
    const { books, Book, at } = await newLibrary();
    await books.add(new Book({ id: '1', title: 'a' }));

    at(7000);
    await books.query.update({ title: 'z' });

    expect(times(await books.get('1'))).toEqual([1000, 7000]);
  });

  test('are refused where nothing would fill them in', () => {
    const library = new Domain('Library');
    @library.aggregate({ eventSourced: true, removable: true })
    class Ledger extends Aggregate<Ledger> {
      @field.dateTime({ stamp: 'updated' }) at?: Date;
    }
    @library.aggregate
    class Book extends Aggregate<Book> {
      @field.dateTime({ stamp: 'updated', required: true }) at!: Date;
      @field.dateTime({ stamp: 'sometimes' as never }) then?: Date;
    }
    expect([Ledger, Book]).toHaveLength(2);

    expect(library.check().map(({ code, element }) => `${code} ${element}`)).toEqual([
      'FIELD_OPTION Book.at',
      'FIELD_OPTION Book.then',
      'OPTION_INVALID Ledger',
      'FIELD_OPTION Ledger.at',
    ]);
  });
});

describe('an aggregate with lifecycle events', () => {
  async function newTracker() {
    const tracker = new Domain('Tracker');
    @tracker.aggregate({ lifecycleEvents: true })
    class Task extends Aggregate<Task> {
      @field.string({ default: '' }) title!: Defaulted<string>;
    }
    const opened = observed(memory());
    await tracker.init({ databases: { default: opened.adapter } });
    const typesOf = async (stream: string): Promise<readonly string[]> =>
      (await opened.database().events.readStream(stream, { limit: 10 })).map(({ type }) => type);
    return { tracker, Task, tasks: tracker.repositoryFor(Task), typesOf };
  }

  test('is gone once it was discarded, and its events are not', async () => {
    const { Task, tasks, typesOf } = await newTracker();
    const task = new Task({ id: '1' });
    await tasks.add(task);

    task.discard();
    await tasks.add(task);

    expect(await tasks.getOrNull('1')).toBeNull();
    expect(await tasks.query.count()).toBe(0);
    expect(await refusalOf(tasks.get('1'))).toMatchObject({
      code: 'AGGREGATE_NOT_FOUND',
      message: expect.stringContaining('was discarded') as unknown,
      details: { discarded: true },
    });
    expect(await typesOf('Task-1')).toEqual(['Tracker.TaskCreated.v1', 'Tracker.TaskDiscarded.v1']);
    expect(() => (task.title = 'x')).toThrow('was discarded');
    await tasks.add(task);
  });

  test('never gives its identity to another one', async () => {
    const { Task, tasks } = await newTracker();
    const task = new Task({ id: '1' });
    await tasks.add(task);
    task.discard();
    await tasks.add(task);

    const error = await refusalOf(tasks.add(new Task({ id: '1' })));

    expect((error as ValidationError).violations).toMatchObject([{ path: ['id'], code: 'unique' }]);
  });

  test('may be discarded before it was ever saved', async () => {
    const { Task, tasks, typesOf } = await newTracker();
    const task = new Task({ id: '1' });
    task.discard();

    await tasks.add(task);

    expect(await tasks.has('1')).toBe(false);
    expect(await typesOf('Task-1')).toEqual(['Tracker.TaskCreated.v1', 'Tracker.TaskDiscarded.v1']);
  });

  test('is not discarded when somebody else saved it meanwhile', async () => {
    const { Task, tasks } = await newTracker();
    await tasks.add(new Task({ id: '1' }));
    const mine = await tasks.get('1');
    const yours = await tasks.get('1');
    yours.title = 'x';
    await tasks.add(yours);

    mine.discard();

    expect((await refusalOf(tasks.add(mine))).code).toBe('VERSION_CONFLICT');
    expect((await tasks.get('1')).title).toBe('x');
  });
});

test('fact events hold the whole state after each save, in a stream of their own', async () => {
  const shop = new Domain('Shop');
  @shop.aggregate({ factEvents: true })
  class Product extends Aggregate<Product> {
    @field.integer({ required: true }) price!: number;
  }
  const opened = observed(memory());
  await shop.init({ databases: { default: opened.adapter } });
  const products = shop.repositoryFor(Product);
  const product = new Product({ id: '1', price: 1 });

  await products.add(product);
  product.price = 2;
  await products.add(product);
  await products.add(product);

  const facts = await opened.database().events.readStream('Product:fact-1', { limit: 10 });
  expect(facts.map(({ version, data }) => [version, JSON.parse(data)])).toEqual([
    [0, { price: 1, id: '1' }],
    [1, { price: 2, id: '1' }],
  ]);
});

describe('a repository of yours', () => {
  async function newBank() {
    const bank = new Domain('Bank');
    const log: string[] = [];
    @bank.event('Account')
    class Audited extends Event<Audited> {}
    @bank.aggregate
    class Account extends Aggregate<Account> {
      @field.integer({ required: true }) balance!: number;
      @field.integer({ default: 0 }) saves!: Defaulted<number>;
      saving() {
        this.saves += 1;
        this.raise_(new Audited());
      }
    }
    @bank.repository(Account)
    class Accounts extends Repository<Account> {
      overdrawn() {
        return this.query.where({ balance: { lt: 0 } });
      }

      protected override async beforeSave(account: Account) {
        await Promise.resolve();
        if (account.balance === 13) throw new Error('unlucky');
        log.push(`before ${account.id}, ${await this.query.count()} stored`);
        account.saving();
      }

      protected override afterSave(account: Account) {
        log.push(`after ${account.id}`);
        if (account.balance === 14) account.balance = 15;
      }
    }
    const opened = observed(memory());
    await bank.init({ databases: { default: opened.adapter } });
    return { bank, Account, Accounts, log, database: opened.database };
  }

  test('is what both its class and the aggregate lead to', async () => {
    const { bank, Account, Accounts } = await newBank();
    const accounts = bank.repositoryFor(Accounts);
    await accounts.add(new Account({ id: '1', balance: -5 }), new Account({ id: '2', balance: 5 }));

    expect((await accounts.overdrawn().all()).map(({ id }) => id)).toEqual(['1']);
    expect(bank.repositoryFor(Account)).toBe(accounts);
    expect(bank.repositoryFor(Account)).toBeInstanceOf(Accounts);
    await bank.unitOfWork(async ({ repository }) => {
      expect(await repository(Accounts).overdrawn().count()).toBe(1);
    });
  });

  test('has a say before and after an aggregate is written', async () => {
    const { bank, Account, Accounts, log, database } = await newBank();

    await bank
      .repositoryFor(Accounts)
      .add(new Account({ id: '1', balance: 1 }), new Account({ id: '2', balance: 1 }));

    expect(log).toEqual(['before 1, 0 stored', 'after 1', 'before 2, 1 stored', 'after 2']);
    const stored = await bank.repositoryFor(Account).get('1');
    expect([stored.saves, versionOf(stored)]).toEqual([1, 0]);
    expect(await database().events.lastPosition()).toBe(2);
  });

  test('refuses a save by throwing', async () => {
    const { bank, Account, Accounts } = await newBank();
    const accounts = bank.repositoryFor(Accounts);

    const error = await refusalOf(
      accounts.add(new Account({ id: '1', balance: 1 }), new Account({ id: '2', balance: 13 })),
    );

    expect(error.message).toBe('unlucky');
    expect(await accounts.query.count()).toBe(0);
  });

  test('must not change an aggregate once it is written', async () => {
    const { bank, Account, Accounts } = await newBank();

    const error = await refusalOf(bank.repositoryFor(Accounts).add(new Account({ id: '1', balance: 14 })));

    expect(error.code).toBe('AGGREGATE_FORGOTTEN');
    expect(error.message).toContain('Change it in beforeSave');
  });

  test('extends Repository, and there is one for each aggregate', async () => {
    const bank = new Domain('Bank');
    @bank.aggregate
    class Account extends Aggregate<Account> {}
    bank.register(class Other {}, { kind: 'repository', partOf: Account });
    expect(bank.check()).toMatchObject([
      {
        code: 'WRONG_BASE_CLASS',
        element: 'Other',
        fix: 'Let it extend Repository: class Other extends Repository.',
      },
    ]);

    const shop = new Domain('Shop');
    @shop.aggregate
    class Item extends Aggregate<Item> {}
    shop.register(class Items extends Repository<Item> {}, { kind: 'repository', partOf: Item });
    shop.register(class MoreItems extends Repository<Item> {}, { kind: 'repository', partOf: Item });
    expect(await refusalOf(shop.init())).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      details: { repositories: ['Items', 'MoreItems'] },
    });
  });
});

test('enrichers may change an aggregate before it is saved, and refuse it', async () => {
  const bank = new Domain('Bank');
  @bank.aggregate
  class Account extends Aggregate<Account> {
    @field.string({ default: '' }) note!: Defaulted<string>;
  }
  await bank.init({
    enrich: {
      aggregate: (aggregate) => {
        const account = aggregate as Account;
        if (account.note === 'bad') throw new Error('refused');
        account.note = 'seen';
      },
    },
  });
  const accounts = bank.repositoryFor(Account);

  await accounts.add(new Account({ id: '1' }));

  expect((await accounts.get('1')).note).toBe('seen');
  expect((await refusalOf(accounts.add(new Account({ note: 'bad' })))).message).toBe('refused');
});

test('enrichers of aggregates are not called for event-sourced ones, whose state follows from events alone', async () => {
  const bank = new Domain('Bank');
  @bank.event('Ledger')
  class Opened extends Event<Opened> {}
  @bank.aggregate({ eventSourced: true })
  class Ledger extends Aggregate<Ledger> {
    @apply(Opened)
    opened(): void {}
  }
  const refuse = (): never => {
    throw new Error('refused');
  };
  await bank.init({ enrich: { aggregate: refuse } });

  await bank.repositoryFor(Ledger).add(Ledger.createFrom(new Opened(), '1'));

  expect(await bank.repositoryFor(Ledger).has('1')).toBe(true);
});
