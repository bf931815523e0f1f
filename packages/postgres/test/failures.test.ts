import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { DomainryError } from '@domainry/core';
import type { Database } from '@domainry/core/ports';
import { postgres } from '../src/index.js';
import { eventOf, open, write } from './opened.js';
import { strictServer } from './strict-server.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';

const model = { domain: 'Test', shapes: [], now: Date.now };

/** The error that something comes to. */
async function errorOf(attempt: Promise<unknown>): Promise<DomainryError> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!DomainryError.is(error)) throw new Error('No error of the framework came of it.', { cause: error });
  return error;
}

describeOnServer('a server that cannot be used', () => {
  const at = (change: (given: URL) => void): string => {
    const given = new URL(url);
    given.password = 'secret';
    change(given);
    return given.href;
  };

  test.each([
    ['nobody listens', at((given) => (given.port = '1')), 'Start PostgreSQL, or check host and port'],
    ['there is no such host', at((given) => (given.hostname = 'nowhere.invalid')), 'Check the host'],
    ['there is no such database', at((given) => (given.pathname = '/nothing')), 'Make it (createdb)'],
    ['there is no such user', at((given) => (given.username = 'nobody')), 'Check both'],
  ])('is told of where %s, with what to do and no password', async (_title, given, fix) => {
    const error = await errorOf(postgres(given).open(model));
    expect(error.code).toBe('DATABASE_UNAVAILABLE');
    expect(error.message).toContain(fix);
    expect(error.message).not.toContain('secret');
  });

  test('is told of where the password is wrong', async () => {
    const server = await strictServer();
    const given = at((one) => (one.port = `${server.port}`));
    const error = await errorOf(postgres(given).open(model));
    await server.close();
    expect([error.code, error.details['reason']]).toEqual(['DATABASE_UNAVAILABLE', '28P01']);
    expect(error.message).toContain('refuses the user or the password. Check both');
    expect(error.message).not.toContain('secret');
  });

  test.each([
    ['ssl: true', (port: number) => ({ host: '127.0.0.1', port, user: 'a', ssl: true })],
    ['sslmode=require', (port: number) => `postgres://a@127.0.0.1:${port}/bank?sslmode=require`],
  ])('is told of where it cannot encrypt and is to: %s', async (_title, optionsAt) => {
    const server = await strictServer();
    const error = await errorOf(postgres(optionsAt(server.port)).open(model));
    await server.close();
    expect([error.code, error.details['reason']]).toEqual(['DATABASE_UNAVAILABLE', 'ssl_missing']);
  });

  test('is told of where a later version has made the tables', async () => {
    const schema = newSchema();
    await (await open(schema)).close();
    await onServer((client) => client.query(`UPDATE ${schema}.domainry_schema SET version = 99`));
    const error = await errorOf(open(schema));
    expect(error.code).toBe('SCHEMA_NEWER');
    expect(error.details).toMatchObject({ found: 99, known: 6 });
  });
});

describeOnServer('a connection', () => {
  test('that is killed while nobody uses it is replaced', async () => {
    const schema = newSchema();
    const database = await open(schema, { applicationName: schema });
    await write(database, 'S-1', eventOf('a'));
    await killAll(schema);
    expect(await database.events.lastPosition()).toBe(1);
    await database.close();
  });

  test('that is killed in a transaction ends it, and leaves nothing', async () => {
    const schema = newSchema();
    const database = await open(schema, { applicationName: schema });
    const transaction = await database.begin();
    await transaction.idempotency.claim('k', 'f', 'fail');
    await transaction.events.append([{ stream: 'S-1', expected: 'none', events: [eventOf('a')] }]);
    await killAll(schema);
    const error = await errorOf(transaction.commit());
    expect(error.code).toBe('DATABASE_UNAVAILABLE');
    await transaction.rollback();
    expect(await database.events.lastPosition()).toBe(0);
    await write(database, 'S-1', eventOf('a'));
    await database.close();
  });
});

describeOnServer('whoever waits', () => {
  test.each([
    ['a connection', (database: Database) => database.events.lastPosition()],
    ['a turn to write', (database: Database) => write(database, 'S-1', eventOf('b'), 'b')],
  ])('for %s longer than connectTimeout says is told so', async (_title, act) => {
    const hasty = await open(newSchema(), { poolSize: 1, connectTimeout: 100 });
    const patient = await open(newSchema(), { poolSize: 1, connectTimeout: 60_000 });
    const holders = await Promise.all([hasty.begin(), patient.begin()]);
    for (const holder of holders) await holder.idempotency.claim('k', 'f', 'fail');
    const waiting = act(patient);

    const error = await errorOf(act(hasty));

    expect([error.code, error.message.includes('{ poolSize }')]).toEqual(['DATABASE_BUSY', true]);
    for (const holder of holders) await holder.rollback();
    expect(await waiting).toEqual(await act(hasty));
    await hasty.close();
    await patient.close();
  });

  test('for a statement too long is told so', async () => {
    const schema = newSchema();
    const database = await open(schema, { statementTimeout: 100 });
    await onServer(async (client) => {
      await client.query('BEGIN');
      await client.query(`LOCK TABLE ${schema}.domainry_outbox`);
      const error = await errorOf(database.outbox.list({ limit: 1 }));
      expect([error.code, error.details['reason']]).toEqual(['DATABASE_BUSY', '57014']);
      await client.query('ROLLBACK');
    });
    expect(await database.outbox.list({ limit: 1 })).toEqual([]);
    await database.close();
  });

  test('for a lock too long is told so, without the statement', async () => {
    const schema = newSchema();
    const database = await open(schema, { lockTimeout: 100 });
    await onServer(async (client) => {
      await client.query('BEGIN');
      await client.query(`LOCK TABLE ${schema}.domainry_events`);
      const error = await errorOf(write(database, 'S-1', eventOf('a')));
      expect([error.code, error.details['reason']]).toEqual(['DATABASE_BUSY', '55P03']);
      expect(error.message).not.toMatch(/domainry_|SELECT/);
      await client.query('ROLLBACK');
    });
    await write(database, 'S-1', eventOf('a'));
    await database.close();
  });
});

/** Returns when their processes are gone: by then sockets were told of it, before the answer that tells it here. */
async function killAll(applicationName: string): Promise<void> {
  const { rows } = await onServer((client) =>
    client.query<{ isGone: boolean }>(
      'SELECT pg_terminate_backend(pid, 30000) AS "isGone" FROM pg_stat_activity WHERE application_name = $1',
      [applicationName],
    ),
  );
  expect(rows).not.toHaveLength(0);
  expect(rows.every(({ isGone }) => isGone)).toBe(true);
}

describeOnServer('a value', () => {
  test('that fits no index is told of, and leaves nothing', async () => {
    const database = await open(newSchema());
    // What repeats itself would be compressed, and fit.
    const tag = randomBytes(10_000).toString('hex');
    const error = await errorOf(write(database, 'S-1', eventOf('a', [tag])));
    expect([error.code, error.details['reason']]).toEqual(['VALUE_TOO_LARGE', '54000']);
    expect(error.message).not.toContain('domainry_');
    expect(await database.events.lastPosition()).toBe(0);
    expect(await write(database, 'S-1', eventOf('a'))).toBe(1);
    await database.close();
  });
});
