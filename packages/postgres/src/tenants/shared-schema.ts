import { tenantDatabases } from '@domainry/core';
import type { Database, DatabaseAdapter } from '@domainry/core/ports';
import { ConnectionPool } from '../connection/connection-pool.js';
import { forReplica } from '../connection/for-replica.js';
import { PostgresDatabase } from '../database.js';
import type { PostgresOptions } from '../postgres-options.js';
import { migratorOf } from '../schema/migrate-schema.js';
import { prepareSchema } from '../schema/prepare-schema.js';
import { statesOf } from '../states/states-of.js';
import { WritingTurn } from '../writing-turn.js';
import { checkRole } from './check-role.js';
import { removeTenant } from './remove-tenant.js';

/** One schema for all tenants, by way of one pool: each transaction says whom it is for, and the server shows it no other rows. */
export function schemaOfAllTenants(options: PostgresOptions): DatabaseAdapter {
  return {
    name: 'postgres',
    open: async (model) => {
      const pool = new ConnectionPool(options);
      await prepareSchema(pool, model, options, checkRole);
      const replicas = (options.replicas ?? []).map((replica) => {
        const own = forReplica(options, replica);
        return { own, pool: new ConnectionPool(own) };
      });
      const openFor = async (tenant: string): Promise<Database> => {
        const own = new ConnectionPool(options, pool, tenant);
        await own.run(addTenant, []);
        return new PostgresDatabase(
          own,
          statesOf(true),
          options.statementTimeout ?? 30_000,
          replicas.map((replica) => new ConnectionPool(replica.own, replica.pool, tenant)),
        );
      };
      return await tenantDatabases({
        name: 'postgres',
        capabilities: ['persistent', 'rawQueries'],
        of: (tenant) => ({ name: 'postgres', open: () => openFor(tenant) }),
        known: () => knownTenants(pool),
        remove: async (tenant) => await removeTenant(new ConnectionPool(options, pool, tenant)),
        connections: () => pool.counts,
        closed: async () => {
          await Promise.all([pool, ...replicas.map((replica) => replica.pool)].map((each) => each.close()));
        },
      }).open(model);
    },
    migrator: async (model) => migratorOf(model, options),
  };
}

/** The head of its feed, and its name among the others. */
const addTenant = `WITH named AS (INSERT INTO domainry_tenants (_tenant) VALUES (domainry_tenant()) ON CONFLICT DO NOTHING)
  INSERT INTO domainry_head (one, position) VALUES (1, 0) ON CONFLICT DO NOTHING`;

async function knownTenants(pool: ConnectionPool): Promise<readonly string[]> {
  const turn = await WritingTurn.begin(pool);
  try {
    await turn.all("SELECT set_config('domainry.reader', 'all tenants', true)", []);
    const rows = await turn.all('SELECT _tenant AS name FROM domainry_tenants ORDER BY 1', []);
    return rows.map(({ name }) => String(name));
  } finally {
    await turn.rollback();
  }
}
