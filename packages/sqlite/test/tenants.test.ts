import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, field } from '@domainry/core';
import { Account, bank } from '../../sql/test/bank.js';
import { openAccount } from '../../sql/test/domain-specification.js';
import { specifyTenants } from '../../sql/test/tenant-specification.js';
import { sqlite, type SqliteOptions } from '../src/index.js';
import { newFile } from './files.js';
import './same-cases-in-ci.js';

let folder: string;
let domain: Domain;

async function open(options: SqliteOptions = {}): Promise<Domain> {
  const opened = bank.fork();
  const adapter = sqlite(folder, { synchronous: 'normal', ...options, tenants: 'files' });
  await opened.init({ databases: { default: adapter } });
  return opened;
}

beforeEach(async () => {
  folder = join(dirname(newFile()), 'tenants');
  domain = await open();
});
afterEach(() => domain.close());

async function reopen(): Promise<Domain> {
  await domain.close();
  domain = await open();
  return domain;
}

describe('a domain with a file for each tenant', () => {
  specifyTenants(() => ({ domain, reopen }));

  test('makes files in its folder only, called so that no two are one', async () => {
    for (const tenant of ['../north', 'North', 'north'])
      await domain.withTenant(tenant, () => openAccount(domain, 'a'));
    await domain.close();

    expect(readdirSync(folder).filter((name) => name.endsWith('.db'))).toEqual([
      '_2e_2e_2fnorth.db',
      '_4eorth.db',
      'north.db',
    ]);
    expect(readdirSync(dirname(folder))).toEqual(['tenants']);
  });

  test('leaves alone what lies in the folder beside them', async () => {
    mkdirSync(folder, { recursive: true });
    for (const name of ['README.md', 'Not_A_Tenant.db', '_zz.db']) writeFileSync(join(folder, name), 'x');
    await reopen();
    await domain.withTenant('north', () => openAccount(domain, 'a'));
    expect(await domain.withTenant('north', () => domain.repositoryFor(Account).query.count())).toBe(1);
  });

  test('refuses a name that is too long for a file', async () => {
    const tenant = '日'.repeat(100);
    await expect(domain.withTenant(tenant, () => openAccount(domain, 'a'))).rejects.toMatchObject({
      code: 'TENANT_INVALID',
      message: expect.stringContaining('its file would have a name of 903 characters'),
    });
  });

  test('migrates the files of all tenants, each with a name before its migrations', async () => {
    const domainWith = (...names: readonly string[]): Domain => {
      const shop = new Domain('Shop');
      class Order extends Aggregate<Order> {}
      for (const name of names) field.string()(Order.prototype, name);
      shop.register(Order);
      return shop;
    };
    const options = { tenants: 'files', synchronous: 'normal' } as const;
    const before = domainWith('title');
    await before.init({ databases: { default: sqlite(folder, options) } });
    for (const tenant of ['north', 'south'])
      await before.withTenant(tenant, () =>
        before.repositoryFor([...before.registry][0]!.cls as never).query.count(),
      );
    await before.close();

    const migrators = await domainWith('title', 'rank').migrators({ default: sqlite(folder, options) });
    const migrator = migrators.get('default')!;

    const { pending, isUpToDate } = await migrator.status();
    expect(pending.map(({ id }) => id)).toEqual(['north/model-2', 'south/model-2']);
    expect(isUpToDate).toBe(false);
    expect((await migrator.apply()).applied.map(({ id }) => id)).toEqual(['north/model-2', 'south/model-2']);
    expect((await migrator.status()).isUpToDate).toBe(true);
  });
});
