import type { RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { written } from './create-tables.js';

/**
 * One step from the tables that are there to those that are wanted.
 *
 * - `add`: something new; what is there stays as it is
 * - `rename`: what is there under another name
 * - `remove`: something that no model wants any more, with all that is in it
 * - `convert`: values of a column in another form, as far as the database can say it
 * - `impossible`: what no statement can do; it says what to do instead
 */
export interface MigrationStep {
  readonly kind: 'add' | 'rename' | 'remove' | 'convert' | 'impossible';
  /** What it does, one sentence. */
  readonly what: string;
  /** What does it, in order. */
  readonly statements: readonly string[];
}

export function step(
  kind: MigrationStep['kind'],
  what: string,
  statements: readonly RawBuilder<unknown>[],
  dialect: SqlDialect,
): MigrationStep {
  return { kind, what, statements: statements.map((statement) => written(statement, dialect)) };
}
