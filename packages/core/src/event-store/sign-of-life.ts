import type { Database } from '../ports/database.js';

/** Asks a database whether it is there: the way it knows best, or by reading something small. Throws what is wrong. */
export async function signOfLife(database: Database): Promise<void> {
  if (database.health !== undefined) await database.health();
  else await database.events.lastPosition();
}
