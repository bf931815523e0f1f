import type { SqliteConnection } from '../driver/connection.js';

/** Puts the events of a stream aside, in the transaction of a connection. */
export function putAside(connection: SqliteConnection, stream: string): void {
  for (const text of aside) connection.run(text, stream);
}

/** Puts them back where they were. */
export function putBack(connection: SqliteConnection, stream: string): void {
  for (const text of back) connection.run(text, stream);
}

const aside = moving(
  'domainry_events',
  'domainry_event_tags',
  'domainry_archived_events',
  'domainry_archived_tags',
);
const back = moving(
  'domainry_archived_events',
  'domainry_archived_tags',
  'domainry_events',
  'domainry_event_tags',
);

/** What is let go of has to lie on the other side already: triggers see to it. */
function moving(events: string, tags: string, otherEvents: string, otherTags: string): readonly string[] {
  const tagged = `(SELECT t.value, e.position FROM ${events} e, json_each(e.tags) t WHERE e.stream = ? AND e.tags <> '')`;
  return [
    `INSERT INTO ${otherEvents} (position, stream, version, category, id, type, time, data, metadata, tags)
     SELECT position, stream, version, category, id, type, time, data, metadata, tags FROM ${events} WHERE stream = ?`,
    `INSERT OR IGNORE INTO ${otherTags} (tag, position) SELECT * FROM ${tagged}`,
    `DELETE FROM ${tags} WHERE (tag, position) IN ${tagged}`,
    `DELETE FROM ${events} WHERE stream = ?`,
  ];
}
