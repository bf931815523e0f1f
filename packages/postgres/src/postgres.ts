import type { DatabaseAdapter, DatabaseModel } from '@domainry/core/ports';
import { Counters, applyMigrations, SqlStateReader, SqlStateWriter } from '@domainry/sql';
import { checkPooler } from './connection/check-pooler.js';
import { ConnectionPool } from './connection/connection-pool.js';
import { PostgresDatabase } from './database.js';
import { postgresOptions, type PostgresOptions } from './postgres-options.js';
import { migratorOf, settingsOf } from './schema/migrate-schema.js';
import { inSchema } from './schema/in-schema.js';
import { postgresDialect, violationIn } from './states/dialect.js';
import { schemasOfTenants } from './tenant-schemas.js';

/**
 * Keeps a domain in PostgreSQL: states, events, snapshots, outbox and idempotency records, in one transaction. Tables are made
 * when there are none. Any number of processes may use one database.
 *
 * @param given - URL of the database, or options.
 * @param further - options beside a URL.
 * @throws DomainryError DATABASE_OPTION at once; when it is opened DATABASE_UNAVAILABLE, DATABASE_BUSY, SCHEMA_NEWER,
 *   SCHEMA_OUTDATED, MIGRATION_….
 *
 * @example
 * ```ts
 * import { Domain } from '@domainry/core';
 * import { postgres } from '@domainry/postgres';
 *
 * const banking = new Domain('Banking');
 * await banking.init({ databases: { default: postgres('postgres://bank@localhost:5432/bank') } });
 * ```
 */
export function postgres(
  given: string | PostgresOptions,
  further?: Omit<PostgresOptions, 'connectionString'>,
): DatabaseAdapter {
  const options = postgresOptions(given, further);
  if (options.tenants === 'schemas') return schemasOfTenants(options, openIn);
  return {
    name: 'postgres',
    open: async (model: DatabaseModel) => await openIn(new ConnectionPool(options), model, options),
    migrator: async (model: DatabaseModel) => migratorOf(model, options),
  };
}

/** Makes what is missing of a schema, and opens it. The pool is closed with it, and when it cannot be opened. */
async function openIn(
  pool: ConnectionPool,
  model: DatabaseModel,
  options: PostgresOptions,
): Promise<PostgresDatabase> {
  try {
    await inSchema(pool, options, true, (host) =>
      applyMigrations(host, settingsOf(model, options), { kind: 'opening' }),
    );
    await checkPooler(pool, options);
  } catch (error) {
    await pool.close();
    throw error;
  }
  const counters = new Counters((at) => `$${at}`);
  return new PostgresDatabase(
    pool,
    {
      reader: (session) => new SqlStateReader(session, postgresDialect),
      writer: (session) => new SqlStateWriter(session, postgresDialect, counters, violationIn),
    },
    options.statementTimeout ?? 30_000,
    (options.replicas ?? []).map((replica) => new ConnectionPool(forReplica(options, replica))),
  );
}

/** Options of the primary, without its place. */
function forReplica(options: PostgresOptions, replica: string): PostgresOptions {
  const places = new Set(['host', 'port', 'database', 'user', 'password']);
  const others = Object.entries(options).filter(([name]) => !places.has(name));
  return { ...Object.fromEntries(others), connectionString: replica };
}
