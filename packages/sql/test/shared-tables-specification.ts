import { expect, test } from '@jest/globals';
import { Aggregate, Domain, field, memory } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { tablesOf } from '@domainry/sql';
import fc from 'fast-check';
import { sql } from 'kysely';
import { Account, Ledger, Withdraw, bank } from './bank.js';
import { openAccount } from './domain-specification.js';
import type { OpenedTenants } from './tenant-specification.js';

/** The same place for each call. */
export interface SharedPlace {
  /** Of the same place, as if it had no tenants; or of a new place, where tenants share the tables. */
  adapter(which: 'apart' | 'new'): DatabaseAdapter;
  /** Statements that would reach rows of others, if they were not refused. */
  readonly refused: readonly string[];
}

/** What a domain finds where all tenants have their rows in the same tables. Called inside of a `describe`, after its hooks. */
export function specifySharedTables(opened: () => OpenedTenants, place: () => SharedPlace): void {
  test('has statements of one’s own see and change the rows of the tenant only', async () => {
    const { domain } = opened();
    for (const tenant of ['north', 'south'])
      for (const id of ['a', 'b']) await domain.withTenant(tenant, () => openAccount(domain, id));

    const changed = await domain.withTenant('north', () =>
      domain.unitOfWork(async () => {
        const tables = await tablesOf(domain, { Account });
        const { numUpdatedRows } = await tables
          .updateTable('Account')
          .set((is) => ({ owner: 'Bob', _version: is('_version', '+', 1) }))
          .executeTakeFirstOrThrow();
        await tables.deleteFrom('Account').where('accountId', '=', 'b').execute();
        await sql`insert into "Account" ("accountId", iban, owner, balance, _version)
          values ('c', 'DE-c', 'Eve', 1, 0)`.execute(tables);
        const { rows } = await sql<{
          readonly seen: number;
        }>`select count(*) as seen from "Account_cards"`.execute(tables);
        return [numUpdatedRows, Number(rows[0]!.seen)];
      }),
    );

    expect(changed).toEqual([2n, 2]);
    expect(await accountsOf(domain, 'north')).toEqual([
      ['a', 'Bob', 100, 2],
      ['c', 'Eve', 1, 0],
    ]);
    expect(await accountsOf(domain, 'south')).toEqual([
      ['a', 'Ada', 100, 2],
      ['b', 'Ada', 100, 2],
    ]);
  });

  test('has statements about the tables of the framework see those of the tenant only', async () => {
    const { domain } = opened();
    for (const tenant of ['north', 'south']) {
      await domain.withTenant(tenant, () => openAccount(domain, 'a'));
      await domain.process(new Withdraw({ accountId: 'a', amount: 1 }), { tenant, idempotencyKey: tenant });
    }
    await domain.settled();
    const seen = await domain.withTenant('north', () =>
      domain.unitOfWork(async () => {
        const tables = await tablesOf(domain, {});
        const counts: Record<string, number> = {};
        for (const table of ['domainry_events', 'domainry_idempotency', 'domainry_streams']) {
          const { rows } = await sql<{
            readonly count: number;
          }>`select count(*) as count from ${sql.table(table)}`.execute(tables);
          counts[table] = Number(rows[0]!.count);
        }
        return counts;
      }),
    );
    expect(seen).toEqual({ domainry_events: 3, domainry_idempotency: 1, domainry_streams: 2 });
  });

  test('refuses statements of one’s own that would go past that', async () => {
    const { domain } = opened();
    for (const tenant of ['north', 'south']) await domain.withTenant(tenant, () => openAccount(domain, 'a'));
    for (const text of place().refused) {
      const attempt = domain.withTenant('north', () =>
        domain.unitOfWork(async () => (await sql.raw(text).execute(await tablesOf(domain, {}))).rows),
      );
      expect([text, await attempt.catch((error: { code?: string }) => error.code)]).toEqual([
        text,
        'RAW_REFUSED',
      ]);
    }
    expect((await accountsOf(domain, 'south')).length).toBe(1);
  });

  test('lets a value be unique within a tenant', async () => {
    const { domain } = opened();
    await domain.withTenant('north', () => openAccount(domain, 'a'));
    await domain.withTenant('south', () => openAccount(domain, 'a'));
    const twice = domain.withTenant('south', () =>
      domain.repositoryFor(Account).add(new Account({ accountId: 'z', iban: 'DE-a', owner: 'Eve' })),
    );
    await expect(twice).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('is not opened as a place of another kind', async () => {
    const otherwise = bank.fork();
    const refused = otherwise.init({ databases: { default: place().adapter('apart') } });
    await expect(refused).rejects.toMatchObject({ code: 'TENANT_PLACEMENT' });
  });

  test('migrates the rows of all tenants together', async () => {
    const databases = { default: place().adapter('new') };
    const shopOf = (declare: (order: object) => void): { shop: Domain; orders: () => Orders } => {
      const shop = new Domain('Shop');
      class Order extends Aggregate<Order> {}
      declare(Order.prototype);
      const Finished = shop.aggregate(Order) as unknown as new (given: object) => Order;
      return {
        shop,
        orders: () => ({
          add: async (fields) => await shop.repositoryFor(Order).add(new Finished(fields)),
          get: async (id) => (await shop.repositoryFor(Order).get(id)) as unknown as { rank: unknown },
        }),
      };
    };
    const early = shopOf((order) => field.string()(order, 'rank'));
    await early.shop.init({ databases });
    for (const [tenant, rank] of [
      ['north', '7'],
      ['south', '8'],
    ] as const)
      await early.shop.withTenant(tenant, () => early.orders().add({ id: 'o', rank }));
    await early.shop.close();

    const late = shopOf((order) => {
      field.integer()(order, 'rank');
      field.string()(order, 'title');
    });
    const migrator = (await late.shop.migrators(databases)).get('default')!;
    expect((await migrator.apply({ destructive: true })).applied.map(({ id }) => id)).toEqual(['model-2']);
    expect((await migrator.status()).isUpToDate).toBe(true);
    await migrator.close();

    await late.shop.init({ databases });
    const rankOf = async (tenant: string): Promise<unknown> =>
      await late.shop.withTenant(tenant, async () => (await late.orders().get('o')).rank);
    expect([await rankOf('north'), await rankOf('south')]).toEqual([7, 8]);
    await expect(late.orders().get('o')).rejects.toMatchObject({ code: 'TENANT_MISSING' });
    await late.shop.close();
  });

  test('shows no tenant what others do, whatever is done in whatever order', async () => {
    const { domain } = opened();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 30 }), async (all) => {
        round += 1;
        const tenants = ['north', "so'uth", 'a\\b'].map((name) => `${name} ${round}`);
        const alone = await Promise.all(
          tenants.map(async () => {
            const one = bank.fork();
            await one.init({ databases: { default: memory() } });
            return one;
          }),
        );
        try {
          for (const { tenant, ...step } of all) {
            const name = tenants[tenant]!;
            const expected = await outcomeOf(() => take(alone[tenant]!, step));
            expect(await outcomeOf(() => domain.withTenant(name, () => take(domain, step)))).toEqual(
              expected,
            );
            await domain.settled();
            await alone[tenant]!.settled();
            // Each of them, since what is done for one must not be seen by another at any time.
            for (const [at, each] of tenants.entries())
              expect(await everythingOf(domain, each)).toEqual(await everythingOf(alone[at]!, each));
          }
        } finally {
          await Promise.all(alone.map((each) => each.close()));
        }
      }),
      { numRuns: 8 },
    );
  });
}

