import { DomainryError } from '@domainry/core';
import type { ConnectionCounts } from '@domainry/core/ports';
import type { SqlRow, SqlValue, SqlSession } from '@domainry/sql';
import { Client, Pool, escapeLiteral, type PoolClient } from 'pg';
import { isConnectionLost, isPlanOutdated, mapAnyError, mapConnectingError } from '../map-error.js';
import type { PostgresOptions } from '../postgres-options.js';
import { apart, shared as ofAllTenants, type Placement } from '../schema/placement.js';
import { tenantSetting } from '../tenants/tenant-column.js';
import { textResults } from './results.js';
import { ServerConnection, type StatementResult } from './server-connection.js';
import { StatementNames } from './statement-names.js';
import { TurnLimit } from './turn-limit.js';

/** The connections to one database. Those that break are replaced when one is needed next. */
export class ConnectionPool implements SqlSession {
  /** What is spoken to, for messages: `database bank at localhost:5432`. */
  readonly target: string;
  /** What a transaction begins with. */
  readonly beginning: string;
  /** Whether a pooler gives another connection of the server to each transaction: then nothing is kept from one to the next. */
  readonly isPooledElsewhere: boolean;
  readonly #pool: Pool;
  readonly #taken = new Set<ServerConnection>();
  readonly #names: StatementNames | undefined;
  /** What the tables are like that it leads to. */
  readonly placement: Placement;
  /** Whether the connections are those of another pool. */
  readonly #isShared: boolean;
  /** Schema that connections have to be set to; undefined when they have begun with it. */
  readonly #schema: string | undefined;
  readonly #size: number;
  readonly #turns: TurnLimit;
  readonly #patience: number;
  #isClosed = false;

