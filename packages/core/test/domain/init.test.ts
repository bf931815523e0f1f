import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  Event,
  field,
  memory,
  memoryBroker,
  versionOf,
  type InitOptions,
} from '@domainry/core';
import type { BrokerAdapter, BrokerReceiver } from '../../src/ports/broker.js';
import type { Database, DatabaseAdapter } from '../../src/ports/database.js';
import { refusalOf } from '../unit-of-work/bank.js';

/** A class of its own each time: a class belongs to one domain. */
const newListener = () =>
  class Listener {
    receive(): void {}
  };

function newBank(name = 'Bank') {
  const bank = new Domain(name);
  @bank.aggregate
  class Account extends Aggregate<Account> {
    @field.integer({ required: true }) balance!: number;
  }
  return { bank, Account };
}

describe('init()', () => {
  test('keeps everything in memory when no database is given', async () => {
    const { bank, Account } = newBank();

    expect(await bank.init()).toBe(bank);
    await bank.repositoryFor(Account).add(new Account({ id: '1', balance: 1 }));

    expect((await bank.repositoryFor(Account).get('1')).balance).toBe(1);
    await bank.close();
  });

  test('has to come before anything is loaded or saved', async () => {
    const { bank, Account } = newBank();

    expect(() => bank.repositoryFor(Account)).toThrow('Bank is not initialised. Await its init() first');
    expect((await refusalOf(bank.unitOfWork(() => 1))).code).toBe('NOT_INITIALISED');
    await bank.init();
    await bank.close();
    expect(() => bank.repositoryFor(Account)).toThrow('Bank was closed. Await init() to open it again');
  });

  test('does nothing a second time, and refuses options that come too late', async () => {
    const { bank, Account } = newBank();

    await Promise.all([bank.init(), bank.init()]);
    await bank.repositoryFor(Account).add(new Account({ id: '1', balance: 1 }));
    await bank.init();

    expect(await bank.repositoryFor(Account).has('1')).toBe(true);
    expect((await refusalOf(bank.init({ databases: { default: memory() } }))).code).toBe(
      'ALREADY_INITIALISED',
    );
    expect(await bank.repositoryFor(Account).has('1')).toBe(true);
  });

  test('that fails since a broker refuses a subscriber leaves nothing open, and may be called again', async () => {
    const { bank, Account } = newBank();
    bank.register(newListener(), { kind: 'subscriber', stream: 'payments' });
    const inner = memoryBroker();
    let fails = true;
    const closed: string[] = [];
    const broker: BrokerAdapter = {
      name: 'moody',
      open: async () => {
        const opened = await inner.open();
        return Object.assign(Object.create(opened) as typeof opened, {
          subscribe: (receiver: BrokerReceiver) =>
            fails ? Promise.reject(new Error('not now')) : opened.subscribe(receiver),
          publish: opened.publish.bind(opened),
          close: () => {
            closed.push('broker');
            return opened.close();
          },
        });
      },
    };

    await expect(bank.init({ brokers: { default: broker } })).rejects.toThrow('not now');
    expect(() => bank.repositoryFor(Account)).toThrow('Bank was closed');
    expect(closed).toEqual(['broker']);
    fails = false;
    await bank.init({ brokers: { default: broker } });

    expect((await bank.health()).isHealthy).toBe(true);
    await bank.close();
  });

  test('leaves no subscription behind when the domain is closed before the broker has answered', async () => {
    const { bank } = newBank();
    bank.register(newListener(), { kind: 'subscriber', stream: 'payments' });
    const inner = memoryBroker();
    const stopped: string[] = [];
    let answer!: () => void;
    let asked!: () => void;
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const broker: BrokerAdapter = {
      name: 'slow',
      open: async () => {
        const opened = await inner.open();
        return Object.assign(Object.create(opened) as typeof opened, {
          subscribe: async () => {
            asked();
            await answered;
            return { stop: async () => void stopped.push('stopped') };
          },
          close: () => opened.close(),
        });
      },
    };

    const opening = bank.init({ brokers: { default: broker } });
    await isAsked;
    await bank.close();
    answer();
    await opening;

    expect(stopped).toEqual(['stopped']);
    expect((await bank.health()).state).toBe('closed');
  });

  test('opens again what was closed', async () => {
    const { bank, Account } = newBank();
    const kept = memory({ keep: true });
    await bank.init({ databases: { default: kept } });
    await bank.repositoryFor(Account).add(new Account({ id: '1', balance: 1 }));

    await bank.close();
    await bank.close();
    await bank.init({ databases: { default: kept } });

    expect(await bank.repositoryFor(Account).has('1')).toBe(true);
  });

  test.each<[string, unknown, string]>([
    ['an unknown option', { database: memory() }, 'the option database is unknown. Did you mean databases?'],
    ['no object', 7, 'expected an object with options'],
    ['databases that are none', { databases: 7 }, 'expected databases by name'],
    ['what is no adapter', { databases: { default: memory } }, 'the database default is no adapter'],
    [
      'no database for an element',
      { databases: { main: memory() } },
      'Account is kept in the database default',
    ],
    ['a wrong handler option', { middleware: 7 }, 'middleware'],
    ['an empty key', { cursorKey: '' }, 'cursorKey is no text, or an empty one'],
  ])('refuses %s', async (_what, options, text) => {
    const { bank, Account } = newBank();

    const error = await refusalOf(bank.init(options as InitOptions));

    expect(error.code).toBe('CONFIGURATION_INVALID');
    expect(error.message).toContain(text);
    // It may be tried again.
    await bank.init();
    expect(await bank.repositoryFor(Account).has('1')).toBe(false);
  });

  test('suggests the database that was meant', async () => {
    const bank = new Domain('Bank');
    @bank.aggregate({ database: 'archiv' })
    class Old extends Aggregate<Old> {}
    expect(Old.name).toBe('Old');

    const error = await refusalOf(bank.init({ databases: { default: memory(), archive: memory() } }));

    expect(error.message).toContain(
      'Old is kept in the database archiv, which is not there. Did you mean archive?',
    );
  });

  test('closes what it opened when another database cannot be opened', async () => {
    const { bank } = newBank();
    let closed = 0;
    const good: DatabaseAdapter = {
      name: 'good',
      open: async (model) => {
        const database: Database = await memory().open(model);
        const close = async () => {
          closed += 1;
          await database.close();
        };
        return Object.assign(Object.create(database) as Database, { close });
      },
    };
    const bad: DatabaseAdapter = { name: 'bad', open: () => Promise.reject(new Error('unreachable')) };

    const error = await refusalOf(bank.init({ databases: { default: good, other: bad } }));

    expect(error.message).toBe('unreachable');
    expect(closed).toBe(1);
  });

  test('fails when the domain is closed before it is done', async () => {
    const { bank, Account } = newBank();

    const opening = refusalOf(bank.init());
    await bank.close();
    expect((await opening).message).toContain('Bank was closed');

    expect(() => bank.repositoryFor(Account)).toThrow('Bank was closed');
    const bad = { name: 'bad', open: () => Promise.reject(new Error('unreachable')) };
    const failing = refusalOf(bank.init({ databases: { default: bad } }));
    await bank.close();
    expect((await failing).message).toBe('unreachable');
  });

  test('of a fork opens databases of its own, and its units follow its clock', async () => {
    const bank = new Domain('Bank', { clock: () => new Date(1000) });
    @bank.event('Account')
    class Opened extends Event<Opened> {}
    @bank.aggregate
    class Account extends Aggregate<Account> {
      @field.dateTime({ stamp: 'created' }) createdAt?: Date;
      open() {
        this.raise_(new Opened());
      }
    }
    await bank.init();
    const fork = bank.fork({ clock: () => new Date(2000) });
    await fork.init();

    await fork.unitOfWork(async ({ repository }) => {
      await Promise.resolve();
      const account = new Account({ id: '1' });
      account.open();
      expect(account.pendingEvents).toHaveLength(1);
      await repository(Account).add(account);
    });

    expect((await fork.repositoryFor(Account).get('1')).createdAt).toEqual(new Date(2000));
    expect(await bank.repositoryFor(Account).has('1')).toBe(false);
  });
});

