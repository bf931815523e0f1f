import { expect, test } from '@jest/globals';
import { memory, type Domain } from '@domainry/core';
import fc from 'fast-check';
import { Account, Ledger, Withdraw, bank } from './bank.js';
import { openAccount } from './domain-specification.js';

/** A bank whose tenants are kept apart, as it is for one test. */
export interface OpenedTenants {
  readonly domain: Domain;
  /** Closes it and opens it again. */
  reopen(): Promise<Domain>;
}

/** What a domain finds in every store that keeps tenants apart. Called inside of a `describe`, once its hooks are there. */
export function specifyTenants(opened: () => OpenedTenants): void {
  test('refuses everything that nobody said the tenant of', async () => {
    const { domain } = opened();
    const missing = { code: 'TENANT_MISSING' };
    await expect(openAccount(domain, 'a')).rejects.toMatchObject(missing);
    await expect(domain.repositoryFor(Account).getOrNull('a')).rejects.toMatchObject(missing);
    await expect(domain.repositoryFor(Account).query.count()).rejects.toMatchObject(missing);
    await expect(domain.process(new Withdraw({ accountId: 'a', amount: 1 }))).rejects.toMatchObject(missing);
    await expect(domain.log.read({ limit: 1 })).rejects.toMatchObject(missing);
    await expect(domain.verify()).rejects.toMatchObject(missing);
  });

  test('gives the same keys, identities and positions to each tenant', async () => {
    const { domain, reopen } = opened();
    for (const [tenant, amount] of [
      ['north', 30],
      ['south', 40],
    ] as const) {
      await domain.withTenant(tenant, () => openAccount(domain, 'a'));
      const options = { tenant, idempotencyKey: 'k' };
      expect(await domain.process(new Withdraw({ accountId: 'a', amount }), options)).toBe(100 - amount);
      expect(await domain.process(new Withdraw({ accountId: 'a', amount }), options)).toBe(100 - amount);
    }
    await domain.settled();
    const again = await reopen();

    for (const [tenant, total] of [
      ['north', 30],
      ['south', 40],
    ] as const) {
      const log = await again.withTenant(tenant, async () => {
        expect((await again.repositoryFor(Ledger).get('all')).total).toBe(total);
        expect((await again.verify()).findings).toEqual([]);
        return await again.log.read({ limit: 9 });
      });
      expect(log.map(({ position }) => position)).toEqual([1, 2, 3]);
      expect(log.map(({ stream }) => stream)).toEqual(['Account-a', 'Ledger-all', 'Ledger-all']);
    }
  });

  test('handles after a restart what was accepted for each tenant', async () => {
    const { domain, reopen } = opened();
    for (const tenant of ['north', 'south']) {
      await domain.withTenant(tenant, () => openAccount(domain, 'a'));
      const command = new Withdraw({ accountId: 'a', amount: 1 });
      await domain.process(command, { tenant, asynchronous: true });
    }
    const again = await reopen();
    await again.settled();

    for (const tenant of ['north', 'south'])
      expect((await again.withTenant(tenant, () => again.repositoryFor(Account).get('a'))).balance).toBe(99);
  });

  test('keeps a unit of work to one tenant', async () => {
    const { domain } = opened();
    const mixed = domain.withTenant('north', () =>
      domain.unitOfWork(async () => {
        await openAccount(domain, 'a');
        await domain.withTenant('south', () => openAccount(domain, 'a'));
      }),
    );
    await expect(mixed).rejects.toMatchObject({ code: 'TENANT_MIXED' });
    for (const tenant of ['north', 'south'])
      expect(await domain.withTenant(tenant, () => domain.repositoryFor(Account).query.count())).toBe(0);
  });

  test('shows who follows the log of one tenant nothing of another', async () => {
    const { domain } = opened();
    const seen: string[] = [];
    const ended = new AbortController();
    const following = domain.withTenant('north', async () => {
      for await (const { stream } of domain.log.follow({ signal: ended.signal })) {
        seen.push(stream);
        if (seen.length === 3) break;
      }
    });
    for (const tenant of ['south', 'north']) {
      await domain.withTenant(tenant, () => openAccount(domain, tenant));
      await domain.process(new Withdraw({ accountId: tenant, amount: 1 }), { tenant });
    }
    await following;
    expect(seen).toEqual(['Account-north', 'Ledger-all', 'Ledger-all']);
  });

  test('removes everything that is kept of one tenant, and nothing else', async () => {
    const { domain, reopen } = opened();
    for (const tenant of ['north', 'south']) {
      await domain.withTenant(tenant, () => openAccount(domain, 'a'));
      for (let time = 0; time < 6; time++)
        await domain.process(new Withdraw({ accountId: 'a', amount: 1 }), {
          tenant,
          idempotencyKey: `k${time}`,
        });
    }
    await domain.settled();
    const before = await stateOf(domain, 'south');

    await domain.tenants().remove('north');

    expect([...(await domain.tenants().known())]).toEqual(['south']);
    expect(await stateOf(domain, 'south')).toEqual(before);
    const again = await reopen();
    expect(await stateOf(again, 'north')).toEqual({ accounts: [], log: [] });
    await again.withTenant('north', () => openAccount(again, 'a'));
    // Keys are forgotten as well.
    expect(
      await again.process(new Withdraw({ accountId: 'a', amount: 5 }), {
        tenant: 'north',
        idempotencyKey: 'k1',
      }),
    ).toBe(95);
    expect(await stateOf(again, 'south')).toEqual(before);
  });

  test('does not remove a tenant whom something is done for', async () => {
    const { domain } = opened();
    await domain.withTenant('north', () =>
      domain.unitOfWork(async () => {
        await openAccount(domain, 'a');
        await domain.repositoryFor(Account).query.count();
        await expect(domain.tenants().remove('north')).rejects.toMatchObject({ code: 'TENANT_IN_USE' });
      }),
    );
    expect((await stateOf(domain, 'north')).accounts.length).toBe(1);
  });

  test('comes to the same for all tenants together as for each in a database of its own', async () => {
    const { domain } = opened();
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(operations, { maxLength: 25 }), async (done) => {
        round += 1;
        const names = tenants.map((name) => `${name} ${round}`);
        const alone = await Promise.all(names.map(openAlone));
        try {
          for (const { tenant, ...operation } of done) {
            const name = names[tenant]!;
            const together = await outcomeOf(domain, name, operation);
            expect(together).toEqual(await outcomeOf(alone[tenant]!, name, operation));
          }
          await domain.settled();
          for (const [at, name] of names.entries())
            expect(await stateOf(domain, name)).toEqual(await stateOf(alone[at]!, name));
        } finally {
          await Promise.all(alone.map((each) => each.close()));
        }
      }),
      { numRuns: 12 },
    );
  });
}

