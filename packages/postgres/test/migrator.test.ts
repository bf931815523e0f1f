import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Aggregate, Domain, field } from '@domainry/core';
import type { Migrator } from '@domainry/core/ports';
import { postgres, type PostgresOptions } from '../src/index.js';
import { eventOf, open as openDatabase, write } from './opened.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';
import { tablesOfVersion1 } from './tables-of-version-1.js';

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
    expect(status.applied.map(({ id }) => id)).toEqual(['framework-6', '0001-accounts', '0002-rank']);
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

  test('of the tables of the framework lead on from those of version 1, with what is in them', async () => {
    await onServer((client) =>
      client.query(`CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tablesOfVersion1}`),
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
      'framework-6',
      'model-1',
    ]);

    await open(['title', 'rank']);
    expect(await withMigrator(['title', 'rank'], (migrator) => migrator.status())).toMatchObject({
      isUpToDate: true,
    });
    const claimed = await onServer((client) =>
      client.query(
        `SET search_path = ${schema}; SELECT key, since, attempts, reason FROM domainry_outbox_claim('broker', 'relay', 9, 1)`,
      ),
    );
    expect((claimed as unknown as (typeof claimed)[])[1]!.rows).toEqual([
      { key: 'Account-1', since: '1767323045678', attempts: 2, reason: 'unreachable' },
    ]);
    const database = await openDatabase(schema);
    const feed = await database.events.readFeed({ limit: 10 });
    expect(feed.map(({ position, id, stream, version }) => [position, id, stream, version])).toEqual([
      [1, 'late', 'A-2', 0],
      [2, 'early', 'A-1', 0],
      // The feed has what is archived as well.
      [3, 'archived', 'A-3', 0],
      // It was committed without a position.
      [4, 'waiting', 'A-1', 1],
    ]);
    expect(await database.events.describeStream('A-1')).toEqual({
      stream: 'A-1',
      version: 1,
      firstVersion: 0,
      isArchived: false,
      metadata: { kept: true },
    });
    const tagged = await database.events.readFeed({ limit: 10, query: { items: [{ tags: ['b'] }] } });
    expect(tagged.map(({ id }) => id)).toEqual(['early', 'waiting']);
    expect(await database.events.readStream('A-3', { limit: 10 })).toEqual([]);
    const aside = await database.events.readStream('A-3', { limit: 10, includeArchived: true });
    expect(aside.map(({ position, version }) => [position, version])).toEqual([[3, 0]]);
    expect(await database.events.describeStream('A-3')).toMatchObject({ version: 0, isArchived: true });
    await write(database, 'A-1', eventOf('next'));
    expect(await database.events.lastPosition()).toBe(5);
    await database.close();
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
