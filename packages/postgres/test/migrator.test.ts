import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Aggregate, Domain, field } from '@domainry/core';
import type { Migrator } from '@domainry/core/ports';
import { postgres, type PostgresOptions } from '../src/index.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';

let schema: string;
let folder: string;

/** A domain whose accounts have texts of these names. */
function domainWith(...names: readonly string[]): Domain {
  const banking = new Domain('Banking');
  class Account extends Aggregate<Account> {}
  for (const name of names) field.string()(Account.prototype, name);
  banking.register(Account);
  return banking;
}

async function withMigrator<Result>(
  names: readonly string[],
  act: (migrator: Migrator) => Promise<Result>,
  options: PostgresOptions = {},
): Promise<Result> {
  const adapter = postgres({ connectionString: url, schema, ...options });
  const migrator = (await domainWith(...names).migrators({ default: adapter })).get('default')!;
  try {
    return await act(migrator);
  } finally {
    await migrator.close();
  }
}

async function writeNext(name: string, ...names: readonly string[]): Promise<string> {
  const draft = await withMigrator(names, (migrator) => migrator.draft(name), { migrationFiles: folder });
  writeFileSync(draft!.path, draft!.text);
  return draft!.path;
}

async function open(names: readonly string[], options: PostgresOptions = {}): Promise<void> {
  const domain = domainWith(...names);
  await domain.init({ databases: { default: postgres({ connectionString: url, schema, ...options }) } });
  await domain.close();
}

