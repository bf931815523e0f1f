import type { Database, NewEvent } from '@domainry/core/ports';
import { postgres, type PostgresOptions } from '../src/index.js';
import { url } from './server.js';

/** Opens a schema without tables of states. Each has connections of its own, as if it were in another process. */
export async function open(schema: string, options: PostgresOptions = {}): Promise<Database> {
  const adapter = postgres({ connectionString: url, schema, ...options });
  return await adapter.open({ domain: 'Test', shapes: [], now: Date.now });
}

/** An event that says nothing but who it is. */
export function eventOf(id: string, tags: readonly string[] = []): NewEvent {
  return { id, type: 'Test.Happened.v1', time: 1, data: '{}', metadata: '{}', tags };
}

/**
 * Writes one event to a stream, in a transaction of its own.
 *
 * @param key - that is claimed first, for which the transaction takes a connection of its own.
 */
export async function write(
  database: Database,
  stream: string,
  event: NewEvent,
  key?: string,
): Promise<number | undefined> {
  const transaction = await database.begin();
  try {
    if (key !== undefined) await transaction.idempotency.claim(key, 'f', 'fail');
    await transaction.events.append([{ stream, expected: 'any', events: [event] }]);
    return (await transaction.commit()).position;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}

/** What the connection of a transaction is set to. */
export async function settingOf(database: Database, name: string): Promise<unknown> {
  const transaction = await database.begin();
  const { rows } = await transaction.raw!.run('SELECT current_setting($1) AS value', [name]);
  await transaction.rollback();
  return rows[0]!['value'];
}
