import { describe, expect, test } from '@jest/globals';
import { DomainryError } from '@domainry/core';
import { postgres } from '../src/index.js';
import { eventOf, open, settingOf, write } from './opened.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';

describe('options', () => {
  test.each([
    [{ poolsize: 3 }, 'postgres has no option poolsize. Did you mean poolSize?'],
    [{ statementTimeOut: 3 }, 'postgres has no option statementTimeOut. Did you mean statementTimeout?'],
    [{ conectionString: 'x' }, 'postgres has no option conectionString. Did you mean connectionString?'],
    [{ zebra: 3 }, 'postgres has no option zebra. Options: connectionString,'],
    [{ poolSize: 0 }, 'The option poolSize of postgres takes a whole number, 1 or more.'],
    [{ schema: 'a"; DROP' }, 'The option schema of postgres takes a name of small letters'],
    [{ port: 70_000 }, 'The option port of postgres takes a number from 1 to 65535.'],
    [{ connectionString: 'mysql://u:secret@h/d' }, 'The option connectionString of postgres takes a URL'],
  ])('%j are refused, and what was meant is told', (options, message) => {
    const attempt = (): unknown => postgres(options as object);
    expect(attempt).toThrow(DomainryError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow('secret');
  });

  test.each([
    [{ connectionString: url }, { schema: 'bank' }],
    [url, { connectionString: url }],
  ])('in two places at once are refused', (given, further) => {
    expect(() => postgres(given, further as object)).toThrow('a URL where options come behind it');
  });
});

describeOnServer('options', () => {
  test('set what they say', async () => {
    const schema = newSchema();
    const database = await open(schema, {
      applicationName: schema,
      poolSize: 2,
      statementTimeout: 1_234,
      lockTimeout: 987,
    });

    await Promise.all(Array.from({ length: 9 }, () => database.events.lastPosition()));

    const connections = await onServer((client) =>
      client.query('SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = $1', [
        schema,
      ]),
    );
    expect(connections.rows).toEqual([{ count: 2 }]);
    expect(await settingOf(database, 'statement_timeout')).toBe('1234ms');
    expect(await settingOf(database, 'lock_timeout')).toBe('987ms');
    expect(await settingOf(database, 'idle_in_transaction_session_timeout')).toBe('2468ms');
    await database.close();
  });

  test('that are absent leave what their documentation says', async () => {
    const database = await open(newSchema());

    await Promise.all(Array.from({ length: 30 }, () => database.events.lastPosition()));

    expect(database.connections!()!.total).toBe(10);
    expect(await settingOf(database, 'application_name')).toBe('domainry');
    expect(await settingOf(database, 'statement_timeout')).toBe('30s');
    expect(await settingOf(database, 'lock_timeout')).toBe('10s');
    await database.close();
  });

  test('come behind a URL as well', async () => {
    const schema = newSchema();
    const database = await postgres(url, { schema, applicationName: 'beside a URL' }).open({
      domain: 'Test',
      shapes: [],
      now: Date.now,
    });

    expect(await settingOf(database, 'application_name')).toBe('beside a URL');
    expect(await settingOf(database, 'search_path')).toContain(schema);
    await database.close();
  });

  test('name the database by its parts, which come before those of a URL', async () => {
    const { hostname, port, username, pathname } = new URL(url);
    const schema = newSchema();
    const parts = {
      host: hostname,
      port: Number(port || 5432),
      user: username,
      database: pathname.slice(1),
      schema,
    };
    const database = await postgres({
      connectionString: 'postgres://nobody:x@nowhere.invalid:1/nothing',
      ...parts,
    }).open({ domain: 'Test', shapes: [], now: Date.now });
    await write(database, 'S-1', eventOf('a'));
    await database.close();
    expect(
      (await onServer((client) => client.query(`SELECT id FROM ${schema}.domainry_events`))).rows,
    ).toEqual([{ id: 'a' }]);
  });
});
