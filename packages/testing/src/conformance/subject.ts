import { Domain } from '@domainry/core';
import type { Database, DatabaseCapability, DatabaseModel, Transaction } from '@domainry/core/ports';
import { conformanceModel, type ConformanceModel } from './model.js';
import { withOtherKeys, type KeyType } from './other-keys.js';

/** A database adapter that is to show what it can do. */
export interface DatabaseUnderTest {
  /** Name of the adapter, for the titles of tests and the matrix. */
  readonly name: string;
  /** Opens an empty database. Called for every check; closed afterwards. */
  readonly open: (model: DatabaseModel) => Promise<Database>;
  /** What the adapter claims to be able to do. None when absent. */
  readonly capabilities?: readonly DatabaseCapability[];
  /** Opens a database again that was closed, with what it held. Needed by adapters that claim `persistent`. */
  readonly reopen?: (database: Database, model: DatabaseModel) => Promise<Database>;
  /**
   * Milliseconds after which a call counts as waiting for another transaction, in checks that run two at once; 0 when
   * absent, which is right where nothing leaves the process.
   */
  readonly patience?: number;
  /**
   * Runs what is about states with identities that are called `key` and are natural texts or integers, and leaves out the rest;
   * identities are called `id` when absent.
   */
  readonly keys?: KeyType;
}

/** What a check of a database is given: an empty one, opened for it alone. */
export interface DatabaseSubject extends Omit<ConformanceModel, 'model'> {
  readonly database: Database;
  readonly claims: ReadonlySet<DatabaseCapability>;
  readonly patience: number;
  /** Closes the database and opens it again. */
  reopen(): Promise<Database>;
}

/** Opens a database for a check, and closes it in the end. */
export async function withDatabase(
  { open, reopen, capabilities = [], patience = 0, keys }: DatabaseUnderTest,
  use: (subject: DatabaseSubject) => Promise<void>,
): Promise<void> {
  const { model: plain, ...shapes } = await conformanceModel();
  const { model } = keys === undefined ? { model: plain } : await conformanceModel(keys);
  const seen = (opened: Database): Database =>
    keys === undefined ? opened : withOtherKeys(opened, model.shapes, keys);
  let database = await open(model);
  // Where tenants are kept apart, each promise is made to one of them.
  const within = capabilities.includes('tenants')
    ? forTenant
    : (_: string, act: () => Promise<void>) => act();
  try {
    await within('north', () =>
      use({
        ...shapes,
        database: seen(database),
        claims: new Set(capabilities),
        patience,
        reopen: async () => {
          if (reopen === undefined)
            throw new Error('Give databaseConformance a reopen: the adapter claims persistent.');
          await database.close();
          return seen((database = await reopen(database, model)));
        },
      }),
    );
  } finally {
    await database.close();
  }
}

/** Runs a function for a tenant, as a domain does. */
export function forTenant<Result>(tenant: string, act: () => Result): Result {
  return new Domain('Conformance').withTenant(tenant, act);
}

/** Runs a function in a transaction, and commits it. */
export async function transact<Result>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await database.begin();
  let result: Result;
  try {
    result = await act(transaction);
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
  await transaction.commit();
  return result;
}

/** Whether something succeeds. */
export function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

/** Lets what has begun go on until it is done, or waits for something that is not. */
export function letOthersRun(patience: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, patience));
}