describe('a tenant', () => {
  test('is the one of a whole unit of work', async () => {
    const { bank, Account } = newBank();
    await bank.init();

    const error = await refusalOf(
      bank.withTenant('north', () =>
        bank.unitOfWork(async () => {
          await bank.repositoryFor(Account).add(new Account({ id: '1', balance: 1 }));
          await bank.withTenant('south', () =>
            bank.repositoryFor(Account).add(new Account({ id: '2', balance: 1 })),
          );
        }),
      ),
    );

    expect(error).toMatchObject({ code: 'TENANT_MIXED', details: { own: 'north', other: 'south' } });
    expect(await bank.repositoryFor(Account).query.count()).toBe(0);
  });

  test('has a name', () => {
    const { bank } = newBank();

    for (const tenant of ['', undefined, 7]) {
      expect(() => bank.withTenant(tenant as string, () => 1)).toThrow('Give the name of the tenant');
    }
    expect(bank.withTenant('north', () => 1)).toBe(1);
  });

  test('goes along with what is begun and awaited, and nowhere else', async () => {
    const { bank, Account } = newBank();
    await bank.init();
    const accounts = bank.repositoryFor(Account);

    await Promise.all(
      ['north', 'south'].map((tenant) =>
        bank.withTenant(tenant, async () => {
          await Promise.resolve();
          const account = new Account({ id: tenant, balance: 1 });
          await accounts.add(account);
          expect(versionOf(account)).toBe(0);
        }),
      ),
    );

    expect(await accounts.query.count()).toBe(2);
  });
});
