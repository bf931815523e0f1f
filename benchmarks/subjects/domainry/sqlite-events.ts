import { sqlite } from '@domainry/sqlite';
import { newFile, type DurableEventsLike } from '../durable-events.js';

/** A transaction of the database for each append. */
export async function newStore(): Promise<DurableEventsLike> {
  const adapter = sqlite(newFile(), { driver: 'better-sqlite3' });
  const database = await adapter.open({ domain: 'Banking', shapes: [], now: () => 0 });
  return {
    async append(append) {
      const transaction = await database.begin();
      await transaction.events.append([append]);
      await transaction.commit();
    },
    read: (stream) => database.events.readStream(stream, { limit: 100_000 }),
  };
}
