// The documentation site in a browser: Debian's Chromium, driven by playwright-core. Writes the site of the bookshop and
// looks at it as people do: from a disk, in light and dark, narrow and wide, without scripts, and with a search.
// `node .ci/browser.mjs --update` takes the pictures anew that others are compared with.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { report, root } from './workspace.mjs';

const browser = findBrowser() ?? installed();
if (browser === undefined) {
  console.log('SKIPPED: no Chromium was found on PATH or at CHROMIUM_PATH, so nobody looked at the site.');
  console.log('On Debian: apt-get install chromium fonts-liberation');
  if (process.env['CI'] === 'true') report('Site in a browser', 0, 1);
  process.exit(process.env['CI'] === 'true' ? 1 : 0);
}

const args = [
  '--enable-source-maps',
  join(root, 'packages/docs/test-browser/run.mjs'),
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, args, {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: browser },
});
process.exit(status ?? 1);

function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined) return existsSync(named) ? named : undefined;
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** A machine of CI begins without a browser; it may install Debian's. */
function installed() {
  if (process.env['CI'] !== 'true' || process.getuid?.() !== 0) return undefined;
  const shell =
    'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-liberation';
  spawnSync('sh', ['-c', shell], { stdio: ['ignore', 'ignore', 'inherit'] });
  return findBrowser();
}
