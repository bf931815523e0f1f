import type { SqlSession } from '@domainry/sql';

/**
 * Has the owner of the tables see the rows of all tenants until the end of the transaction, for migrations: what is changed is
 * changed for all. Nobody else uses the tables until then.
 */
export async function unguardForOwner(session: SqlSession): Promise<void> {
  await alterEach(session, 'relforcerowsecurity', 'NO FORCE');
}

/** Ends that; of tables that were made meanwhile as well. */
export async function guardAgain(session: SqlSession): Promise<void> {
  await alterEach(session, 'relrowsecurity AND NOT relforcerowsecurity', 'FORCE');
}

async function alterEach(session: SqlSession, which: string, action: string): Promise<void> {
  const tables = await session.all(
    `SELECT quote_ident(relname) AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND ${which} ORDER BY oid`,
    [],
  );
  for (const { name } of tables)
    await session.run(`ALTER TABLE ${String(name)} ${action} ROW LEVEL SECURITY`, []);
}
