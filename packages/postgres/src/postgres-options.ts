import {
  checkOptions,
  migrationModes,
  oneOf,
  someText,
  wholeNumber,
  wrongOption,
  type Migrations,
  type OptionCheck,
} from '@domainry/sql';
import type { PoolConfig } from 'pg';

/** How a server is reached, and how long one waits for it. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`. What the options below say comes before what it says. */
  readonly connectionString?: string;
  /** Name of the server; what PGHOST says when absent, or else `localhost`. */
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  /** Whether, and how, the connection is encrypted: what `pg` takes. */
  readonly ssl?: PoolConfig['ssl'];
  /** Schema that all tables lie in, made if there is none; `public` when absent. Two domains need two. */
  readonly schema?: string;
  /** What may be done to tables of an earlier model when the database is opened; `additive` when absent. */
  readonly migrations?: Migrations;
  /**
   * Folder of files of SQL that lead from one model to the next, such as `migrations`. What was not applied yet is applied
   * when the database is opened, in order, once; what removes something only with `migrations: 'all'`, or by
   * `domainry db apply`.
   */
  readonly migrationFiles?: string;
  /**
   * `schemas`: each tenant has a schema of its own, called `schema__tenant` (`tenant__…` where no schema is given), made when the
   * tenant is met first. Without a tenant nothing can be read or written then. `column`: all are in the same tables, whose rows
   * say whose they are, and the server shows each its own only; the role must be none that this does not hold for.
   */
  readonly tenants?: 'schemas' | 'column';
  /** Connections at most; 10 when absent. */
  readonly poolSize?: number;
  /** Milliseconds that one waits for a connection; 5000 when absent. */
  readonly connectTimeout?: number;
  /** Milliseconds that a statement may take, and that one waits for the claim on an idempotency key; 30000 when absent. */
  readonly statementTimeout?: number;
  /** Milliseconds that a statement waits for what others have locked; 10000 when absent. */
  readonly lockTimeout?: number;
  /** What the server calls the connections; `domainry` when absent. */
  readonly applicationName?: string;
  /**
   * `transaction` where a pooler stands in between that gives each transaction another connection of the server, as PgBouncer
   * does in that mode. Then the role has to have the settings that are not of a transaction, which is checked.
   */
  readonly pooler?: 'transaction';
  /**
   * URLs of servers that follow the primary. Queries of states outside of transactions go to them in turn, and see what has
   * arrived there; to the primary where none of them answers.
   */
  readonly replicas?: readonly string[];
}

const milliseconds = wholeNumber(1, 'milliseconds, 1 or more');

const url: OptionCheck = (value) =>
  typeof value === 'string' && /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value)
    ? undefined
    : 'a URL: postgres://user:password@host:5432/database';

const checks: Readonly<Record<keyof PostgresOptions, OptionCheck>> = {
  connectionString: url,
  host: someText,
  port: wholeNumber(1, 'a number from 1 to 65535', 65_535),
  database: someText,
  user: someText,
  password: (value) => (typeof value === 'string' ? undefined : 'a text'),
  ssl: (value) =>
    typeof value === 'boolean' || (typeof value === 'object' && value !== null)
      ? undefined
      : 'true, false or the options of node:tls',
  schema: (value) =>
    typeof value === 'string' && /^[a-z_][a-z0-9_]{0,62}$/.test(value)
      ? undefined
      : 'a name of small letters, digits and _, 63 characters at most',
  migrations: oneOf(migrationModes),
  migrationFiles: someText,
  tenants: oneOf(['schemas', 'column']),
  poolSize: wholeNumber(1, 'a whole number, 1 or more'),
  connectTimeout: milliseconds,
  statementTimeout: milliseconds,
  lockTimeout: milliseconds,
  applicationName: (value) =>
    typeof value === 'string' && /^[\w .:/-]+$/.test(value) ? undefined : 'letters, digits and spaces',
  pooler: oneOf(['transaction']),
  replicas: (value) =>
    Array.isArray(value) && value.every((one) => url(one) === undefined)
      ? undefined
      : 'a list of URLs: postgres://user:password@host:5432/database',
};

/**
 * Options from what was given, checked.
 *
 * @param given - a URL, or options.
 * @param further - options beside a URL.
 * @throws DomainryError DATABASE_OPTION.
 */
export function postgresOptions(
  given: string | PostgresOptions,
  further?: Omit<PostgresOptions, 'connectionString'>,
): PostgresOptions {
  const options = typeof given === 'string' ? { ...further, connectionString: given } : given;
  if (typeof options !== 'object' || options === null)
    throw wrongOption('postgres', 'connectionString', 'a URL or options');
  if (further !== undefined && (options === given || 'connectionString' in further))
    throw wrongOption(
      'postgres',
      'connectionString',
      'a URL where options come behind it, or one object with both',
    );
  checkOptions('postgres', checks, options);
  if (options.migrations === 'files' && options.migrationFiles === undefined)
    throw wrongOption('postgres', 'migrations', "'files' where migrationFiles names their folder");
  for (const option of ['pooler', 'replicas'] as const)
    if (options.tenants === 'schemas' && options[option] !== undefined)
      throw wrongOption('postgres', option, 'nothing where tenants have schemas of their own');
  if (options.tenants === 'schemas' && options.schema?.endsWith('_') === true)
    throw wrongOption('postgres', 'schema', 'a name that does not end with _, where tenants have schemas');
  return options;
}
