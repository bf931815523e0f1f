import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Database } from '@domainry/core/ports';
import { postgres } from '../src/index.js';
import { eventOf, open, settingOf, write } from './opened.js';
import { answers, freePort, serverUser } from './own-server.js';
import { newSchema, onServer, url } from './server.js';

const program = '/usr/sbin/pgbouncer';
const describeWithPooler = existsSync(program) ? describe : describe.skip;

const schema = newSchema();
const role = `role_${schema}`;
/** That of tenants, and the role that rows are kept from. */
const sharedSchema = newSchema();
const guardedRole = `role_${sharedSchema}`;

describeWithPooler('by way of PgBouncer in transaction mode', () => {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-pooler-'));
  let pooler: ChildProcess;
  let through: string;
  let databases: Database[] = [];

  beforeAll(async () => {
    const port = await freePort();
    const server = new URL(url);
    const place = `host=${server.hostname} port=${server.port || 5432} dbname=${server.pathname.slice(1)}`;
    const settings = {
      listen_addr: '127.0.0.1',
      listen_port: port,
      auth_type: 'any',
      pool_mode: 'transaction',
      // Fewer than there are clients: they get each other's connections.
      default_pool_size: 3,
      unix_socket_dir: '',
    };
    writeFileSync(
      join(folder, 'pgbouncer.ini'),
      [
        '[databases]',
        `bare = ${place} user=${server.username}`,
        `bank = ${place} user=${role}`,
        `shared = ${place} user=${guardedRole}`,
        '[pgbouncer]',
        ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
      ].join('\n'),
    );
    const user = serverUser();
    if (user !== undefined) {
      execFileSync('chmod', ['-R', 'a+rX', folder]);
      chownSync(folder, user.uid, user.gid);
    }
    await onServer(async (client) => {
      await client.query(`CREATE ROLE ${role} LOGIN SUPERUSER`);
      await client.query(`ALTER ROLE ${role} SET search_path = ${schema}`);
      await client.query(`ALTER ROLE ${role} SET timezone = 'UTC'`);
      await client.query(`CREATE ROLE ${guardedRole} LOGIN`);
      await client.query(`ALTER ROLE ${guardedRole} SET search_path = ${sharedSchema}`);
      await client.query(`ALTER ROLE ${guardedRole} SET timezone = 'UTC'`);
      await client.query(`GRANT CREATE ON DATABASE "${server.pathname.slice(1)}" TO ${guardedRole}`);
    });
    pooler = spawn(program, [join(folder, 'pgbouncer.ini')], { ...user, stdio: 'ignore' });
    through = `postgres://any@127.0.0.1:${port}/bank`;
    await answers(through);
    databases = [
      await open(schema, { connectionString: through, pooler: 'transaction' }),
      await open(schema, { connectionString: through, pooler: 'transaction' }),
    ];
  }, 60_000);
  afterAll(async () => {
    for (const database of databases) await database.close();
    pooler?.kill('SIGINT');
    await new Promise((resolve) => pooler?.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
    await onServer(async (client) => {
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await client.query(`DROP ROLE IF EXISTS ${role}`);
      await client.query(`DROP SCHEMA IF EXISTS ${sharedSchema} CASCADE`);
      await client.query(`DROP OWNED BY ${guardedRole}`);
      await client.query(`DROP ROLE IF EXISTS ${guardedRole}`);
    });
  });

  test('the feed stays whole, whoever writes', async () => {
    await Promise.all(
      Array.from({ length: 120 }, (_, at) =>
        write(
          databases[at % 2]!,
          `S-${at % 7}`,
          eventOf(`${at}`, ['t']),
          at % 4 === 0 ? `k${at}` : undefined,
        ),
      ),
    );
    const feed = await databases[0]!.events.readFeed({ limit: 1_000, query: { items: [{ tags: ['t'] }] } });
    expect(feed.map(({ position }) => position)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    expect(await databases[1]!.events.readFeed({ limit: 1_000 })).toEqual(feed);
  });

  test('a key is claimed by one of both', async () => {
    const one = await databases[0]!.begin();
    const other = await databases[1]!.begin();
    expect(await one.idempotency.claim('k', 'f', 'fail')).toBeUndefined();
    await expect(other.idempotency.claim('k', 'f', 'fail')).rejects.toMatchObject({
      code: 'COMMAND_IN_FLIGHT',
    });
    await one.rollback();
    expect(await other.idempotency.claim('k', 'f', 'fail')).toBeUndefined();
    await other.rollback();
  });

  test('each transaction has the time limits of the options, whoever had the connection before', async () => {
    const limits = { statementTimeout: 1_234, lockTimeout: 987 };
    const limited = await open(schema, { connectionString: through, pooler: 'transaction', ...limits });
    const limitsOf = async (database: Database): Promise<readonly unknown[]> => [
      await settingOf(database, 'statement_timeout'),
      await settingOf(database, 'lock_timeout'),
    ];
    expect(await limitsOf(limited)).toEqual(['1234ms', '987ms']);
    expect(await limitsOf(databases[0]!)).toEqual(['30s', '10s']);
    await limited.close();
  });

  test('a role without the settings that are needed is refused, and told which', async () => {
    const bare = through.replace(/bank$/, 'bare');
    const model = { domain: 'Test', shapes: [], now: Date.now };
    const opening = postgres({ connectionString: bare, schema, pooler: 'transaction' }).open(model);
    await expect(opening).rejects.toMatchObject({
      code: 'DATABASE_OPTION',
      message: expect.stringContaining(`SET search_path = "${schema}"`),
    });
  });

  test('tenants who share tables are kept apart, whoever had the connection before', async () => {
    const model = { domain: 'Test', shapes: [], now: Date.now };
    const connectionString = through.replace(/bank$/, 'shared');
    const adapter = postgres({
      connectionString,
      schema: sharedSchema,
      pooler: 'transaction',
      tenants: 'column',
      // Many want one of few, on machines that have other things to do.
      connectTimeout: 60_000,
    });
    const both = [await adapter.open(model), await adapter.open(model)];
    const tenants = Array.from({ length: 6 }, (_, at) => `t'${at}`);

    await Promise.all(
      Array.from({ length: 120 }, (_, at) =>
        write(both[at % 2]!.tenants!.of(tenants[at % 6]!), `S-${at % 4}`, eventOf(`${at}`, ['t']), `k${at}`),
      ),
    );

    for (const [place, tenant] of tenants.entries()) {
      const feed = await both[place % 2]!.tenants!.of(tenant).events.readFeed({ limit: 1_000 });
      expect(feed.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
      expect(new Set(feed.map(({ id }) => Number(id) % 6))).toEqual(new Set([place]));
    }
    expect([...(await both[0]!.tenants!.known())]).toEqual(tenants);
    for (const database of both) await database.close();
  });
});
