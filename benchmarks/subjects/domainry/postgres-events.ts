import { postgres } from '@domainry/postgres';
import type { DurableEventsLike } from '../durable-events.js';
import { onServer, url } from '../postgres-server.js';

/** A transaction of the database for each append. */
export async function newStore(): Promise<DurableEventsLike> {
  const schema = `benchmark_${process.pid}`;
  const adapter = postgres({ connectionString: url, schema });
  const database = await adapter.open({ domain: 'Banking', shapes: [], now: () => 0 });
  return {
    async append(append) {
      const transaction = await database.begin();
      await transaction.events.append([append]);
      await transaction.commit();
    },
    read: (stream) => database.events.readStream(stream, { limit: 100_000 }),
    async close() {
      await database.close();
      await onServer(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}
