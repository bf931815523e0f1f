import type { ConnectionPool } from '../connection/connection-pool.js';
import { WritingTurn } from '../writing-turn.js';

/** Removes all rows of the tenant that a pool is for, in one transaction, in which events may be removed. */
export async function removeTenant(pool: ConnectionPool): Promise<void> {
  const turn = await WritingTurn.begin(pool);
  try {
    await turn.all("SELECT set_config('domainry.removing', domainry_tenant(), true)", []);
    // Who has many rows takes longer than a statement may.
    await turn.run('SET LOCAL statement_timeout = 0', []);
    const tables = await turn.all(
      `SELECT quote_ident(c.relname) AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = '_tenant'
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relrowsecurity ORDER BY c.oid`,
      [],
    );
    for (const { name } of tables)
      await turn.run(`DELETE FROM ${String(name)} WHERE _tenant = (SELECT domainry_tenant())`, []);
    await turn.commit();
  } catch (error) {
    await turn.rollback();
    throw error;
  }
}