interface Orders {
  add(fields: object): Promise<unknown>;
  get(id: string): Promise<{ readonly rank: unknown }>;
}

const steps = fc.record({
  tenant: fc.nat(2),
  kind: fc.constantFrom(
    'open',
    'open',
    'withdraw',
    'repeat',
    'change',
    'remove',
    'clear',
    'truncate',
    'archive',
    'sum',
    'total',
  ),
  account: fc.constantFrom('a', 'b', 'c'),
  amount: fc.integer({ min: 1, max: 60 }),
});

type Step = Omit<typeof steps extends fc.Arbitrary<infer Value> ? Value : never, 'tenant'>;

async function take(domain: Domain, { kind, account, amount }: Step): Promise<unknown> {
  const accounts = domain.repositoryFor(Account);
  const command = (): Withdraw => new Withdraw({ accountId: account, amount });
  switch (kind) {
    case 'open':
      return await openAccount(domain, account);
    case 'withdraw':
      return await domain.process(command());
    case 'repeat':
      return await domain.process(command(), { idempotencyKey: account });
    case 'change':
      return await accounts.query.where({ balance: { lt: amount * 2 } }).update({ owner: `Bob ${amount}` });
    case 'remove':
      return await accounts.remove(await accounts.get(account));
    case 'clear':
      return await accounts.query.where({ balance: { lt: amount } }).delete();
    case 'truncate':
      return await domain.streams.named(`Account-${account}`).truncateBefore(1);
    case 'archive':
      return await domain.streams.named(`Account-${account}`).archive();
    case 'sum':
      return await accounts.query.sum('balance');
    default:
      return (await domain.repositoryFor(Ledger).getOrNull('all'))?.total;
  }
}

async function outcomeOf(act: () => Promise<unknown>): Promise<unknown> {
  try {
    return await act();
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  }
}

async function accountsOf(domain: Domain, tenant: string): Promise<readonly unknown[]> {
  return await domain.withTenant(tenant, async () => {
    const all = await domain.repositoryFor(Account).query.orderBy('accountId').all();
    return all.map(({ accountId, owner, balance, cards }) => [accountId, owner, balance, [...cards].length]);
  });
}

async function everythingOf(domain: Domain, tenant: string): Promise<unknown> {
  return await domain.withTenant(tenant, async () => {
    const log = await domain.log.read({ limit: 1_000 });
    return {
      accounts: await accountsOf(domain, tenant),
      log: log.map(({ position, stream, version }) => [position, stream, version]),
    };
  });
}
