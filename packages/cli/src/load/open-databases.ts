import { DomainryError, type Domain } from '@domainry/core';
import type { Database, DatabaseAdapter, Migrator, Outbox } from '@domainry/core/ports';
import { CommandError } from '../run/command-error.js';
import type { DatabasesConfig } from './config.js';

/** A domain whose databases are open. */
export interface OpenDomain {
  readonly domain: Domain;
  /** By the names that the configuration gives them. */
  readonly databases: ReadonlyMap<string, Database>;
}

/**
 * The databases of a domain, as the configuration names them; none is opened.
 *
 * @throws CommandError DATABASE_NOT_CONFIGURED, DATABASE_FAILED.
 */
export async function databasesOf(
  configured: DatabasesConfig | undefined,
  context: string,
): Promise<Readonly<Record<string, DatabaseAdapter>>> {
  if (configured === undefined) {
    throw new CommandError(
      'DATABASE_NOT_CONFIGURED',
      `domainry.config.ts does not say which databases ${context} is kept in.`,
    );
  }
  const adapters = typeof configured === 'function' ? await called(configured) : configured;
  const isRight =
    typeof adapters === 'object' &&
    adapters !== null &&
    Object.values(adapters).every(
      (each) => typeof (each as Partial<DatabaseAdapter> | null)?.open === 'function',
    );
  if (isRight && Object.keys(adapters).length > 0)
    return adapters as Readonly<Record<string, DatabaseAdapter>>;
  throw new CommandError('CONFIG_INVALID', 'databases of the configuration gives no databases by name.', {
    fix: "Return { default: sqlite('bank.db') }, or what else init({ databases }) takes.",
  });
}

async function called(configured: Extract<DatabasesConfig, () => unknown>): Promise<unknown> {
  try {
    return await configured();
  } catch (error) {
    throw new CommandError('CONFIG_INVALID', 'databases of the configuration throws.', {
      why: error instanceof Error ? error.message : String(error),
      fix: 'Correct it, or set the variables that it reads.',
      cause: error,
    });
  }
}

/**
 * Opens the databases of a domain, does something with them, and closes them. Tables are not touched, handlers are not
 * called, and commands that wait go on waiting.
 *
 * @throws CommandError DATABASE_NOT_READY, DATABASE_FAILED.
 */
export async function withDatabases<Result>(
  domain: Domain,
  adapters: Readonly<Record<string, DatabaseAdapter>>,
  act: (open: OpenDomain) => Promise<Result>,
): Promise<Result> {
  await requireTables(domain, adapters);
  const databases = new Map<string, Database>();
  const opening = Object.entries(adapters).map(([name, adapter]): [string, DatabaseAdapter] => [
    name,
    {
      name: adapter.name,
      open: async (model) => {
        const database = await adapter.open(model);
        databases.set(name, database);
        return new QuietDatabase(database);
      },
    },
  ]);
  await domain.init({ databases: Object.fromEntries(opening) });
  try {
    return await act({ domain, databases });
  } finally {
    await domain.close();
  }
}

/**
 * What leads each database to the model, by name; closed afterwards.
 *
 * @param only - name of the one that is meant; all when absent.
 */
export async function withMigrators<Result>(
  domain: Domain,
  adapters: Readonly<Record<string, DatabaseAdapter>>,
  only: string | undefined,
  act: (migrators: ReadonlyMap<string, Migrator>) => Promise<Result>,
): Promise<Result> {
  const migrators = await domain.migrators(adapters);
  try {
    return await act(only === undefined ? migrators : new Map([[only, one(migrators, only)]]));
  } finally {
    for (const migrator of migrators.values()) await migrator.close();
  }
}

/**
 * One of several, by name; where none is named, `default` or the only one.
 *
 * @throws CommandError ARGUMENT_WRONG.
 */
export function one<Each>(all: ReadonlyMap<string, Each>, name: string | undefined): Each {
  const [first] = all.values();
  const found = name === undefined ? (all.get('default') ?? first) : all.get(name);
  if (found !== undefined) return found;
  throw new CommandError('ARGUMENT_WRONG', `There is no database ${name ?? ''} here.`, {
    fix: `There is: ${[...all.keys()].join(', ')}.`,
  });
}

/** Opening would bring tables along, as it does for applications: who only looks must not. */
async function requireTables(
  domain: Domain,
  adapters: Readonly<Record<string, DatabaseAdapter>>,
): Promise<void> {
  if (!Object.values(adapters).some((adapter) => 'migrator' in adapter)) return;
  await withMigrators(domain, adapters, undefined, async (migrators) => {
    for (const [name, migrator] of migrators) {
      const { isUpToDate, place, pending, newer } = await migrator.status();
      if (isUpToDate) continue;
      const why =
        newer.length > 0
          ? `It has had migrations that this code does not know: ${newer.join(', ')}.`
          : `Pending: ${pending.map(({ id }) => id).join(', ') || 'files that were changed'}.`;
      throw new CommandError(
        'DATABASE_NOT_READY',
        `The database ${name} (${place}) is not what the code needs.`,
        {
          why,
        },
      );
    }
  });
}

/** A database of which nothing waits to be handled: what runs here is no application. */
class QuietDatabase implements Database {
  readonly name: string;
  readonly capabilities: Database['capabilities'];
  readonly states: Database['states'];
  readonly events: Database['events'];
  readonly snapshots: Database['snapshots'];
  readonly idempotency: Database['idempotency'];
  readonly outbox: Outbox;

  constructor(private readonly real: Database) {
    ({
      name: this.name,
      capabilities: this.capabilities,
      states: this.states,
      events: this.events,
      snapshots: this.snapshots,
      idempotency: this.idempotency,
    } = real);
    this.outbox = quiet(real.outbox);
  }

  begin(): ReturnType<Database['begin']> {
    return this.real.begin();
  }

  close(): Promise<void> {
    return this.real.close();
  }
}

/** An outbox of which nothing can be claimed. */
function quiet(real: Outbox): Outbox {
  return {
    claim: async () => [],
    claimAbandoned: async () => undefined,
    renew: (held, leaseMs) => real.renew(held, leaseMs),
    done: (held) => real.done(held),
    failed: (held, reason, next) => real.failed(held, reason, next),
    release: (held) => real.release(held),
    list: (listing) => real.list(listing),
    counts: () => real.counts(),
    requeue: (positions) => real.requeue(positions),
    discard: (position, reason) => real.discard(position, reason),
  };
}

/** What a database or the framework threw, as an error of the command. */
export function dataError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (!DomainryError.is(error)) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return new CommandError('DATABASE_FAILED', 'The databases cannot be used.', {
      why: message,
      cause: error,
      ...(stack === undefined ? {} : { stack }),
    });
  }
  const code = ['MIGRATION_DESTRUCTIVE', 'MIGRATION_CHANGED', 'SCHEMA_OUTDATED', 'SCHEMA_NEWER'].includes(
    error.code,
  )
    ? 'MIGRATION_REFUSED'
    : 'DATABASE_FAILED';
  return new CommandError(code, `${error.code}: ${error.message}`, { fix: error.remedy, cause: error });
}
