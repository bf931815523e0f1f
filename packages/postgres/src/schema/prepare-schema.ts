import type { DatabaseModel } from '@domainry/core/ports';
import { applyMigrations } from '@domainry/sql';
import { checkPooler } from '../connection/check-pooler.js';
import type { ConnectionPool } from '../connection/connection-pool.js';
import type { PostgresOptions } from '../postgres-options.js';
import { inSchema } from './in-schema.js';
import { settingsOf } from './migrate-schema.js';

/** Makes what is missing of a schema, for it to be opened. Where that fails, the pool is closed. */
export async function prepareSchema(
  pool: ConnectionPool,
  model: DatabaseModel,
  options: PostgresOptions,
  check: (pool: ConnectionPool) => Promise<void> = async () => {},
): Promise<void> {
  try {
    await check(pool);
    await inSchema(pool, options, true, (host) =>
      applyMigrations(host, settingsOf(model, options), { kind: 'opening' }),
    );
    await checkPooler(pool, options);
  } catch (error) {
    await pool.close();
    throw error;
  }
}