describeOnServer('migrations of a schema', () => {
  beforeEach(() => {
    schema = newSchema();
    folder = mkdtempSync(join(tmpdir(), 'domainry-postgres-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('are looked at without making anything', async () => {
    const status = await withMigrator(['title'], (migrator) => migrator.status());

    expect(status).toMatchObject({
      framework: { found: undefined },
      pending: [{ source: 'framework' }, { id: 'model-1', isDestructive: false }],
      isUpToDate: false,
    });
    const found = await onServer((client) =>
      client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]),
    );
    expect(found.rows).toEqual([]);
  });

  test('are applied once by many processes at a time, and recorded', async () => {
    await writeNext('accounts', 'title');
    await writeNext('rank', 'title', 'rank');
    const apply = (migrator: Migrator): Promise<number> =>
      migrator.apply().then(({ applied }) => applied.length);

    const counts = await Promise.all(
      Array.from({ length: 5 }, () => withMigrator(['title', 'rank'], apply, { migrationFiles: folder })),
    );

    expect(counts.filter((count) => count > 0)).toEqual([3]);
    const status = await withMigrator(['title', 'rank'], (migrator) => migrator.status(), {
      migrationFiles: folder,
    });
    expect(status.applied.map(({ id }) => id)).toEqual(['framework-5', '0001-accounts', '0002-rank']);
    expect(status.isUpToDate).toBe(true);
  });

  test('leave nothing when a statement fails in the middle, and say its line', async () => {
    await writeNext('accounts', 'title');
    const file = await writeNext('rank', 'title', 'rank');
    const text = `${readFileSync(file, 'utf8')}create function f() returns void language plpgsql as $$ begin perform 1; end $$;\ninsert into nowhere values (1);`;
    writeFileSync(file, text);

    await expect(open(['title', 'rank'], { migrationFiles: folder })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringMatching(/0002-rank, at line \d+: .*nowhere/),
      details: { line: text.split('\n').length },
    });
    const { found } = (await withMigrator(['title'], (migrator) => migrator.status())).framework;
    expect(found).toBeUndefined();
  });

  test('that remove something have to be asked for; a dry run is undone', async () => {
    await open(['title', 'rank']);

    await withMigrator(['title'], async (migrator) => {
      await expect(migrator.apply()).rejects.toMatchObject({ code: 'MIGRATION_DESTRUCTIVE' });
      await migrator.apply({ destructive: true, dryRun: true });
      expect(await migrator.status()).toMatchObject({ pending: [{ isDestructive: true }] });
      await migrator.apply({ destructive: true });
      expect(await migrator.status()).toMatchObject({ isUpToDate: true });
    });
  });

  test('of the tables of the framework lead on from those of version 1', async () => {
    const waiting = {
      id: 'm',
      type: 'T',
      kind: 'command',
      stream: 'Account-1',
      time: '2026-01-02T03:04:05.678Z',
    };
    await open(['title']);
    await onServer((client) =>
      client.query(
        `SET search_path = ${schema};
         DROP TABLE domainry_migrations;
         DROP TABLE domainry_archived_events;
         DROP TABLE domainry_archived_tags;
         INSERT INTO domainry_events VALUES (1, 'Account-1', 0, 'Account', 'e', 'Opened', 0, '{}', '{}', '{t}');
         INSERT INTO domainry_feed VALUES (1, 1, 'Opened', 'Account');
         INSERT INTO domainry_event_tags VALUES ('t', 1);
         INSERT INTO domainry_streams VALUES ('Account-1', 'Account', 0, 0, true);
         UPDATE domainry_head SET position = 1;
         DROP TABLE domainry_outbox CASCADE;
         CREATE TABLE domainry_outbox (
           position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, destination text COLLATE "C" NOT NULL,
           priority integer NOT NULL, data text NOT NULL, metadata text NOT NULL,
           attempts integer NOT NULL DEFAULT 0, failure text
         );
         CREATE INDEX domainry_outbox_waiting ON domainry_outbox (destination, priority DESC, position);
         INSERT INTO domainry_outbox (destination, priority, data, metadata, attempts, failure)
         VALUES ('broker', 0, '{}', '${JSON.stringify(waiting)}', 2, 'unreachable');
         DROP FUNCTION domainry_commit(json, json, json, integer, boolean, json, boolean, boolean);
         CREATE FUNCTION domainry_commit(work json) RETURNS json LANGUAGE sql AS 'SELECT work';
         ALTER SEQUENCE domainry_numbers INCREMENT 1;
         UPDATE domainry_schema SET version = 1`,
      ),
    );

    const pending = await withMigrator(
      ['title', 'rank'],
      async (migrator) => (await migrator.status()).pending,
    );
    expect(pending.map(({ id }) => id)).toEqual([
      'framework-2',
      'framework-3',
      'framework-4',
      'framework-5',
      'model-1',
    ]);

    await open(['title', 'rank']);
    expect(await withMigrator(['title', 'rank'], (migrator) => migrator.status())).toMatchObject({
      isUpToDate: true,
    });
    const { rows } = await onServer((client) =>
      client.query(
        `SELECT position, id, (SELECT count(*) FROM ${schema}.domainry_events) AS current
         FROM ${schema}.domainry_archived_events JOIN ${schema}.domainry_archived_tags USING (position)`,
      ),
    );
    expect(rows).toEqual([{ position: '1', id: 'e', current: '0' }]);
    const claimed = await onServer((client) =>
      client.query(
        `SET search_path = ${schema}; SELECT key, since, attempts, reason FROM domainry_outbox_claim('broker', 'relay', 9, 1)`,
      ),
    );
    expect((claimed as unknown as (typeof claimed)[])[1]!.rows).toEqual([
      { key: 'Account-1', since: '1767323045678', attempts: 2, reason: 'unreachable' },
    ]);
  });

  test('that were edited, or are of later code, are refused', async () => {
    const first = await writeNext('accounts', 'title');
    const second = await writeNext('rank', 'title', 'rank');
    await open(['title', 'rank'], { migrationFiles: folder });
    const text = readFileSync(first, 'utf8');

    writeFileSync(first, `${text}select 1;`);
    await expect(open(['title', 'rank'], { migrationFiles: folder })).rejects.toMatchObject({
      code: 'MIGRATION_CHANGED',
    });
    writeFileSync(first, text);
    rmSync(second);
    await expect(open(['title'], { migrationFiles: folder })).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
  });

  test('are those that the option names, when the schema is opened', async () => {
    await writeNext('accounts', 'title', 'rank');
    const filed = { migrationFiles: folder };

    await expect(open(['title', 'rank'], { ...filed, migrations: 'manual' })).rejects.toMatchObject({
      code: 'SCHEMA_OUTDATED',
      message: expect.stringContaining('There are files that were not applied: 0001-accounts.'),
    });
    for (const options of [filed, { ...filed, migrations: 'files' }] as const)
      await expect(open(['title', 'rank', 'more'], options)).rejects.toMatchObject({
        code: 'SCHEMA_OUTDATED',
        message: expect.stringContaining('what no file of'),
      });
    await open(['title', 'rank'], { ...filed, migrations: 'files' });

    await writeNext('fewer', 'title');
    await expect(open(['title'], filed)).rejects.toMatchObject({ code: 'MIGRATION_DESTRUCTIVE' });
    await open(['title'], { ...filed, migrations: 'all' });
    await open(['title', 'more'], { ...filed, migrations: 'additive' });
  });
});
