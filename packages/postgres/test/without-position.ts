import type { Client } from 'pg';
import { eventOf } from './opened.js';

/** Writes an event as a process does that dies before it is given a position. */
export async function writeWithoutPosition(client: Client, stream: string, id: string): Promise<void> {
  const { type, time, data, metadata } = eventOf(id);
  await client.query(
    `SELECT domainry_commit('{}', '{}', ARRAY[$1], '{S}', '{1}', '{-1}', '{1000}', '{f}', '{1}', '{1}', ARRAY[$2], ARRAY[$3], ARRAY[$4::bigint],
       ARRAY[$5], ARRAY[$6], NULL, NULL, true, false, false)`,
    [stream, id, type, time, data, metadata],
  );
}
