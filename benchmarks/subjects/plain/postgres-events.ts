import { Pool } from 'pg';
import type { DurableEventsLike } from '../durable-events.js';
import { madeEvents, onServer, url } from '../postgres-server.js';

/**
 * A transaction for each append, with one prepared insert of as many rows; ten connections, as Domainry has. The indexes are those of
 * a store of events. Positions are those of a sequence, which a reader of all events cannot rely on.
 */
export async function newStore(): Promise<DurableEventsLike> {
  const schema = `benchmark_${process.pid}`;
  await onServer(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.events (
      position bigserial PRIMARY KEY, stream text COLLATE "C" NOT NULL, version bigint NOT NULL, category text COLLATE "C" NOT NULL,
      id text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL, time bigint NOT NULL, data text NOT NULL, metadata text NOT NULL
    );
    CREATE UNIQUE INDEX ON ${schema}.events (stream, version);
    CREATE UNIQUE INDEX ON ${schema}.events (id);
    CREATE INDEX ON ${schema}.events (category, position);
    CREATE INDEX ON ${schema}.events (type, position);`);
  const pool = new Pool({ connectionString: url, max: 10, options: `-c search_path=${schema} -c jit=off` });
  const versions = new Map<string, number>();
  return {
    async append({ stream, events }) {
      let version = versions.get(stream) ?? 0;
      versions.set(stream, version + events.length);
      const values = events.flatMap(({ id, type, time, data, metadata }) => [
        stream,
        version++,
        'Account',
        id,
        type,
        time,
        data,
        metadata,
      ]);
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query({ name: `insert ${events.length}`, text: insertOf(events.length), values });
      await client.query('COMMIT');
      client.release();
    },
    async read(stream) {
      const select = { name: 'read', text: 'SELECT * FROM events WHERE stream = $1 ORDER BY version' };
      return (await pool.query<object>({ ...select, values: [stream] })).rows;
    },
    async fill(count) {
      await onServer(`INSERT INTO ${schema}.events (stream, version, category, id, type, time, data, metadata)
        SELECT 'Account-' || g % 10000, g / 10000, 'Account', ${madeEvents} FROM generate_series(0, ${count - 1}) g;
        ANALYZE ${schema}.events`);
    },
    readAll: () => readAll(pool),
    async close() {
      await pool.end();
      await onServer(`DROP SCHEMA ${schema} CASCADE`);
    },
  };
}

// By a cursor of the server.
async function* readAll(pool: Pool): AsyncGenerator<readonly object[]> {
  const client = await pool.connect();
  await client.query('BEGIN; DECLARE reading NO SCROLL CURSOR FOR SELECT * FROM events ORDER BY position');
  for (;;) {
    const { rows } = await client.query<object>('FETCH 5000 FROM reading');
    if (rows.length === 0) break;
    yield rows;
  }
  await client.query('COMMIT');
  client.release();
}

const texts = new Map<number, string>();

function insertOf(count: number): string {
  let text = texts.get(count);
  if (text !== undefined) return text;
  const rows = Array.from({ length: count }, (_, row) => {
    const places = Array.from({ length: 8 }, (_place, at) => `$${row * 8 + at + 1}`);
    return `(${places.join(', ')})`;
  });
  text = `INSERT INTO events (stream, version, category, id, type, time, data, metadata) VALUES ${rows.join(', ')}`;
  texts.set(count, text);
  return text;
}
