import type { DatabaseModel, Migrator } from '@domainry/core/ports';
import { SqlMigrator, type MigrationSettings } from '@domainry/sql';
import { ConnectionPool } from '../connection/connection-pool.js';
import type { PostgresOptions } from '../postgres-options.js';
import { dialectFor } from '../states/dialect.js';
import { inSchema, lookingAtSchema } from './in-schema.js';

/** What migrates a schema. It has a connection of its own until it is closed. */
export function migratorOf(model: DatabaseModel, options: PostgresOptions): Migrator {
  const isShared = options.tenants === 'column';
  const pool = new ConnectionPool({ ...options, poolSize: 1 });
  const access = {
    place: pool.target,
    dialect: dialectFor(isShared),
    looking: <Result>(act: Parameters<typeof lookingAtSchema<Result>>[2]) =>
      lookingAtSchema(pool, isShared, act),
    changing: <Result>(act: Parameters<typeof inSchema<Result>>[3], isKept: boolean) =>
      inSchema(pool, options, isKept, act),
    close: () => pool.close(),
  };
  return new SqlMigrator(access, settingsOf(model, options));
}

/** What the options say of migrations. */
export function settingsOf(
  model: DatabaseModel,
  { migrationFiles: folder, migrations = folder === undefined ? 'additive' : 'files' }: PostgresOptions,
): MigrationSettings {
  return { model, migrations, folder };
}
