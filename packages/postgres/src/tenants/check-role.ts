import { DomainryError } from '@domainry/core';
import type { ConnectionPool } from '../connection/connection-pool.js';

/**
 * Refuses a role from which the server keeps no rows: nothing would stand between the tenants.
 *
 * @throws DomainryError TENANT_UNGUARDED.
 */
export async function checkRole(pool: ConnectionPool): Promise<void> {
  const [row] = await pool.all(
    'SELECT rolname AS name, rolsuper AS is_super, rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user',
    [],
  );
  if (row!['bypasses'] !== true) return;
  const role = String(row!['name']);
  const why = row!['is_super'] === true ? 'is a superuser' : 'has BYPASSRLS';
  throw new DomainryError(
    'TENANT_UNGUARDED',
    `${pool.target}: the role ${role} ${why}, so the server would show it the rows of all tenants. Connect as another one: CREATE ROLE bank LOGIN; GRANT CREATE ON DATABASE … TO bank.`,
    { details: { target: pool.target, role } },
  );
}
