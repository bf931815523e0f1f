import { randomUUID } from 'node:crypto';
import { afterAll, describe } from '@jest/globals';
import { Client } from 'pg';

/** The server to test with. */
export const url = process.env['DOMAINRY_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

/**
 * The same server by a role from which it keeps rows, as it keeps none from a superuser. Roles are of the whole server, so this one
 * stays there.
 */
export async function guardedUrl(): Promise<string> {
  const role = 'domainry_guarded';
  await onServer(async (client) => {
    const { rows } = await client.query<{ readonly name: string }>(
      'SELECT quote_ident(current_database()) AS name',
    );
    // Other test files make it at the same time.
    await client.query('SELECT pg_advisory_lock(4717)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (rowCount === 0) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
    await client.query(`GRANT CREATE ON DATABASE ${rows[0]!.name} TO ${role}`);
  });
  const guarded = new URL(url);
  guarded.username = role;
  guarded.password = role;
  return guarded.href;
}

const schemas: string[] = [];
const prefixes: string[] = [];

/** Name of a schema that is not there yet; it is dropped after the tests of the file. */
export function newSchema(): string {
  const schema = newSchemaElsewhere();
  schemas.push(schema);
  return schema;
}

/** What schemas of tenants are to begin with; they are dropped after the tests of the file. */
export function newPrefix(): string {
  const prefix = `t${randomUUID().slice(0, 6)}`;
  prefixes.push(prefix);
  return prefix;
}

/** Name of a schema on a server that goes away as a whole. */
export function newSchemaElsewhere(): string {
  return `test_${randomUUID().replaceAll('-', '')}`;
}

/** Whether there is a server to test with. Where there has to be one, as on CI, that there is none is an error. */
async function isServerThere(): Promise<boolean> {
  try {
    await onServer((client) => client.query('SELECT 1'));
    return true;
  } catch (error) {
    const message = `No PostgreSQL at ${new URL(url).host} (DOMAINRY_POSTGRES_URL names another one): its tests are skipped.`;
    if (process.env['CI'] === 'true') throw new Error(message, { cause: error });
    process.emitWarning(message);
    return false;
  }
}

/** Tests that need a server. */
export const describeOnServer: (name: string, define: () => void) => void = (await isServerThere())
  ? describe
  : describe.skip;

/** Runs something on a connection of its own. */
export async function onServer<Result>(act: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  if (schemas.length === 0 && prefixes.length === 0) return;
  await onServer(async (client) => {
    for (const prefix of prefixes.splice(0)) {
      const { rows } = await client.query<{ readonly name: string }>(
        'SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)',
        [`${prefix}__`],
      );
      schemas.push(...rows.map(({ name }) => name));
    }
    for (const schema of schemas.splice(0)) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  });
  // Some files leave hundreds of schemas, each with dozens of tables.
}, 600_000);
