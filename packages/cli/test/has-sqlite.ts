import { createRequire, isBuiltin } from 'node:module';

/** Whether this Node has SQLite, or a driver that was built for it. CI asks for it in any case. */
export const hasSqlite: boolean = process.env['CI'] === 'true' || isBuiltin('node:sqlite') || isDriverThere();

function isDriverThere(): boolean {
  try {
    const Database = createRequire(new URL('../../sqlite/package.json', import.meta.url))(
      'better-sqlite3',
    ) as new (path: string) => { close(): void };
    new Database(':memory:').close();
    return true;
  } catch {
    process.emitWarning('SKIPPED: commands on files of SQLite, for which this Node has no driver.');
    return false;
  }
}
