import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { Account, bank } from '../../sql/test/bank.js';
import { openAccount } from '../../sql/test/domain-specification.js';
import { specifyTenants } from '../../sql/test/tenant-specification.js';
import { postgres, type PostgresOptions } from '../src/index.js';
import { cuttingProxy } from './cutting-proxy.js';
import './same-cases-in-ci.js';
import { describeOnServer, newPrefix, onServer, url } from './server.js';

let schema: string;
let domain: Domain;

async function open(options: PostgresOptions = {}): Promise<Domain> {
  const opened = bank.fork();
  const adapter = postgres({ connectionString: url, schema, ...options, tenants: 'schemas' });
  await opened.init({ databases: { default: adapter } });
  return opened;
}

async function reopen(options?: PostgresOptions): Promise<Domain> {
  await domain.close();
  domain = await open(options);
  return domain;
}

describeOnServer('a domain with a schema for each tenant', () => {
  beforeEach(async () => {
    schema = newPrefix();
    domain = await open();
  });
  afterEach(() => domain.close());

  specifyTenants(() => ({ domain, reopen }));

  test('uses the connections of one pool for all of them, each in its schema', async () => {
    await reopen({ poolSize: 2, applicationName: schema });
    const names = Array.from({ length: 6 }, (_, at) => `t${at}`);

    await Promise.all(names.map((tenant) => domain.withTenant(tenant, () => openAccount(domain, tenant))));

    for (const tenant of names) {
      const found = await domain.withTenant(tenant, () => domain.repositoryFor(Account).query.all());
      expect(found.map(({ accountId }) => accountId)).toEqual([tenant]);
    }
    const { rows } = await onServer((client) =>
      client.query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1', [schema]),
    );
    expect(rows.length).toBeLessThanOrEqual(2);
  });

  test('goes on where a connection is ended while it passes from one tenant to the next', async () => {
    const proxy = await cuttingProxy();
    await reopen({ connectionString: proxy.url, poolSize: 1 });
    const count = (tenant: string): Promise<number> =>
      domain.withTenant(tenant, () => domain.repositoryFor(Account).query.count());
    for (const tenant of ['a', 'b']) await domain.withTenant(tenant, () => openAccount(domain, tenant));

    proxy.cut('SET search_path', 'before');

    // Nobody uses it then who could listen: without a listener of its own, its error would end the process.
    await expect(count('a')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await count('a')).toBe(1);
    expect(await count('b')).toBe(1);
    proxy.close();
  });

  test('refuses a name that is too long for a schema', async () => {
    const long = domain.withTenant('x'.repeat(60), () => openAccount(domain, 'a'));
    await expect(long).rejects.toMatchObject({
      code: 'TENANT_INVALID',
      message: expect.stringContaining('PostgreSQL keeps 63'),
    });
  });

  test('takes no prefix that two tenants could share a schema by', () => {
    expect(() => postgres({ connectionString: url, schema: 'bank_', tenants: 'schemas' })).toThrow(
      'The option schema of postgres takes a name that does not end with _',
    );
  });
});
