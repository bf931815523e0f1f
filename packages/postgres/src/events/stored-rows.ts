import type { StoredEvent } from '@domainry/core/ports';
import type { SqlValue } from '@domainry/sql';

/** Columns of an event whose stream is known, in the order of reading. Most have no tags: null takes less to read than a text. */
export const streamEventColumns =
  "e.position, e.version, e.id, e.type, e.time, e.data, e.metadata, nullif(e.tags, '{}')";

/** Columns of an event, in the order of reading. */
export const eventColumns = `${streamEventColumns}, e.stream`;

/** The same of an archived event. */
export const archivedColumns =
  "a.position, a.version, a.id, a.type, a.time, a.data, a.metadata, nullif(a.tags, '{}'), a.stream";

/** An event of a stream from its values, in the order of {@link streamEventColumns}. */
export function streamEventIn(stream: string, row: readonly SqlValue[]): StoredEvent {
  return {
    position: Number(row[0]),
    stream,
    version: Number(row[1]),
    id: row[2] as string,
    type: row[3] as string,
    time: Number(row[4]),
    data: row[5] as string,
    metadata: row[6] as string,
    tags: row[7] === null ? [] : textsIn(row[7] as string),
  };
}

/** An event from its values, in the order of {@link eventColumns}. */
export function eventIn(row: readonly SqlValue[]): StoredEvent {
  return streamEventIn(row[8] as string, row);
}

/** The texts of an array, as PostgreSQL writes it: in quotes where they need some. */
function textsIn(array: string): string[] {
  return Array.from(array.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs), ([, quoted, plain]) =>
    quoted === undefined ? plain! : quoted.replaceAll(/\\(.)/gs, '$1'),
  );
}
