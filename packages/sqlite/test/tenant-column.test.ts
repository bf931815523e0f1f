import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { tablesOf } from '@domainry/sql';
import { sql } from 'kysely';
import { Account, Withdraw, bank } from '../../sql/test/bank.js';
import { openAccount } from '../../sql/test/domain-specification.js';
import { specifySharedTables } from '../../sql/test/shared-tables-specification.js';
import { specifyTenants } from '../../sql/test/tenant-specification.js';
import { SqliteConnection } from '../src/driver/connection.js';
import { loadDriver } from '../src/driver/open-handle.js';
import { sqlite } from '../src/index.js';
import { withTenantViews } from '../src/tenants/tenant-views.js';
import { newFile } from './files.js';
import './same-cases-in-ci.js';

const options = { synchronous: 'normal', tenants: 'column' } as const;
let file: string;
let domain: Domain;

async function open(): Promise<Domain> {
  const opened = bank.fork();
  await opened.init({ databases: { default: sqlite(file, options) } });
  return opened;
}

async function reopen(): Promise<Domain> {
  await domain.close();
  domain = await open();
  return domain;
}

describe('a domain whose tenants share the tables of a file', () => {
  beforeEach(async () => {
    file = newFile();
    domain = await open();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await domain.close();
  });

  specifyTenants(() => ({ domain, reopen }));
  specifySharedTables(
    () => ({ domain, reopen }),
    () => ({
      adapter: (which) =>
        which === 'apart' ? sqlite(file, { synchronous: 'normal' }) : sqlite(newFile(), options),
      refused: [
        'select * from "Account__of_all_tenants"',
        "select * from main.'account__OF_ALL_tenants'",
        'select * from [Account__of_all_tenants] where 1',
        'update /* x */ `Account__of_all_tenants` set owner = 1',
        'drop view "Account"',
        '-- note\n drop trigger x',
        '/* a */ create table stolen (a)',
        'create temp view "Stolen" as select 1',
        'explain create table x (a)',
        'alter table domainry_schema rename to x',
        'select * from sqlite_master',
        'select * from sqlite_dbpage',
        'select * from dbstat',
        'pragma query_only = off',
        "attach 'other.db' as other",
        'analyze',
      ],
    }),
  );

  test('keeps one file, and makes nothing for whoever is only asked for', async () => {
    await domain.withTenant('north', () => openAccount(domain, 'a'));
    expect(await domain.withTenant('typo', () => domain.repositoryFor(Account).query.count())).toBe(0);
    await reopen();
    expect([...(await domain.tenants().known())]).toEqual(['north']);
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.db')).length).toBe(1);
  });

  test('has every statement look for rows of the tenant, by an index that begins with him', async () => {
    const texts = new Set<string>();
    for (const method of ['all', 'lists', 'get', 'run', 'anything'] as const) {
      const original = SqliteConnection.prototype[method] as (text: string, ...values: never[]) => never;
      jest.spyOn(SqliteConnection.prototype, method).mockImplementation(function (
        this: SqliteConnection,
        text: string,
        ...values: never[]
      ) {
        texts.add(text);
        return original.call(this, text, ...values);
      } as never);
    }
    await reopen();
    await useEverything(domain);
    jest.restoreAllMocks();
    await domain.close();

    const bare = (await loadDriver()).open(file);
    const connection = withTenantViews(new SqliteConnection(file, bare)).forTenant('north');
    const looked: string[] = [];
    for (const text of texts) {
      if (!/^\s*(?:select|insert|update|delete|with)\b/i.test(text)) continue;
      // What belongs to nobody, and what tells who there is.
      if (/domainry_(?:schema|migrations|tenants)|sqlite_master|pragma_/.test(text)) continue;
      const values = Array.from(text.matchAll(/\?/g), () => null);
      for (const { detail } of connection.all(`EXPLAIN QUERY PLAN ${text}`, ...values)) {
        const [, table] = /^(?:SEARCH|SCAN) (?:main\.)?(\S*__of_all_tenants)/.exec(String(detail)) ?? [];
        if (table !== undefined) looked.push(`${String(detail)} — ${text}`);
      }
      expect(text).not.toContain('__of_all_tenants');
    }
    connection.close();
    await reopen();

    expect(looked.length).toBeGreaterThan(20);
    // A position of the outbox is nobody else's as well; whose it is, is looked at when it is found.
    const byPosition = /^SEARCH main\.domainry_outbox\S* USING INTEGER PRIMARY KEY \(rowid=\?\)/;
    expect(looked.filter((each) => !/^SEARCH .* \(_tenant=\?/.test(each) && !byPosition.test(each))).toEqual(
      [],
    );
  });

  test('gives no row to a connection that does not say whom it is for', async () => {
    await domain.withTenant('north', () => openAccount(domain, 'a'));
    await domain.close();
    const bare = (await loadDriver()).open(file);
    const plain = new SqliteConnection(file, bare);
    expect(() => plain.all('select * from "Account"')).toThrow('no such table');
    expect(() => withTenantViews(plain).all('select * from "Account"')).toThrow(
      expect.objectContaining({ code: 'TENANT_MISSING' }),
    );
    bare.close();
    await reopen();
  });

  test('changes identities by statements of one’s own, with what refers to them left as it is', async () => {
    await domain.withTenant('north', () => openAccount(domain, 'a'));
    const changing = domain.withTenant('north', () =>
      domain.unitOfWork(async () => {
        const tables = await tablesOf(domain, { Account });
        await sql`delete from "Account_cards"`.execute(tables);
        await tables.updateTable('Account').set({ accountId: 'z' }).execute();
      }),
    );
    await changing;
    const found = await domain.withTenant('north', () => domain.repositoryFor(Account).query.all());
    expect(found.map(({ accountId }) => accountId)).toEqual(['z']);
  });
});

/** Something of everything that sends statements. */
async function useEverything(used: Domain): Promise<void> {
  for (const tenant of ['north', 'south'])
    await used.withTenant(tenant, async () => {
      await openAccount(used, 'a');
      await openAccount(used, 'b');
      for (let time = 0; time < 6; time++)
        await used.process(new Withdraw({ accountId: 'a', amount: 1 }), { idempotencyKey: `k${time}` });
      await used.process(new Withdraw({ accountId: 'a', amount: 1 }), { asynchronous: true });
      await used.settled();
      const accounts = used.repositoryFor(Account);
      await accounts.query
        .where({ balance: { gte: 1 }, owner: 'Ada' })
        .orderBy('-balance')
        .all();
      await accounts.query.where({ owner: 'Ada' }).sum('balance');
      await accounts.query.count();
      await accounts.query.where({ owner: 'Ada' }).update({ owner: 'Bob' });
      await accounts.remove(await accounts.get('b'));
      await openAccount(used, 'b');
      await used.streams.named('Account-a').truncateBefore(1);
      await used.streams.list({ limit: 5 });
      await used.log.read({ limit: 5 });
      await used.verify();
      await used.unitOfWork(async () => {
        const tables = await tablesOf(used, { Account });
        await tables.updateTable('Account').set({ owner: 'Eve' }).where('balance', '>', 1).execute();
      });
    });
}
