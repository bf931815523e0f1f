import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { Aggregate, Domain, field, memory } from '@domainry/core';
import type { Migrator } from '@domainry/core/ports';
import { sqlite, type SqliteOptions } from '../src/index.js';
import { newFile } from './files.js';

let path: string;
let folder: string;
beforeEach(() => {
  path = newFile();
  folder = join(dirname(path), 'migrations');
  mkdirSync(folder);
});

/** A domain whose accounts have texts of these names. */
function domainWith(...names: readonly string[]): Domain {
  const banking = new Domain('Banking', { clock: () => new Date(1_000) });
  class Account extends Aggregate<Account> {}
  for (const name of names) field.string()(Account.prototype, name);
  banking.register(Account);
  return banking;
}

async function migratorFor(names: readonly string[], options: SqliteOptions = {}): Promise<Migrator> {
  return (await domainWith(...names).migrators({ default: sqlite(path, options) })).get('default')!;
}

const filed = (): SqliteOptions => ({ migrationFiles: folder });

/** Writes the next file for a model. */
async function writeNext(name: string, ...names: readonly string[]): Promise<string> {
  const draft = await (await migratorFor(names, filed())).draft(name);
  writeFileSync(draft!.path, draft!.text);
  return draft!.path;
}

async function open(names: readonly string[], options: SqliteOptions): Promise<void> {
  const domain = domainWith(...names);
  await domain.init({ databases: { default: sqlite(path, options) } });
  await domain.close();
}

const removes = { what: [expect.stringMatching(/^Remove the column rank/)], isDestructive: true };

test('Looking at a file that is not there makes none, and says what would be made', async () => {
  const status = await (await migratorFor(['title'])).status();

  expect(status).toMatchObject({
    place: path,
    framework: { found: undefined },
    applied: [],
    isUpToDate: false,
    pending: [
      { source: 'framework', isDestructive: false },
      { id: 'model-1', source: 'model', what: ['Make the table Account, which holds Account.'] },
    ],
  });
  expect(existsSync(path)).toBe(false);
});

test('What was applied is recorded, and is not applied again', async () => {
  const migrator = await migratorFor(['title']);

  const { applied } = await migrator.apply();

  expect(applied.map(({ id }) => id)).toEqual(['framework-6', 'model-1']);
  expect(await migrator.apply()).toMatchObject({ applied: [] });
  const status = await migrator.status();
  expect(status).toMatchObject({ isUpToDate: true, pending: [], framework: { found: 6, known: 6 } });
  expect(status.applied).toMatchObject([
    { id: 'framework-6', time: 1_000, checksum: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { id: 'model-1', statements: expect.stringContaining('create table "Account"') },
  ]);
});

test('A dry run runs everything and leaves nothing', async () => {
  await (await migratorFor(['title'])).apply();
  const migrator = await migratorFor(['title', 'rank']);

  expect(await migrator.apply({ dryRun: true })).toMatchObject({
    isDryRun: true,
    applied: [{ id: 'model-2' }],
  });

  expect(await migrator.status()).toMatchObject({ pending: [{ id: 'model-2' }] });
});

test('What would be removed has to be asked for', async () => {
  await (await migratorFor(['title', 'rank'])).apply();
  const migrator = await migratorFor(['title']);

  expect(await migrator.status()).toMatchObject({ pending: [removes] });
  await expect(migrator.apply()).rejects.toMatchObject({
    code: 'MIGRATION_DESTRUCTIVE',
    message: expect.stringContaining('Remove the column rank of Account'),
  });
  expect(await migrator.status()).toMatchObject({ pending: [removes] });

  await migrator.apply({ destructive: true });
  expect(await migrator.status()).toMatchObject({ isUpToDate: true });
});

test('Files are drafted one from the other, without a database, and lead to the model', async () => {
  await writeNext('accounts', 'title');
  await writeNext('Rank them!', 'title', 'rank');

  expect(readdirSync(folder)).toEqual(['0001-accounts.sql', '0002-rank-them.sql']);
  expect(existsSync(path)).toBe(false);
  const second = readFileSync(join(folder, '0002-rank-them.sql'), 'utf8');
  expect(second).toContain('-- add: Add the column rank to Account.');
  expect(second).toContain('alter table "Account" add column "rank" TEXT;');
  expect(await (await migratorFor(['title', 'rank'], filed())).draft('nothing')).toBeUndefined();
  await open(['title', 'rank'], filed());
  expect(
    (await (await migratorFor(['title', 'rank'], filed())).status()).applied.map(({ id }) => id),
  ).toEqual(['framework-6', '0001-accounts', '0002-rank-them']);
});

test('A file may do more than was drafted; it is run as it stands', async () => {
  const file = await writeNext('accounts', 'title');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(
      '-- The tables',
      `insert into "Account" ("id", "title", "_version") values ('a', 'x;''y', 0);\n-- The tables`,
    ),
  );
  await open(['title'], filed());

  const domain = domainWith('title');
  await domain.init({ databases: { default: sqlite(path, filed()) } });
  const [account] = domain.registry.ofKind('aggregate');
  const found = await domain.repositoryFor(account!.cls as never).get('a' as never);
  expect(found).toMatchObject({ title: "x;'y" });
  await domain.close();
});

