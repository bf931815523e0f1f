import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Domain,
  Event,
  apply,
  field,
  memory,
  memoryBroker,
  tenantDatabases,
  type BrokerMessage,
  type HandlerContext,
  type TenantDatabasesOptions,
} from '@domainry/core';
import type { DatabaseAdapter } from '../../src/ports/database.js';

function newBank() {
  const bank = new Domain('Bank');

  @bank.aggregate
  class Account extends Aggregate<Account> {
    @field.integer({ required: true }) balance!: number;
  }

  @bank.event('Ledger')
  class Opened extends Event<Opened> {
    @field.identifier({ required: true }) readonly ledgerId!: string;
    @field.string({ required: true }) readonly owner!: string;
  }

  @bank.aggregate({ eventSourced: true, cache: 10 })
  class Ledger extends Aggregate<Ledger> {
    @field.identifier({ identifier: true, required: true }) readonly ledgerId!: string;
    @field.string({ required: true }) owner!: string;

    static open(ledgerId: string, owner: string): Ledger {
      return this.createFrom(new Opened({ ledgerId, owner }));
    }
    @apply(Opened)
    opened({ owner }: Opened) {
      this.owner = owner;
    }
  }
  return { bank, Account, Ledger };
}

/** Databases in memory that tell which of them are open. */
function observed() {
  const open: string[] = [];
  const kept = new Map<string, DatabaseAdapter>();
  const of = (tenant: string): DatabaseAdapter => {
    let adapter = kept.get(tenant);
    if (adapter === undefined) kept.set(tenant, (adapter = memory({ keep: true })));
    return {
      name: 'memory',
      open: async (model) => {
        const database = await adapter.open(model);
        open.push(tenant);
        const close = async (): Promise<void> => {
          open.splice(open.indexOf(tenant), 1);
          await database.close();
        };
        // Its own methods need it as their `this`.
        return new Proxy(database, {
          get: (target, key): unknown => {
            const member: unknown = key === 'close' ? close : Reflect.get(target, key, target);
            return typeof member === 'function' ? member.bind(target) : member;
          },
        });
      },
    };
  };
  return { open, options: { of, known: () => [...kept.keys()] } satisfies TenantDatabasesOptions };
}

describe('a database for each tenant', () => {
  test('is refused without functions that say which', () => {
    const wrong = (options: object) => () => tenantDatabases(options as never);
    expect(wrong({})).toThrow('tenantDatabases(): the option of takes a function');
    expect(wrong({ of: memory })).toThrow('the option known takes a function');
    expect(wrong({ of: memory, known: () => [], mostOpen: 0 })).toThrow('mostOpen takes a whole number');
  });

  test('is opened when the tenant is met first, and once for all who meet it at a time', async () => {
    const { bank, Account } = newBank();
    const { open, options } = observed();
    await bank.init({ databases: { default: tenantDatabases(options) } });
    expect(open).toEqual([]);

    const add = (id: string): Promise<unknown> =>
      bank.withTenant('north', () => bank.repositoryFor(Account).add(new Account({ id, balance: 1 })));
    await Promise.all([add('a'), add('b'), add('c')]);

    expect(open).toEqual(['north']);
    await bank.close();
    expect(open).toEqual([]);
  });

  test('is closed when too many are open and nobody uses it, and opened again', async () => {
    const { bank, Account } = newBank();
    const { open, options } = observed();
    await bank.init({ databases: { default: tenantDatabases({ ...options, mostOpen: 2 }) } });
    const visit = (tenant: string): Promise<unknown> =>
      bank.withTenant(tenant, () => bank.repositoryFor(Account).add(new Account({ id: tenant, balance: 1 })));

    for (const tenant of ['a', 'b', 'c', 'd']) await visit(tenant);

    expect(open).toEqual(['c', 'd']);
    expect(await bank.withTenant('a', () => bank.repositoryFor(Account).has('a'))).toBe(true);
    expect(open).toEqual(['d', 'a']);
    await bank.close();
  });

  test('stays open as long as one of its transactions does', async () => {
    const { bank, Account } = newBank();
    const { options } = observed();
    await bank.init({ databases: { default: tenantDatabases({ ...options, mostOpen: 1 }) } });

    await bank.withTenant('a', () =>
      bank.unitOfWork(async () => {
        const accounts = bank.repositoryFor(Account);
        await accounts.add(new Account({ id: '1', balance: 1 }));
        await accounts.query.count();
      }),
    );
    await Promise.all(
      ['a', 'b', 'c'].map((tenant) =>
        bank.withTenant(tenant, () =>
          bank.unitOfWork(async () => {
            const accounts = bank.repositoryFor(Account);
            await accounts.add(new Account({ id: '2', balance: 1 }));
            await accounts.query.count();
          }),
        ),
      ),
    );

    expect(await bank.withTenant('a', () => bank.repositoryFor(Account).query.count())).toBe(2);
    await bank.close();
  });

  test('that cannot be opened is tried again, and keeps nobody else from theirs', async () => {
    const { bank, Account } = newBank();
    const { options } = observed();
    let isBroken = true;
    const of = (tenant: string): DatabaseAdapter => {
      if (tenant === 'north' && isBroken) throw new Error('not yet');
      return options.of(tenant);
    };
    await bank.init({ databases: { default: tenantDatabases({ ...options, of }) } });
    const count = (tenant: string): Promise<number> =>
      bank.withTenant(tenant, () => bank.repositoryFor(Account).query.count());

    await expect(count('north')).rejects.toThrow('not yet');
    expect(await count('south')).toBe(0);
    isBroken = false;
    expect(await count('north')).toBe(0);
    await bank.close();
  });

  test('has a cache of aggregates of its own, also where identities of events are the same', async () => {
    const { bank, Ledger } = newBank();
    const same = bank.fork({ messageIdentity: () => '0197a000-0000-7000-8000-000000000001' });
    const { options } = observed();
    await same.init({ databases: { default: tenantDatabases(options) } });
    for (const tenant of ['north', 'south'])
      await same.withTenant(tenant, () => same.repositoryFor(Ledger).add(Ledger.open('all', tenant)));

    for (const tenant of ['north', 'south'])
      expect((await same.withTenant(tenant, () => same.repositoryFor(Ledger).get('all'))).owner).toBe(tenant);
    await same.close();
  });

  test('takes messages of other contexts for the tenant that their header names', async () => {
    const { bank, Account } = newBank();
    @bank.subscriber({ stream: 'payments' })
    class Payments {
      async receive({ id }: BrokerMessage, { repository }: HandlerContext): Promise<void> {
        await repository(Account).add(new Account({ id, balance: 1 }));
      }
    }
    void Payments;
    const { options } = observed();
    await bank.init({
      databases: { default: tenantDatabases(options) },
      brokers: { default: memoryBroker() },
      retry: { attempts: 1 },
      logger: silent,
    });
    const body = {};
    await bank.broker().publish('payments', [
      { id: 'a', body, headers: { tenant: 'north' } },
      { id: 'b', body, headers: {} },
    ]);
    await bank.settled();
    while (bank.deadLetters.list().length === 0) await new Promise((resolve) => setTimeout(resolve, 1));

    expect(await bank.withTenant('north', () => bank.repositoryFor(Account).has('a'))).toBe(true);
    expect(bank.deadLetters.list()).toMatchObject([{ error: { code: 'TENANT_MISSING' } }]);
    await bank.close();
  });
});

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore(): void {
  // Nobody looks.
}
