// `npm run demo`: builds the banking example and the packages under it, runs it, and writes the documentation of its domain.
// Arguments go to the demo: --crash kills it half-way, the next run goes on. See examples/banking/README.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { provideSqliteDriver } from './sqlite-driver.mjs';
import { root } from './workspace.mjs';

bootstrap();
const given = process.argv.slice(2);
// Without a driver the demo says so loudly, and runs in memory.
if (!given.includes('--memory') && !given.some((each) => each.startsWith('--postgres')))
  provideSqliteDriver({ isNeeded: false });
const { build } = await import('./build.mjs'); // which needs what was installed
await build();

const bank = join(root, 'examples/banking');
const { status, signal } = run(join(bank, 'dist/demo.js'), ...given);
if (given.includes('--crash') && signal === 'SIGKILL') process.exit(0); // which is what was asked for
if (status !== 0) process.exit(status ?? 1);
if (given.some((each) => ['--json', '--help', '-h'].includes(each))) process.exit(0);
const domainry = join(root, 'packages/cli/dist/node/domainry.js');
console.log('\nThe documentation of this bank, from the registry of its domain:');
process.exit(run(domainry, 'docs', 'build', '--cwd', bank, '--out', join(bank, 'site')).status ?? 1);

function run(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
