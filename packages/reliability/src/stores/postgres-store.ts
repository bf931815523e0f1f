import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { pictureOf, pictureStatements, type Picture, type PictureRows, type Row } from './picture.js';
import type { Store } from './store.js';

/** The server that proofs use which do not stop it. */
export const serverUrl = process.env['DOMAINRY_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Runs something on a connection of its own. */
export async function onServer<Result>(
  url: string,
  act: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  // A server that is stopped on purpose ends connections that nobody uses any more.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function isServerThere(url: string): Promise<boolean> {
  try {
    await onServer(url, (client) => client.query('SELECT 1'));
    return true;
  } catch {
    return false;
  }
}

/** A schema; one that is not there yet when none is named. */
export function postgresStore(
  url: string = serverUrl,
  schema: string = `reliability_${randomUUID().replaceAll('-', '')}`,
): Store & { readonly schema: string } {
  return {
    name: 'postgres',
    schema,
    place: { kind: 'postgres', url, schema },
    look: () => onServer(url, (client) => lookInto(client, schema)),
    remove: async () => {
      await onServer(url, (client) => client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
    },
  };
}

/** Reads everything, as it was at one moment. */
async function lookInto(client: Client, schema: string): Promise<Picture> {
  const all = async (statement: string): Promise<readonly Row[]> => (await client.query<Row>(statement)).rows;
  await client.query(`SET search_path = ${schema}`);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const rows: Record<string, readonly Row[]> = {};
  for (const [name, statement] of Object.entries(pictureStatements)) rows[name] = await all(statement);
  const events = await all(
    'SELECT id, type, stream, version, position, data FROM domainry_events ORDER BY number',
  );
  const streams = await all('SELECT stream, version FROM domainry_streams');
  const [head] = await all('SELECT position FROM domainry_head');
  const forgotten = await all(
    `SELECT e.id FROM domainry_events e LEFT JOIN domainry_unsequenced u ON u.id = e.id
     WHERE e.position IS NULL AND u.id IS NULL`,
  );
  await client.query('COMMIT');
  const damage = forgotten.map(({ id }) => `an event that will never be given a position: ${String(id)}`);
  return pictureOf(events, rows as PictureRows, Number(head?.['position'] ?? 0), damage, streams);
}