test('A model that needs more than the files say is refused, and nothing is changed', async () => {
  await writeNext('accounts', 'title');

  await expect(open(['title', 'rank'], filed())).rejects.toMatchObject({
    code: 'SCHEMA_OUTDATED',
    message: expect.stringMatching(/what no file of .* says:\n– Add the column rank to Account/),
  });
  expect((await (await migratorFor(['title'], filed())).status()).applied).toEqual([]);
});

test('A file that was edited after it was applied is refused, with what was run', async () => {
  const file = await writeNext('accounts', 'title');
  await open(['title'], filed());
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll('\n', '\r\n'));
  await open(['title'], filed());

  writeFileSync(file, `${text}drop table x;`);

  const refusal = {
    code: 'MIGRATION_CHANGED',
    details: { id: '0001-accounts', path: file, statements: text },
  };
  await expect(open(['title'], filed())).rejects.toMatchObject(refusal);
  const migrator = await migratorFor(['title'], filed());
  await expect(migrator.apply()).rejects.toMatchObject(refusal);
  expect(await migrator.status()).toMatchObject({ changed: ['0001-accounts'], isUpToDate: false });
});

test('A database that later code has migrated is refused by earlier code, unless both run beside each other', async () => {
  await writeNext('accounts', 'title');
  const later = await writeNext('rank', 'title', 'rank');
  await open(['title', 'rank'], filed());
  rmSync(later);

  await expect(open(['title'], filed())).rejects.toMatchObject({
    code: 'SCHEMA_NEWER',
    message: expect.stringContaining('0002-rank'),
  });
  expect(await (await migratorFor(['title'], filed())).status()).toMatchObject({ newer: ['0002-rank'] });
  await open(['title'], { ...filed(), migrations: 'keep' });
});

