import type { Database, DatabaseAdapter, DatabaseModel } from '../../ports/database.js';
import { MemoryDatabase } from './database.js';

/** Options of {@link memory}. */
export interface MemoryOptions {
  /** Whether what it holds is still there when it is opened again, as a file would be. False when absent. */
  readonly keep?: boolean;
}

/**
 * Keeps everything in the memory of the process: for tests, for trying things out, and for what need not last. It is as
 * strict as a database on disk: nothing is shared with the caller, transactions are isolated, unique rules and versions
 * are checked.
 *
 * @example
 * ```ts fragment
 * await banking.init({ databases: { default: memory() } });
 * ```
 */
export function memory(options: MemoryOptions = {}): DatabaseAdapter {
  let kept: MemoryDatabase | undefined;
  return {
    name: 'memory',
    async open({ now }: DatabaseModel): Promise<Database> {
      kept?.reopen(now);
      const database = kept ?? new MemoryDatabase(now);
      if (options.keep === true) kept = database;
      return database;
    },
  };
}
