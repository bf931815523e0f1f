import { DomainryError } from '@domainry/core';
import type { PostgresOptions } from '../postgres-options.js';
import type { ConnectionPool } from './connection-pool.js';

/**
 * Looks whether single statements find the settings that they need, where a pooler does not let them be sent.
 *
 * @throws DomainryError DATABASE_OPTION, with the statement that sets them.
 */
export async function checkPooler(
  pool: ConnectionPool,
  { schema = 'public' }: PostgresOptions,
): Promise<void> {
  if (!pool.isPooledElsewhere) return;
  const [row] = await pool.all(settings, []);
  const wanted = {
    search_path: [`"${schema}"`, row!['schema'] === schema],
    timezone: ['UTC', /^(?:UTC|GMT|Etc\/UTC|Etc\/GMT)$/i.test(String(row!['zone']))],
    datestyle: ['ISO', String(row!['dates']).startsWith('ISO')],
    default_transaction_isolation: ["'read committed'", row!['isolation'] === 'read committed'],
  } as const;
  const missing = Object.entries(wanted).filter(([, [, isSet]]) => !isSet);
  if (missing.length === 0) return;
  const user = String(row!['user']).replaceAll('"', '""');
  const statements = missing.map(([name, [value]]) => `ALTER ROLE "${user}" SET ${name} = ${value}`);
  throw new DomainryError(
    'DATABASE_OPTION',
    `${pool.target}: a pooler passes no settings on, and those of the role ${user} are others than are needed. Run ${statements.join('; ')} and have the pooler connect anew.`,
    { details: { option: 'pooler', statements } },
  );
}

const settings = `SELECT current_schema() AS schema, current_user AS user, current_setting('TimeZone') AS zone,
  current_setting('DateStyle') AS dates, current_setting('default_transaction_isolation') AS isolation`;
