// SQLite for a Node that brings none (before 22.13): downloads or compiles the driver when it is first needed. Not while
// installing: where there is neither a download nor a compiler, everything but what needs SQLite still runs.
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, root } from './workspace.mjs';

/** @param isNeeded - whether it is an error on CI that there is none. */
export function provideSqliteDriver({ isNeeded = true } = {}) {
  if (hasSqlite()) return;
  const driver = realpathSync(join(root, 'packages', 'sqlite', 'node_modules', 'better-sqlite3'));
  if (existsSync(join(driver, 'build', 'Release', 'better_sqlite3.node'))) return;
  console.log('Preparing the driver of SQLite, once; that may take a minute or two …');
  const { status, output } = command('npm', ['run', '--silent', 'install'], { cwd: driver });
  if (status === 0) return;
  console.log(output.split('\n').slice(-12).join('\n'));
  console.log(
    'SKIPPED: the driver of SQLite could neither be downloaded nor compiled, and what needs it does not run. Node 22.13 and later bring SQLite along.',
  );
  if (isNeeded && process.env['CI'] === 'true') process.exit(status);
}

function hasSqlite() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) provideSqliteDriver();
