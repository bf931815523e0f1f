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

/** What makes events on the server, by their numbers `g`: values of id, type, time, data and metadata. */
export const madeEvents = `'e' || g, 'Banking.Deposited.v1', 1800000000000 + g,
  '{"accountNumber":"0199aa10-7a00-7000-8000-' || lpad(to_hex(g % 10000), 12, '0') || '","amount":' || g / 4.0 || '}',
  '{"correlationId":"0199aa10-7c00-7000-8000-' || lpad(to_hex(g), 12, '0') || '","sequence":1,"expectedVersion":' || g / 10000 || '}'`;
