import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { tablesOf } from '@domainry/sql';
import { Client } from 'pg';
import { Account, Withdraw, bank } from '../../sql/test/bank.js';
import { openAccount } from '../../sql/test/domain-specification.js';
import { specifySharedTables } from '../../sql/test/shared-tables-specification.js';
import { specifyTenants } from '../../sql/test/tenant-specification.js';
import { postgres, type PostgresOptions } from '../src/index.js';
import { cuttingProxy } from './cutting-proxy.js';
import { loggingProxy } from './logging-proxy.js';
import { eventOf, open as openDatabase, write } from './opened.js';
import './same-cases-in-ci.js';
import { describeOnServer, guardedUrl, newSchema, onServer, url } from './server.js';
import { writeWithoutPosition } from './without-position.js';

let schema: string;
let guarded: string;
let domain: Domain;

async function open(options: PostgresOptions = {}): Promise<Domain> {
  const opened = bank.fork();
  const adapter = postgres({ connectionString: guarded, schema, ...options, tenants: 'column' });
  await opened.init({ databases: { default: adapter } });
  return opened;
}

async function reopen(options?: PostgresOptions): Promise<Domain> {
  await domain.close();
  domain = await open(options);
  return domain;
}

describeOnServer('a domain whose tenants share the tables of a schema', () => {
  beforeEach(async () => {
    guarded = await guardedUrl();
    schema = newSchema();
    domain = await open();
  });
  afterEach(() => domain.close());

  specifyTenants(() => ({ domain, reopen }));
  specifySharedTables(
    () => ({ domain, reopen }),
    () => ({
      adapter: (which) =>
        which === 'apart'
          ? postgres({ connectionString: guarded, schema })
          : postgres({ connectionString: guarded, schema: newSchema(), tenants: 'column' }),
      refused: [
        "select set_config('domainry.tenant', 'south', true)",
        "select \"set_config\"('domainry.tenant', 'south', true)",
        String.raw`select U&"set\005fconfig"('domainry.tenant', 'south', true)`,
        "set local domainry.tenant = 'south'",
        "/* x */ set local domainry.tenant = 'south'",
        'set local row_security = off',
        'set local role postgres',
        `select query_to_xml('select set_' || 'config(''domainry.tenant'', ''south'', true)', true, true, '')`,
        'truncate "Account"',
        '-- note\ntruncate "Account" cascade',
        'alter table "Account" no force row level security',
        'drop policy domainry_tenant on "Account"',
        'create table stolen as select * from "Account"',
        'copy "Account" to stdout',
        "do 'begin end'",
        'explain analyze truncate "Account"',
        'lock table "Account"',
        '',
      ],
    }),
  );

  test('says in each transaction whom it is for, before anything else, and no longer than that', async () => {
    const proxy = await loggingProxy(guarded);
    await reopen({ connectionString: proxy.url, poolSize: 3 });
    const fromHere = proxy.sent.map((texts) => texts.length);
    await Promise.all(['north', "so'uth\\"].map((tenant) => useEverything(domain, tenant)));
    await domain.close();
    const names = String.raw`(?:'north'| E'so''uth\\\\'|'so''uth\\')`;
    const beginning = new RegExp(
      String.raw`^BEGIN; SELECT set_config\('domainry\.tenant', ${names}, true\)$`,
    );

    const outside: string[] = [];
    let transactions = 0;
    for (const [at, all] of proxy.sent.entries()) {
      let isInside = false;
      for (const text of all.slice(fromHere[at] ?? 0)) {
        if (isInside && /^(?:COMMIT|ROLLBACK)$/.test(text)) isInside = false;
        else if (!isInside && beginning.test(text)) {
          isInside = true;
          transactions += 1;
        } else if (!isInside || /set_config|search_path|\bSET (?!LOCAL)\w+ TO/.test(text)) outside.push(text);
      }
    }
    proxy.close();
    await reopen({ connectionString: guarded });

    expect(transactions).toBeGreaterThan(50);
    // Statements that made connections and tables ready are those of nobody.
    expect(outside.filter((text) => !isOfNobody(text))).toEqual([]);
  });

  test('guards every table that has rows of tenants, also from the owner', async () => {
    const { rows } = await onServer((client) =>
      client.query<{ readonly name: string; readonly guards: string }>(
        `SELECT c.relname AS name, concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity,
           (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid),
           EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = '_tenant')) AS guards
         FROM pg_class c WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' ORDER BY 1`,
        [schema],
      ),
    );
    const unguarded = rows.filter(({ guards }) => guards !== 't t 1 t').map(({ name }) => name);
    // What belongs to nobody; and the names of tenants, which have one rule more.
    expect(unguarded).toEqual([
      'domainry_migrations',
      'domainry_models',
      'domainry_schema',
      'domainry_tenants',
    ]);
    expect(rows.length).toBeGreaterThan(14);
  });

  test('gives whoever names no tenant an error, and whoever names one his rows', async () => {
    await domain.withTenant('north', () => openAccount(domain, 'a'));
    const client = new Client({ connectionString: guarded });
    await client.connect();
    try {
      await client.query(`SET search_path TO ${schema}`);
      await expect(client.query('SELECT * FROM "Account"')).rejects.toMatchObject({ code: 'DR002' });
      await expect(client.query('DELETE FROM "Account"')).rejects.toMatchObject({ code: 'DR002' });
      expect((await client.query('SELECT * FROM domainry_tenants')).rows).toEqual([]);
      for (const [tenant, count] of [
        ['north', 1],
        ['south', 0],
      ] as const) {
        await client.query(`BEGIN; SET LOCAL domainry.tenant = '${tenant}'`);
        expect((await client.query('SELECT * FROM "Account"')).rowCount).toBe(count);
        await client.query('COMMIT');
      }
      await expect(client.query('SELECT * FROM "Account"')).rejects.toMatchObject({ code: 'DR002' });
      await client.query("BEGIN; SET LOCAL domainry.tenant = 'south'");
      await expect(
        client.query(
          `INSERT INTO "Account" (_tenant, "accountId", iban, owner, balance, _version) VALUES ('north', 'x', 'x', 'x', 0, 0)`,
        ),
      ).rejects.toThrow('row-level security');
      await client.query('ROLLBACK');
    } finally {
      await client.end();
    }
  });

  test('keeps streams apart also where their view belongs to a role that rows are not kept from', async () => {
    const database = await openDatabase(schema, { connectionString: guarded, tenants: 'column' });
    for (const tenant of ['north', 'south'])
      await write(database.tenants!.of(tenant), `S-${tenant}`, eventOf(tenant));
    await onServer((client) =>
      client.query(
        `ALTER VIEW ${schema}.domainry_streams OWNER TO CURRENT_USER;
         GRANT SELECT ON ${schema}.domainry_streams TO domainry_guarded`,
      ),
    );

    const listed = await database.tenants!.of('north').events.listStreams({ limit: 10 });
    await database.close();

    expect(listed.map(({ stream }) => stream)).toEqual(['S-north']);
  });

  test('of a pool of one, held by a transaction, gives events of its tenant their positions nevertheless', async () => {
    const options = {
      connectionString: guarded,
      poolSize: 1,
      connectTimeout: 60_000,
      tenants: 'column',
    } as const;
    const database = await openDatabase(schema, options);
    const north = database.tenants!.of('north');
    await write(north, 'T-1', eventOf('before'));
    await onServer(async (client) => {
      await client.query(`SET search_path TO ${schema}`);
      for (const tenant of ['north', 'south']) {
        await client.query(`BEGIN; SET LOCAL domainry.tenant = '${tenant}'`);
        await writeWithoutPosition(client, 'S-1', 'waiting');
        await client.query('COMMIT');
      }
    });

    const transaction = await north.begin();
    await transaction.idempotency.claim('key', 'f', 'fail');
    const [event] = await transaction.events.readStream('S-1', { limit: 10 });
    await transaction.rollback();
    await database.close();

    expect([event!.id, event!.position]).toEqual(['waiting', 2]);
    const { rows } = await onServer((client) =>
      client.query<{ readonly _tenant: string }>(`SELECT _tenant FROM ${schema}.domainry_unsequenced`),
    );
    expect(rows).toEqual([{ _tenant: 'south' }]);
  });

  test('is not opened by a role that rows are not kept from', async () => {
    const opening = bank.fork().init({
      databases: { default: postgres({ connectionString: url, schema, tenants: 'column' }) },
    });
    await expect(opening).rejects.toMatchObject({
      code: 'TENANT_UNGUARDED',
      message: expect.stringContaining('is a superuser'),
    });
  });

  test('goes on where a connection is lost, with what was committed, for whom it was', async () => {
    const proxy = await cuttingProxy();
    const through = new URL(proxy.url);
    through.username = new URL(guarded).username;
    through.password = new URL(guarded).password;
    await reopen({ connectionString: through.href, poolSize: 1 });
    for (const tenant of ['north', 'south']) await domain.withTenant(tenant, () => openAccount(domain, 'a'));
    await domain.settled();

    proxy.cut('domainry_commit', 'answered');
    const withdraw = new Withdraw({ accountId: 'a', amount: 30 });
    await domain.process(withdraw, { tenant: 'north', idempotencyKey: 'k' }).catch(() => undefined);
    expect(await domain.process(withdraw, { tenant: 'north', idempotencyKey: 'k' })).toBe(70);
    const south = await domain.withTenant('south', () => domain.repositoryFor(Account).get('a'));
    expect(south.balance).toBe(100);
    proxy.close();
  });
});

/** Something of everything that sends statements. */
async function useEverything(used: Domain, tenant: string): Promise<void> {
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
    await accounts.query.where({ owner: 'Ada' }).update({ owner: 'Bob' });
    await accounts.remove(await accounts.get('b'));
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

/** Whether a statement makes tables ready, before there is any tenant, or asks who there is. */
function isOfNobody(text: string): boolean {
  return /^BEGIN$|^COMMIT$|^ROLLBACK$|pg_roles|^SET LOCAL (?:lock|statement)_timeout|schema'|pg_namespace|to_regclass|domainry_(?:schema|models|migrations|tenants)|domainry\.reader|information_schema|pg_indexes/.test(
    text,
  );
}
