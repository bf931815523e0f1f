import type { AppliedMigration } from '@domainry/core/ports';
import { sql } from 'kysely';
import { literal } from '../schema/create-tables.js';
import type { Schema } from '../schema/schema.js';
import { rowsOf, run } from '../states/select-states.js';
import { checksumOfSql } from './migration-file.js';
import type { SchemaHost } from './schema-host.js';

const table = 'domainry_migrations';

/** Whose the migrations of the framework's own tables are. */
const nobody = '';

/** What was applied for a domain and for the framework, in order. */
export async function appliedMigrations(
  host: SchemaHost,
  domain: string,
): Promise<readonly AppliedMigration[]> {
  if (!(await host.hasTable(table))) return [];
  const rows = await rowsOf(
    host.session,
    host.dialect,
    sql`select id, time, checksum, statements from ${sql.table(table)} where domain in (${domain}, ${nobody}) order by number`,
  );
  return rows.map(({ id, time, checksum, statements }) => ({
    id: String(id),
    time: Number(time),
    checksum: String(checksum),
    statements: String(statements),
  }));
}

/** Takes down that a migration was applied. */
export async function recordMigration(
  host: SchemaHost,
  domain: string | undefined,
  id: string,
  statements: string,
  time: number,
): Promise<void> {
  const number = sql`(select coalesce(max(number), 0) + 1 from ${sql.table(table)})`;
  await run(
    host.session,
    host.dialect,
    sql`insert into ${sql.table(table)} (number, domain, id, time, checksum, statements)
      values (${number}, ${domain ?? nobody}, ${id}, ${time}, ${checksumOfSql(statements)}, ${statements})`,
  );
}

/** The tables of a domain as they were made or changed last; undefined when nobody kept them. */
export async function recordedTables(host: SchemaHost, domain: string): Promise<string | undefined> {
  const { record } = host.framework;
  if (!(await host.hasTable(record))) return undefined;
  const [row] = await rowsOf(
    host.session,
    host.dialect,
    sql`select tables from ${sql.table(record)} where domain = ${domain}`,
  );
  return row === undefined ? undefined : String(row['tables']);
}

/** The statement that keeps the tables of a domain. It is also run by hand, so its values are written out. */
export function recordStatement({ framework }: SchemaHost, domain: string, tables: Schema): string {
  return `INSERT INTO ${framework.record} (domain, tables) VALUES (${literal(domain)}, ${literal(JSON.stringify(tables))})
    ON CONFLICT (domain) DO UPDATE SET tables = excluded.tables`;
}
