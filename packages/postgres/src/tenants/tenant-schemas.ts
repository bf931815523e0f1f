import { tenantDatabases } from '@domainry/core';
import {
  decodeTenant,
  encodeTenant,
  tenantInvalid,
  type Database,
  type DatabaseAdapter,
  type DatabaseModel,
} from '@domainry/core/ports';
import { ConnectionPool } from '../connection/connection-pool.js';
import type { PostgresOptions } from '../postgres-options.js';
import { migratorOf } from '../schema/migrate-schema.js';

/** Stands between what all schemas of a database begin with and the tenant. It is in no encoding of one. */
const separator = '__';
/** Bytes of a name at most. */
const longest = 63;

/**
 * A schema for each tenant, made when the tenant is met first: `bank__acme` where the option `schema` is `bank`. They share the
 * connections of one pool.
 *
 * @param openIn - opens the schema of the options by the connections of a pool.
 */
export function schemasOfTenants(
  { tenants: _, ...options }: PostgresOptions,
  openIn: (pool: ConnectionPool, model: DatabaseModel, options: PostgresOptions) => Promise<Database>,
): DatabaseAdapter {
  const { schema: prefix = 'tenant' } = options;
  return {
    name: 'postgres',
    open: async (model) => {
      const pool = new ConnectionPool(options);
      return await tenantDatabases({
        name: 'postgres',
        capabilities: ['persistent', 'rawQueries'],
        of: (tenant) => {
          const own = { ...options, schema: schemaOf(prefix, tenant) };
          return { name: 'postgres', open: () => openIn(new ConnectionPool(own, pool), model, own) };
        },
        known: () => knownTenants(pool, prefix),
        remove: async (tenant) => {
          await pool.run(`DROP SCHEMA IF EXISTS "${schemaOf(prefix, tenant)}" CASCADE`, []);
        },
        connections: () => pool.counts,
        closed: () => pool.close(),
      }).open(model);
    },
    migrator: async (model) =>
      await tenantDatabases({
        name: 'postgres',
        of: (tenant) => ({
          name: 'postgres',
          open: () => Promise.reject(new Error('Only migrated.')),
          migrator: async () => migratorOf(model, { ...options, schema: schemaOf(prefix, tenant) }),
        }),
        known: async () => {
          const pool = new ConnectionPool({ ...options, poolSize: 1 });
          try {
            return await knownTenants(pool, prefix);
          } finally {
            await pool.close();
          }
        },
      }).migrator!(model),
  };
}

async function knownTenants(pool: ConnectionPool, prefix: string): Promise<readonly string[]> {
  const rows = await pool.all(
    'SELECT nspname FROM pg_namespace WHERE starts_with(nspname, $1) ORDER BY nspname',
    [`${prefix}${separator}`],
  );
  return rows.flatMap((row) => {
    const tenant = decodeTenant(String(row['nspname']).slice(prefix.length + separator.length));
    return tenant ?? [];
  });
}

/** @throws DomainryError TENANT_INVALID when the name would be too long: PostgreSQL would cut it, and take two tenants for one. */
function schemaOf(prefix: string, tenant: string): string {
  const schema = `${prefix}${separator}${encodeTenant(tenant)}`;
  if (schema.length > longest)
    throw tenantInvalid(
      tenant,
      `its schema would be called ${schema}, which has ${schema.length} bytes, and PostgreSQL keeps ${longest}`,
    );
  return schema;
}
