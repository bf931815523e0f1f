import type { Client } from 'pg';
import type { ReadPage } from '../driver/feed-page.js';

/** Reads events by the numbers that they were written under, as if these were given at the commit. */
export function readByNumber(client: Client, schema: string): ReadPage {
  return async (after, limit) => {
    const { rows } = await client.query<{ number: string; data: string }>(
      `SELECT number, data FROM ${schema}.domainry_events WHERE number > $1 ORDER BY number LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ number, data }) => ({
      place: Number(number),
      reference: (JSON.parse(data) as { reference: string }).reference,
    }));
  };
}
