import type { IdempotencyRecord } from '@domainry/core/ports';
import type { SqlRow } from '../session.js';

/** What was completed under a key, from the columns key, fingerprint, result and time; undefined without a row. */
export function idempotencyRecordIn(row: SqlRow | undefined): IdempotencyRecord | undefined {
  if (row === undefined) return undefined;
  return {
    key: row['key'] as string,
    fingerprint: row['fingerprint'] as string,
    result: (row['result'] as string | null) ?? undefined,
    time: Number(row['time']),
  };
}
