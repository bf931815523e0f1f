import { Client } from 'pg';

/** The server that is measured with. */
export const url = process.env['DOMAINRY_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Runs statements on a connection of their own. */
export async function onServer(statements: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statements);
  await client.end();
}
