import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlDialect } from '../dialect.js';
import type { Schema } from '../schema/schema.js';
import { invalidMigration } from './migration-errors.js';
import { isDestructiveSql, transactionWordIn } from './scan-sql.js';

/** A file of SQL that leads a database from one model to the next. */
export interface MigrationFile {
  /** Its name without the ending: `0002-add-cards`. */
  readonly id: string;
  /** What the name begins with; files are applied in this order. */
  readonly number: number;
  readonly path: string;
  readonly text: string;
  /** SHA-256 of the text with line ends of one kind: checkouts of some systems have others. */
  readonly checksum: string;
  readonly isDestructive: boolean;
  /** The tables after it, where the file says so: the next one is planned by them. */
  readonly tables: Schema | undefined;
}

/** What begins the line with the tables after a file. */
export const tablesMark = '-- domainry:tables ';
/** What begins the line with the database that a file is for. */
export const dialectMark = '-- domainry:for ';

/**
 * The files of a folder, in order. A folder that is not there has none.
 *
 * @throws DomainryError MIGRATION_INVALID.
 */
export function readMigrationFiles(folder: string, dialect: SqlDialect): readonly MigrationFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  const files = names
    .map((name) => readFile(folder, name, dialect))
    .toSorted((one, other) => one.number - other.number);
  files.forEach((file, at) => {
    if (files[at - 1]?.number === file.number)
      throw invalidMigration(
        file.path,
        `${files[at - 1]!.id} has the same number.`,
        'Give the one that was applied nowhere yet the next free number.',
      );
  });
  return files;
}

/** SHA-256, hexadecimal, whatever ends the lines. */
export function checksumOfSql(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}

function readFile(folder: string, name: string, dialect: SqlDialect): MigrationFile {
  const path = join(folder, name);
  const match = /^(\d+)-[a-z0-9][a-z0-9-]*\.sql$/.exec(name);
  if (match === null)
    throw invalidMigration(
      path,
      'the name is not that of a migration.',
      'Call it such as 0002-add-cards.sql: a number, and small letters, digits and hyphens.',
    );
  const text = readFileSync(path, 'utf8');
  const word = transactionWordIn(text);
  if (word !== undefined)
    throw invalidMigration(
      path,
      `${word} cannot be in it: all of a migration is one transaction.`,
      'Remove it; or run the statement by hand.',
    );
  const other = lineAfter(text, dialectMark);
  if (other !== undefined && other !== kindOf(dialect))
    throw invalidMigration(
      path,
      `it was written for ${other}, and this is ${kindOf(dialect)}.`,
      'Keep a folder for each kind of database.',
    );
  return {
    id: name.slice(0, -'.sql'.length),
    number: Number(match[1]),
    path,
    text,
    checksum: checksumOfSql(text),
    isDestructive: isDestructiveSql(text),
    tables: tablesIn(path, text),
  };
}

/** What files are written for: those for tables that tenants share fit no others. */
export function kindOf({ name, tenantColumn }: SqlDialect): string {
  return tenantColumn === undefined ? name : `${name} with a tenant column`;
}

function tablesIn(path: string, text: string): Schema | undefined {
  const line = lineAfter(text, tablesMark);
  if (line === undefined) return undefined;
  try {
    return JSON.parse(line) as Schema;
  } catch (error) {
    throw invalidMigration(
      path,
      `the line that begins with ${tablesMark.trim()} is no JSON (${String(error)}).`,
      'Draft the file again, and keep that line as it is.',
    );
  }
}

function lineAfter(text: string, mark: string): string | undefined {
  const line = text.split(/\r?\n/).findLast((each) => each.startsWith(mark));
  return line?.slice(mark.length).trim();
}