test('When a statement fails in the middle, nothing of any file is left', async () => {
  await writeNext('accounts', 'title');
  const file = await writeNext('rank', 'title', 'rank');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\ninsert into nowhere values (1);`);

  await expect(open(['title', 'rank'], filed())).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringMatching(/0002-rank: .*nowhere/),
  });
  expect(await (await migratorFor(['title', 'rank'], filed())).status()).toMatchObject({ applied: [] });
});

test('A file that removes something is not run when the database is opened, but when it is asked for', async () => {
  await writeNext('accounts', 'title', 'rank');
  await open(['title', 'rank'], filed());
  await writeNext('unrank', 'title');

  await expect(open(['title'], filed())).rejects.toMatchObject({ code: 'MIGRATION_DESTRUCTIVE' });
  await (await migratorFor(['title'], filed())).apply({ destructive: true });
  await open(['title'], filed());
});

test("With 'all' a file that removes something is run when the database is opened", async () => {
  await writeNext('accounts', 'title', 'rank');
  await open(['title', 'rank'], filed());
  await writeNext('unrank', 'title');

  await open(['title'], { ...filed(), migrations: 'all' });

  expect((await (await migratorFor(['title'], filed())).status()).applied).toMatchObject([
    { id: 'framework-6' },
    { id: '0001-accounts' },
    { id: '0002-unrank' },
  ]);
});

test("With 'manual' files are not run when the database is opened, but when it is asked for", async () => {
  await writeNext('accounts', 'title');
  const manual = { ...filed(), migrations: 'manual' } as const;

  await expect(open(['title'], manual)).rejects.toMatchObject({
    code: 'SCHEMA_OUTDATED',
    message: expect.stringContaining('There are files that were not applied: 0001-accounts.'),
  });
  await (await migratorFor(['title'], manual)).apply();
  await open(['title'], manual);
});

test("With 'files', as without a word, the model may need no more than the files say; with 'additive' more is added", async () => {
  await writeNext('accounts', 'title');
  const refusal = { code: 'SCHEMA_OUTDATED', message: expect.stringContaining('what no file of') };

  await expect(open(['title', 'rank'], filed())).rejects.toMatchObject(refusal);
  await expect(open(['title', 'rank'], { ...filed(), migrations: 'files' })).rejects.toMatchObject(refusal);
  await open(['title', 'rank'], { ...filed(), migrations: 'additive' });

  const { applied } = await (await migratorFor(['title', 'rank'], filed())).status();
  expect(applied.map(({ id }) => id)).toEqual(['framework-6', '0001-accounts', 'model-1']);
});

test('Files that come to a database which has the tables are taken down and not run', async () => {
  await open(['title'], {});
  await writeNext('accounts', 'title');
  await writeNext('rank', 'title', 'rank');

  const { applied } = await (await migratorFor(['title', 'rank'], filed())).apply();

  expect(applied).toMatchObject([
    { id: '0001-accounts', what: [expect.stringMatching(/^Take down that/)] },
    { id: '0002-rank', what: [expect.stringMatching(/^Run/)] },
  ]);
  await open(['title', 'rank'], filed());
});

test('A file that comes before one that was applied is refused', async () => {
  await writeNext('accounts', 'title');
  const second = await writeNext('rank', 'title', 'rank');
  await open(['title', 'rank'], filed());
  const third = await writeNext('more', 'title', 'rank', 'more');
  writeFileSync(join(folder, '0000-early.sql'), readFileSync(third, 'utf8'));

  await expect(open(['title', 'rank', 'more'], filed())).rejects.toMatchObject({
    code: 'MIGRATION_INVALID',
    message: expect.stringMatching(/0000-early\.sql: 0002-rank was applied .* before it/),
  });
  expect(existsSync(second)).toBe(true);
});

test.each([
  ['Accounts.sql', 'select 1', 'the name is not that of a migration'],
  ['0001-a.sql', 'select 1;\n/* x */ COMMIT;', 'COMMIT cannot be in it'],
  ['0001-a.sql', 'begin; select 1', 'BEGIN cannot be in it'],
  ['0001-a.sql', 'select 1; end', 'END cannot be in it'],
  ['0001-a.sql', 'pragma foreign_keys = off', 'PRAGMA cannot be in it'],
  ['0001-a.sql', '-- domainry:for postgres\nselect 1', 'it was written for postgres, and this is sqlite'],
  ['0001-a.sql', '-- domainry:tables {', 'is no JSON'],
])('The file %s that says %j is refused: %s', async (name, text, problem) => {
  writeFileSync(join(folder, name), text);

  const migrator = await migratorFor(['title'], filed());

  const refusal = { code: 'MIGRATION_INVALID', message: expect.stringContaining(problem) };
  await expect(migrator.status()).rejects.toMatchObject(refusal);
  await expect(migrator.apply()).rejects.toMatchObject(refusal);
  await expect(migrator.draft('x')).rejects.toMatchObject(refusal);
});

test('Words in texts, comments and triggers are no transactions', async () => {
  const file = await writeNext('accounts', 'title');
  const trigger = `create trigger t after insert on "Account" begin select 'commit'; end; -- rollback\n`;
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8')}${trigger}insert into "Account" ("id", "title", "_version") values ('a', '; commit;', 0);`,
  );

  await open(['title'], filed());

  expect((await (await migratorFor(['title'], filed())).status()).isUpToDate).toBe(true);
});

test('Two files with one number are refused', async () => {
  await writeNext('accounts', 'title');
  writeFileSync(join(folder, '01-other.sql'), 'select 1');

  await expect((await migratorFor(['title'], filed())).status()).rejects.toMatchObject({
    code: 'MIGRATION_INVALID',
    message: expect.stringContaining('has the same number'),
  });
});

test('Many that start at once apply everything once', async () => {
  await writeNext('accounts', 'title');
  await writeNext('rank', 'title', 'rank');

  const outcomes = await Promise.all(
    Array.from({ length: 6 }, async () => (await migratorFor(['title', 'rank'], filed())).apply()),
  );

  expect(outcomes.map(({ applied }) => applied.length).filter((count) => count > 0)).toEqual([3]);
});

test('A database without tables has nothing to be migrated', async () => {
  await expect(domainWith('title').migrators({ default: memory() })).rejects.toMatchObject({
    code: 'CONFIGURATION_INVALID',
  });
});

test('To draft a file a folder is needed; to say files, too', async () => {
  await expect((await migratorFor(['title'])).draft('x')).rejects.toMatchObject({
    code: 'MIGRATION_INVALID',
  });
  expect(() => sqlite(path, { migrations: 'files' })).toThrow(/migrationFiles/);
});
