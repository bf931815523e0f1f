import type { DatabaseAdapter, DatabaseModel } from '@domainry/core/ports';
import { ConnectionPool } from './connection/connection-pool.js';
import { PostgresDatabase } from './database.js';
import { postgresOptions, type PostgresOptions } from './postgres-options.js';
import { forReplica } from './connection/for-replica.js';
import { migratorOf } from './schema/migrate-schema.js';
import { prepareSchema } from './schema/prepare-schema.js';
import { statesOf } from './states/states-of.js';
import { schemaOfAllTenants } from './tenants/shared-schema.js';
import { schemasOfTenants } from './tenants/tenant-schemas.js';

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
  if (options.tenants === 'column') return schemaOfAllTenants(options);
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
  await prepareSchema(pool, model, options);
  const replicas = (options.replicas ?? []).map(
    (replica) => new ConnectionPool(forReplica(options, replica)),
  );
  return new PostgresDatabase(pool, statesOf(false), options.statementTimeout ?? 30_000, replicas);
}
