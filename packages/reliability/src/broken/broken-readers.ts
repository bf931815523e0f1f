import type { Client } from 'pg';
import type { ReadPage } from '../feed/feed-page.js';

/** Readers of PostgreSQL that go by something else than the positions that the store gives. */
export const brokenReaders: Readonly<Record<string, (client: Client, schema: string) => ReadPage>> = {
  /** By the numbers that events were written under, as if these were given at the commit. */
  'reads-by-number': (client, schema) =>
    pagesOf(
      client,
      `SELECT number AS place, data FROM ${schema}.domainry_events WHERE number > $1 ORDER BY number LIMIT $2`,
    ),

  /**
   * By the numbers of transactions, below the oldest one that still runs somewhere. A place is made of both numbers; it holds no
   * more than small servers need.
   */
  'reads-by-transaction': (client, schema) =>
    pagesOf(
      client,
      `SELECT place, data FROM (
         SELECT xmin::text::bigint * 1000000 + number AS place, data FROM ${schema}.domainry_events
         WHERE xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       ) settled WHERE place > $1 ORDER BY place LIMIT $2`,
    ),
};

function pagesOf(client: Client, statement: string): ReadPage {
  return async (after, limit) => {
    const { rows } = await client.query<{ place: string; data: string }>(statement, [after, limit]);
    return rows.map(({ place, data }) => ({
      place: Number(place),
      reference: (JSON.parse(data) as { reference: string }).reference,
    }));
  };
}
