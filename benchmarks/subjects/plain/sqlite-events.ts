import Database from 'better-sqlite3';
import { newFile, type DurableEventsLike } from '../durable-events.js';

/** One prepared insert for each event, in a transaction of its own for each append; the indexes are those of a store of events. */
export function newStore(): DurableEventsLike {
  const database = new Database(newFile());
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE events (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, category TEXT NOT NULL,
      id TEXT NOT NULL, type TEXT NOT NULL, time INTEGER NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX events_stream ON events (stream, version);
    CREATE UNIQUE INDEX events_id ON events (id);
    CREATE INDEX events_category ON events (category, position);
    CREATE INDEX events_type ON events (type, position);`);
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const select = database.prepare<[string], object>('SELECT * FROM events WHERE stream = ? ORDER BY version');
  const versions = new Map<string, number>();
  let position = 0;
  const append = database.transaction(({ stream, events }: Parameters<DurableEventsLike['append']>[0]) => {
    let version = versions.get(stream) ?? 0;
    for (const { id, type, time, data, metadata } of events)
      insert.run(++position, stream, version++, 'Account', id, type, time, data, metadata);
    versions.set(stream, version);
  });
  return {
    append(given) {
      append.immediate(given);
    },
    read: (stream) => select.all(stream),
  };
}
