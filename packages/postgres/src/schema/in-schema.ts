import type { SchemaHost } from '@domainry/sql';
import type { ConnectionPool } from '../connection/connection-pool.js';
import { mapError } from '../map-error.js';
import type { PostgresOptions } from '../postgres-options.js';
import { schemaHostOf } from '../states/schema-host.js';
import { guardAgain, unguardForOwner } from '../tenants/guard-tables.js';
import { WritingTurn } from '../writing-turn.js';

/**
 * Runs a function in a transaction in which nobody else changes the tables of the schema: of many processes that start, one
 * does it and the others wait. The schema is made when there is none.
 *
 * @param isKept - whether the transaction is committed.
 */
export async function inSchema<Result>(
  pool: ConnectionPool,
  { schema = 'public', tenants }: PostgresOptions,
  isKept: boolean,
  act: (host: SchemaHost) => Promise<Result>,
): Promise<Result> {
  const turn = await WritingTurn.begin(pool, mapError);
  try {
    // Who comes second waits as long as it takes, and long tables take long; afterwards nobody is waited for that long.
    await turn.run('SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0', []);
    await turn.all("SELECT pg_advisory_xact_lock(hashtextextended($1 || ' schema', 0))", [schema]);
    await turn.run('SET LOCAL lock_timeout TO DEFAULT', []);
    const [known] = await turn.all('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
    // Only then, as not everybody may make one. Its name may be a word of SQL, such as order.
    if (known === undefined) await turn.run(`CREATE SCHEMA "${schema}"`, []);
    const isShared = tenants === 'column';
    const host = schemaHostOf(turn, pool.target, isShared);
    let areGuarded = isShared;
    const script = async (text: string): Promise<void> => {
      if (areGuarded) await unguardForOwner(turn);
      areGuarded = false;
      // Files of migrations may set what others must not find set.
      turn.spend();
      await host.script(text);
    };
    const result = await act({ ...host, script });
    if (isShared && !areGuarded) await guardAgain(turn);
    if (isKept) await turn.commit();
    else await turn.rollback();
    return result;
  } catch (error) {
    await turn.rollback();
    throw error;
  }
}

/** Runs a function in a transaction that only reads, and in which everybody else goes on. */
export async function lookingAtSchema<Result>(
  pool: ConnectionPool,
  isShared: boolean,
  act: (host: SchemaHost) => Promise<Result>,
): Promise<Result> {
  const turn = await WritingTurn.begin(pool, mapError);
  try {
    await turn.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY', []);
    return await act(schemaHostOf(turn, pool.target, isShared));
  } finally {
    await turn.rollback();
  }
}
