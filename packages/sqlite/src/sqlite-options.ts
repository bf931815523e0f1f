import { DomainryError } from '@domainry/core';
import {
  checkOptions,
  migrationModes,
  oneOf,
  someText,
  wrongOption,
  type Migrations,
  type OptionCheck,
} from '@domainry/sql';
import type { SqliteDriverName } from './driver/open-handle.js';

/** How a file is opened. */
export interface SqliteOptions {
  /** Library that speaks to SQLite; Node's own where it has one, else better-sqlite3. */
  readonly driver?: SqliteDriverName;
  /**
   * `full`, when absent: what was acknowledged survives a loss of power. `normal` is faster, and survives the death of the
   * process only.
   */
  readonly synchronous?: 'full' | 'normal';
  /** Milliseconds that a transaction waits for one of another process; 5000 when absent. */
  readonly busyTimeout?: number;
  /**
   * What may be done to a file that has the tables of an earlier model. `additive`, when absent: new tables, columns and
   * indexes are made, and what has another name is renamed (`storedAs`, `renamedFrom`); what would remove or convert
   * something is refused. `keep`: the same, but what no model wants any more stays, unused. `all`: removed and converted as
   * well. `manual`: nothing; the error says the statements. `files`, where there is a folder: what its files say.
   */
  readonly migrations?: Migrations;
  /**
   * Folder of files of SQL that lead from one model to the next, such as `migrations`. What was not applied to the file yet is
   * applied when it is opened, in order, once; what removes something only with `migrations: 'all'`, or by `domainry db apply`.
   */
  readonly migrationFiles?: string;
  /**
   * `files`: each tenant has a file of its own in the folder that the path names, made when the tenant is met first. Without a
   * tenant nothing can be read or written then. `column`: all are in one file, whose rows say whose they are, and each is shown
   * its own only.
   */
  readonly tenants?: 'files' | 'column';
}

const checks: Readonly<Record<keyof SqliteOptions, OptionCheck>> = {
  driver: oneOf(['node:sqlite', 'better-sqlite3']),
  synchronous: oneOf(['full', 'normal']),
  busyTimeout: (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0 ? undefined : 'milliseconds, 0 or more',
  migrations: oneOf(migrationModes),
  migrationFiles: someText,
  tenants: oneOf(['files', 'column']),
};

/** @throws DomainryError DATABASE_OPTION. */
export function checkPath(path: unknown): void {
  if (typeof path !== 'string' || path === '') throw wrongOption('sqlite', 'path', 'the path of a file');
  if (path === ':memory:') {
    throw new DomainryError(
      'DATABASE_OPTION',
      "sqlite(':memory:') would be gone for every second connection. Use memory() of @domainry/core, or the path of a file.",
      { details: { option: 'path' } },
    );
  }
}

/** @throws DomainryError DATABASE_OPTION. */
export function checkSqliteOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null) throw wrongOption('sqlite', 'options', 'an object');
  checkOptions('sqlite', checks, options);
  const { migrations, migrationFiles } = options as SqliteOptions;
  if (migrations === 'files' && migrationFiles === undefined)
    throw wrongOption('sqlite', 'migrations', "'files' where migrationFiles names their folder");
}