const tenants = ['north', "so'uth", '..'];

const operations = fc.record({
  tenant: fc.nat(tenants.length - 1),
  kind: fc.constantFrom('open', 'withdraw', 'withdraw', 'repeat', 'rename', 'sum'),
  account: fc.constantFrom('a', 'b'),
  amount: fc.integer({ min: 1, max: 60 }),
});

type Operation = Omit<typeof operations extends fc.Arbitrary<infer Value> ? Value : never, 'tenant'>;

async function openAlone(): Promise<Domain> {
  const domain = bank.fork();
  await domain.init({ databases: { default: memory() } });
  return domain;
}

/** What an operation came to: a value, or the code of an error. */
async function outcomeOf(domain: Domain, tenant: string, operation: Operation): Promise<unknown> {
  try {
    return await domain.withTenant(tenant, () => operate(domain, operation));
  } catch (error) {
    return (error as { readonly code?: string }).code ?? String(error);
  }
}

async function operate(domain: Domain, { kind, account, amount }: Operation): Promise<unknown> {
  const command = (): Withdraw => new Withdraw({ accountId: account, amount });
  switch (kind) {
    case 'open':
      return await openAccount(domain, account);
    case 'withdraw':
      return await domain.process(command());
    case 'repeat':
      return await domain.process(command(), { idempotencyKey: `${account}` });
    case 'rename':
      return await domain
        .repositoryFor(Account)
        .query.where({ balance: { lt: amount } })
        .update({ owner: 'Bob' });
    default:
      return await domain.repositoryFor(Account).query.where({ owner: 'Ada' }).sum('balance');
  }
}

async function stateOf(
  domain: Domain,
  tenant: string,
): Promise<{ readonly accounts: readonly unknown[]; readonly log: readonly unknown[] }> {
  return await domain.withTenant(tenant, async () => {
    const accounts = await domain.repositoryFor(Account).query.orderBy('accountId').all();
    const log = await domain.log.read({ limit: 1_000 });
    return {
      accounts: accounts.map((account) => [account.accountId, account.balance, [...account.cards].length]),
      log: log.map(({ position, stream, version }) => [position, stream, version]),
    };
  });
}
