import { postgres } from '@domainry/postgres';
import type { DurableEventsLike } from '../durable-events.js';
import { madeEvents, onServer, url } from '../postgres-server.js';

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
    async fill(count) {
      await onServer(`INSERT INTO ${schema}.domainry_events
          (number, position, stream, version, category, id, type, time, data, metadata, tags)
        SELECT g, g + 1, 'Account-' || g % 10000, g / 10000, 'Account', ${madeEvents}, '{}' FROM generate_series(0, ${count - 1}) g;
        INSERT INTO ${schema}.domainry_stream_traits (stream, category)
          SELECT 'Account-' || g, 'Account' FROM generate_series(0, 9999) g;
        UPDATE ${schema}.domainry_head SET position = ${count};
        ANALYZE ${schema}.domainry_events`);
    },
    async *readAll() {
      for (let after = 0; ;) {
        const page = await database.events.readFeed({ after, limit: 5_000 });
        if (page.length === 0) break;
        yield page;
        after = page.at(-1)!.position;
      }
    },
    async close() {
      await database.close();
      await onServer(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}
