// Installs what the workspace needs, when it is not there yet or the lockfile has changed since.
// Needs Node and npm only: pnpm itself comes by npx.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const PNPM = 'pnpm@12.21.0';
const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed-lockfile`;

export function bootstrap({ always = false } = {}) {
  const lockfile = createHash('sha256')
    .update(readFileSync(`${root}pnpm-lock.yaml`))
    .digest('hex');
  if (!always && existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfile) return;
  console.log('Installing what the lockfile names …');
  const { status } = spawnSync('npx', ['-y', PNPM, 'install', '--frozen-lockfile'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: 'true', npm_config_loglevel: 'error' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('The install failed; nothing was run. See the lines above.');
    process.exit(1);
  }
  writeFileSync(stamp, lockfile);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  bootstrap({ always: process.argv.includes('--always') });
