import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory } from '@domainry/core';
import type { Database, DatabaseAdapter } from '@domainry/core/ports';
import { postgres } from '@domainry/postgres';
import { sqlite } from '@domainry/sqlite';
import type { DatabaseUnderTest } from '@domainry/testing/conformance';
import { isServerThere, onServer, serverUrl } from '../stores/postgres-store.js';
import { hasDriver } from '../stores/sqlite-store.js';

/** What differs from a database of its own whose states are known by texts called `id`. */
export type Condition = 'plain' | 'keys that are texts' | 'keys that are integers' | 'tenants apart';

/** A store, and what of it the checks are run on. */
export interface Adapter {
  /** `memory`, `SQLite`, `PostgreSQL`: drivers of one store are held to the same column. */
  readonly store: string;
  readonly condition: Condition;
  readonly subject: DatabaseUnderTest;
}

/** Everything that is there to be tested; what is not is told. */
export interface FoundAdapters {
  readonly adapters: readonly Adapter[];
  readonly missing: readonly string[];
  /** Removes what the checks have left behind. */
  readonly remove: () => Promise<void>;
}

/** Finds the stores that are there. */
export async function findAdapters(): Promise<FoundAdapters> {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-conformance-'));
  const prefix = `conformance_${randomUUID().slice(0, 6)}`;
  const missing: string[] = [];
  const adapters = withKeys('memory', ['plain', 'keys that are texts', 'keys that are integers'], () =>
    memory(),
  );
  let made = 0;
  for (const driver of ['better-sqlite3', 'node:sqlite'] as const) {
    if (!hasDriver(driver)) missing.push(`SQLite by ${driver}: this Node cannot load it`);
    else
      adapters.push(
        ...withKeys(`SQLite`, everyCondition, (condition) => {
          const options = { driver, synchronous: 'normal' } as const;
          return condition === 'tenants apart'
            ? sqlite(join(folder, `${made++}.db`), { ...options, tenants: 'files' })
            : sqlite(join(folder, `${made++}.db`), options);
        }),
      );
  }
  if (await isServerThere(serverUrl))
    adapters.push(
      ...withKeys('PostgreSQL', everyCondition, (condition) => {
        const schema = `${prefix}${made++}`;
        return condition === 'tenants apart'
          ? postgres(serverUrl, { schema, tenants: 'schemas' })
          : postgres(serverUrl, { schema });
      }),
    );
  else missing.push(`PostgreSQL: none at ${new URL(serverUrl).host}`);
  return {
    adapters,
    missing,
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
      if (adapters.some(({ store }) => store === 'PostgreSQL')) await dropSchemas(prefix);
    },
  };
}

const everyCondition: readonly Condition[] = [
  'plain',
  'keys that are texts',
  'keys that are integers',
  'tenants apart',
];

const keyTypes = { 'keys that are texts': 'string', 'keys that are integers': 'integer' } as const;

function withKeys(
  store: string,
  conditions: readonly Condition[],
  newAdapter: (condition: Condition) => DatabaseAdapter,
): Adapter[] {
  return conditions.map((condition) => {
    const opened = new WeakMap<Database, DatabaseAdapter>();
    const open = async (adapter: DatabaseAdapter, ...[model]: Parameters<DatabaseAdapter['open']>) => {
      const database = await adapter.open(model);
      opened.set(database, adapter);
      return database;
    };
    const subject: DatabaseUnderTest = {
      name: `${store}, ${condition}`,
      capabilities: [
        ...(store === 'memory' ? [] : (['persistent', 'rawQueries'] as const)),
        ...(condition === 'tenants apart' ? (['tenants'] as const) : []),
      ],
      // A statement that waits for a lock is told from one that is on its way.
      patience: store === 'PostgreSQL' ? 30 : store === 'SQLite' ? 5 : 0,
      open: (model) => open(newAdapter(condition), model),
      reopen: (database, model) => open(opened.get(database)!, model),
      ...(condition in keyTypes ? { keys: keyTypes[condition as keyof typeof keyTypes] } : {}),
    };
    return { store, condition, subject };
  });
}

async function dropSchemas(prefix: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)',
      [prefix],
    );
    for (const { name } of rows) await client.query(`DROP SCHEMA ${name} CASCADE`);
  });
}
