/* oxlint-disable no-console -- what it found is its result */
// Every check of the site in a browser. `.ci/browser.mjs` finds the browser and starts this.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { commandBeside, report } from '../../../.ci/workspace.mjs';
import { Checks } from './checks.mjs';
import { checkFiles, checkSame } from './files.mjs';
import { checkAccessibility, checkNarrow } from './looks.mjs';
import { checkHostile, checkSearch, checkSingleFile, checkTheme, checkWithoutScripts } from './behaviour.mjs';
import { comparePictures } from './pictures.mjs';

const folder = mkdtempSync(join(tmpdir(), 'domainry-site-'));
const checks = new Checks();
const site = join(folder, 'bookshop');
const sites = fileURLToPath(new URL('sites.mjs', import.meta.url));

/** Writes a site in a process of its own, somewhere else, in another time zone when told so. */
async function write(name, target, { TZ = 'UTC', cwd = folder } = {}) {
  const { status, output } = await commandBeside(process.execPath, [sites, name, target], {
    cwd,
    env: { TZ },
  });
  if (status !== 0) throw new Error(`The site ${name} could not be written:\n${output}`);
  // Whatever warnings come before it.
  return JSON.parse(output.trim().split('\n').at(-1));
}

try {
  const hostile = join(folder, 'hostile');
  await Promise.all([write('bookshop', site), write('hostile', hostile)]);
  checkFiles(checks, site);
  // A browser leaves a processor to them.
  await Promise.all([look(site, hostile), checkAgain(), checkLarge()]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report('Site in a browser', checks.passed, checks.failed);
process.exit(checks.failed === 0 ? 0 : 1);

async function checkAgain() {
  await write('bookshop', join(folder, 'again'), { TZ: 'Pacific/Apia', cwd: tmpdir() });
  checkSame(checks, site, join(folder, 'again'));
}

async function checkLarge() {
  const large = await write('large', join(folder, 'large'));
  console.log(
    `1,000 elements: ${large.files} files, ${large.seconds.toFixed(1)} s, ${large.cpuSeconds.toFixed(1)} s of a processor, ${large.megabytes.toFixed(0)} MB`,
  );
  // Beside others a process waits for a processor; then it is the time on one that counts.
  const seconds = Math.min(large.seconds, large.cpuSeconds);
  checks.that('1,000 elements take at most 20 s', seconds <= 20, `${seconds} s`);
  checks.that('1,000 elements take at most 600 MB', large.megabytes <= 600, `${large.megabytes} MB`);
}

async function look(bookshop, hostile) {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--no-first-run',
    ],
  });
  try {
    await checkAccessibility(checks, browser, bookshop);
    await checkNarrow(checks, browser, bookshop, hostile);
    await checkWithoutScripts(checks, browser, bookshop);
    await checkSearch(checks, browser, bookshop);
    await checkTheme(checks, browser, bookshop);
    await checkSingleFile(checks, browser, `${bookshop}-single/single.html`);
    await checkHostile(checks, browser, hostile);
    await comparePictures(checks, browser, bookshop, process.argv.includes('--update'));
  } finally {
    await browser.close();
  }
}
