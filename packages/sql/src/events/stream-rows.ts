import type { StreamDescription } from '@domainry/core/ports';
import type { SqlRow } from '../session.js';

/** What is known of a stream by its row of `domainry_streams`; of one that has none, that there is nothing. */
export function streamIn(stream: string, row: SqlRow | undefined): StreamDescription {
  if (row === undefined) return { stream, version: -1, firstVersion: 0, isArchived: false, metadata: {} };
  return {
    stream,
    version: Number(row['version']),
    firstVersion: Number(row['first_version']),
    isArchived: row['archived'] === true || row['archived'] === 1,
    metadata: JSON.parse(row['metadata'] as string) as StreamDescription['metadata'],
  };
}