  /**
   * @param shared - a pool whose connections are used, each set to the schema of the options before it is; it is closed by
   *   itself.
   * @param tenant - whom each transaction is for, single statements included, where the tables have rows of several.
   */
  constructor(options: PostgresOptions, shared?: ConnectionPool, tenant?: string) {
    this.target = targetOf(placesOf(options));
    this.#size = options.poolSize ?? 10;
    this.#patience = options.connectTimeout ?? 5_000;
    this.#turns = shared === undefined ? new TurnLimit(this.#size) : shared.#turns;
    this.isPooledElsewhere = options.pooler === 'transaction';
    const begin = this.isPooledElsewhere ? beginningWith(options) : 'BEGIN';
    this.beginning = tenant === undefined ? begin : `${begin}; ${settingOf(tenant)}`;
    this.placement = tenant === undefined ? apart : ofAllTenants;
    this.#isShared = shared !== undefined;
    if (shared !== undefined) {
      this.#pool = shared.#pool;
      // A name must mean one statement on each connection.
      this.#names = shared.#names;
      this.#schema = tenant === undefined ? options.schema : undefined;
      return;
    }
    this.#names = this.isPooledElsewhere ? undefined : new StatementNames();
    this.#pool = new Pool({
      ...placesOf(options),
      max: this.#size,
      connectionTimeoutMillis: this.#patience,
      keepAlive: true,
      pipeline: !this.isPooledElsewhere,
      ...(this.isPooledElsewhere ? {} : { options: sessionOptions(options) }),
      application_name: options.applicationName ?? 'domainry',
      types: textResults,
    });
    // A connection that breaks while nobody uses it: the pool has thrown it away by then.
    this.#pool.on('error', () => undefined);
    // One that is ended by the server just as it changes hands, when neither the pool nor its next user listens.
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  assertOpen(): void {
    if (!this.#isClosed) return;
    throw new DomainryError(
      'DATABASE_CLOSED',
      `The ${this.target} was closed. Open it again, or close it when nothing uses it any more.`,
      { details: { target: this.target } },
    );
  }

  /** How many connections there are now. */
  get counts(): ConnectionCounts {
    const { totalCount: total, idleCount: idle, waitingCount: waiting } = this.#pool;
    return { total, idle, waiting: waiting + this.#turns.waiting };
  }

  /** A connection of one's own, which has to be given back. */
  async take(): Promise<ServerConnection> {
    this.assertOpen();
    try {
      const connection = new ServerConnection(await this.#connect(), this.#names);
      this.#taken.add(connection);
      return connection;
    } catch (error) {
      throw mapConnectingError(this.target, error);
    }
  }

  /** A connection for a transaction, which has to be given back by {@link ConnectionPool.endTurn}. */
  async takeTurn(): Promise<ServerConnection> {
    this.assertOpen();
    if (!(await this.#turns.take(this.#patience)))
      throw mapConnectingError(this.target, new Error('timeout exceeded when trying to connect'));
    try {
      return await this.take();
    } catch (error) {
      this.#turns.giveBack();
      throw error;
    }
  }

  endTurn(connection: ServerConnection, isClean: boolean): void {
    this.giveBack(connection, isClean);
    this.#turns.giveBack();
  }

  giveBack(connection: ServerConnection, isClean: boolean): void {
    if (this.#taken.delete(connection)) connection.release(isClean);
  }

  /** Something on a connection that is given back at once. */
  async #use<Result>(act: (connection: ServerConnection) => Promise<Result>): Promise<Result> {
    for (let attempt = 0; ; attempt++) {
      const connection = await this.take();
      try {
        const result = await (this.placement === ofAllTenants
          ? this.#inTransaction(connection, act)
          : act(connection));
        this.giveBack(connection, true);
        return result;
      } catch (error) {
        const isOutdated = isPlanOutdated(error);
        this.giveBack(connection, !isOutdated && !isConnectionLost(error));
        // Nothing was done; each of the others may have the same plan.
        if (!isOutdated || attempt >= this.#size) throw mapAnyError(this.target, error);
      }
    }
  }

  /** A statement in a transaction of its own, which says whom it is for. Everything is sent at once. */
  async #inTransaction<Result>(
    connection: ServerConnection,
    act: (connection: ServerConnection) => Promise<Result>,
  ): Promise<Result> {
    const begun = connection.run(this.beginning);
    const done = act(connection);
    const ended = connection.run('COMMIT');
    const [first, outcome, last] = await Promise.allSettled([begun, done, ended]);
    if (first.status === 'rejected') throw first.reason;
    if (outcome.status === 'rejected') throw outcome.reason;
    if (last.status === 'rejected') throw last.reason;
    return outcome.value;
  }

  async all(text: string, values: readonly SqlValue[]): Promise<StatementResult['rows']> {
    return (await this.#use((connection) => connection.run(text, values))).rows;
  }

  async run(text: string, values: readonly SqlValue[]): Promise<number> {
    return (await this.#use((connection) => connection.run(text, values))).changed;
  }

  async lists(text: string, values: readonly SqlValue[]): Promise<readonly (readonly SqlValue[])[]> {
    return await this.#use((connection) => connection.lists(text, values));
  }

  /** A statement is one, whether it gives rows or not. */
  returning(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.all(text, values);
  }

  /**
   * A statement that whoever holds a connection may wait for. Where the pool has one, and it is held by a transaction, the
   * statement has another one for as long as it takes: else the transaction would wait for itself.
   */
  async allBeside(text: string, values: readonly SqlValue[]): Promise<StatementResult['rows']> {
    if (this.#size > 1 || this.#turns.isAnyFree) return await this.all(text, values);
    this.assertOpen();
    const client = new Client(this.#pool.options);
    // It may be ended by the server while nobody listens.
    client.on('error', () => undefined);
    try {
      await client.connect();
      if (this.#schema !== undefined) await client.query(`SET search_path TO "${this.#schema}"`);
      const isOfTenant = this.placement === ofAllTenants;
      if (isOfTenant) await client.query(this.beginning);
      const { rows } = await client.query<Record<string, SqlValue>>({ text, values: values as never[] });
      if (isOfTenant) await client.query('COMMIT');
      return rows;
    } catch (error) {
      throw mapConnectingError(this.target, error);
    } finally {
      client.end().catch(() => undefined);
    }
  }

  /** Closes all connections, those in use as well. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const connection of this.#taken) this.giveBack(connection, false);
    if (!this.#isShared) await this.#pool.end();
  }

  async #connect(): Promise<PoolClient> {
    const client = await this.#pool.connect();
    if (this.#schema === undefined || schemas.get(client) === this.#schema) return client;
    try {
      await client.query(`SET search_path TO "${this.#schema}"`);
      schemas.set(client, this.#schema);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

/** Schemas that connections of shared pools were set to last. */
const schemas = new WeakMap<PoolClient, string>();

/** Names the tenant for the transaction that has begun, and for no longer: who has the connection next may be another one. */
function settingOf(tenant: string): string {
  return `SELECT set_config('${tenantSetting}', ${escapeLiteral(tenant)}, true)`;
}

type Places = Pick<PostgresOptions, 'host' | 'port' | 'database' | 'user' | 'password' | 'ssl'>;

/** Where the database is. A URL is taken apart here: the driver would let it change the settings of sessions. */
function placesOf({ connectionString, host, port, database, user, password, ssl }: PostgresOptions): Places {
  const url = connectionString === undefined ? undefined : new URL(connectionString);
  const given = {
    host: host ?? (url === undefined ? undefined : (url.searchParams.get('host') ?? decoded(url.hostname))),
    port: port ?? (url?.port ? Number(url.port) : undefined),
    database: database ?? decoded(url?.pathname.slice(1)),
    user: user ?? decoded(url?.username),
    password: password ?? decoded(url?.password),
    ssl: ssl ?? sslOf(url?.searchParams.get('sslmode')),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Places;
}

/** The driver looks into the environment where nothing was given, as libpq does. */
function targetOf({ host, port, database, user }: Places): string {
  const { PGHOST = 'localhost', PGPORT = '5432', PGDATABASE, PGUSER } = process.env;
  const name = database ?? PGDATABASE ?? user ?? PGUSER ?? 'of the user';
  return `database ${name} at ${host ?? PGHOST}:${port ?? PGPORT}`;
}

function decoded(part: string | undefined): string | undefined {
  return part === undefined || part === '' ? undefined : decodeURIComponent(part);
}

/** As libpq has it: `require` encrypts and asks for no certificate, `verify-full` does. */
function sslOf(mode: string | null | undefined): PostgresOptions['ssl'] {
  if (mode === 'require') return { rejectUnauthorized: false };
  return mode === 'verify-full' || mode === 'verify-ca' ? true : undefined;
}

/** What connections of the server are set to. */
function settingsOf({
  schema = 'public',
  statementTimeout = 30_000,
  lockTimeout = 10_000,
}: PostgresOptions): Readonly<Record<string, string | number>> {
  return {
    search_path: schema,
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    // A process that stops in the middle of a transaction must not hold its locks for ever.
    idle_in_transaction_session_timeout: statementTimeout * 2,
    // Compiling a statement takes longer than any of these, wherever the server takes one for dear.
    jit: 'off',
    TimeZone: 'UTC',
    DateStyle: 'ISO',
    extra_float_digits: 1,
  };
}

function sessionOptions(options: PostgresOptions): string {
  const settings = { ...settingsOf(options), default_transaction_isolation: String.raw`read\ committed` };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** Values are numbers, or words that were checked: none has a quote in it. */
function beginningWith(options: PostgresOptions): string {
  const settings = Object.entries(settingsOf(options)).map(([name, value]) =>
    // A schema may be called as a word of SQL is.
    typeof value === 'string' ? `SET LOCAL ${name} = '${value}'` : `SET LOCAL ${name} = ${value}`,
  );
  return ['BEGIN ISOLATION LEVEL READ COMMITTED', ...settings].join('; ');
}
