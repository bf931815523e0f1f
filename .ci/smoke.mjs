// Packs our packages, installs the tarballs into two scratch projects outside the workspace, an ESM and a
// CommonJS one, and runs the contract's example there with the compilers and Nodes that users have.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { nodeBinary, VERSIONS } from './node-versions.mjs';
import { pack } from './pack.mjs';
import { command, commandBeside, report, root } from './workspace.mjs';

const PASSED = 'smoke passed';
const nodes = { [process.versions.node.split('.')[0]]: process.execPath };
for (const major of Object.keys(VERSIONS)) nodes[major] ??= nodeBinary(major);

await build();
const tarballs = [...pack().values()];
const scratch = mkdtempSync(join(tmpdir(), 'domainry-smoke-'));
const counts = { passed: 0, failed: 0 };
try {
  const esm = scratchProject('esm');
  const cjs = scratchProject('cjs');
  await Promise.all([checkEsm(esm), checkCommonJs(cjs)]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
report('Smoke tests', counts.passed, counts.failed);
process.exit(counts.failed === 0 ? 0 : 1);

function scratchProject(kind) {
  const folder = join(scratch, kind);
  mkdirSync(folder);
  cpSync(join(root, '.ci/smoke'), folder, {
    recursive: true,
    filter: (path) => !/smoke\/(esm|cjs)(\/|$)/.test(path),
  });
  cpSync(join(root, '.ci/smoke', kind), folder, { recursive: true });
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { status, output } = command('npm', ['install', ...flags, ...tarballs], { cwd: folder });
  if (status !== 0) throw new Error(`npm could not install the tarballs:\n${output}`);
  return folder;
}

async function checkEsm(cwd) {
  const bin = (name) => join(cwd, 'node_modules', '.bin', name);
  await Promise.all([
    silent('importing the package prints nothing', cwd),
    ...['legacy', 'assign', 'standard'].map((mode) => checkTsc(cwd, bin, mode)),
    ...['legacy', 'assign', 'standard'].map((mode) => checkEsbuild(cwd, bin, mode)),
    ...['assign', 'define', 'standard'].map((mode) => checkSwc(cwd, mode)),
    check('bundle for browsers', cwd, [process.execPath, 'browser.mjs'], PASSED),
    check('names and source maps', cwd, [process.execPath, '--enable-source-maps', 'names.mjs'], PASSED),
  ]);
  // Only now: others would find it.
  cpSync(join(cwd, 'tsconfig.legacy.json'), join(cwd, 'tsconfig.json'));
  await check('Vitest, legacy', cwd, [bin('vitest'), 'run', '--dir', '.'], '1 passed');
}

async function checkTsc(cwd, bin, mode) {
  await check(`tsc, ${mode}`, cwd, [bin('tsc'), '-p', `tsconfig.${mode}.json`]);
  await onEveryNode(`tsc output, ${mode}`, cwd, `out/${mode}/account.js`);
  if (mode === 'standard') await onEveryNode('tsc output, accessor', cwd, 'out/standard/account-accessor.js');
  const hardened = ['--disallow-code-generation-from-strings', `out/${mode}/account.js`];
  await check(`without code generation, ${mode}`, cwd, [process.execPath, ...hardened], PASSED);
}

async function checkEsbuild(cwd, bin, mode) {
  await check(`tsx, ${mode}`, cwd, [bin('tsx'), '--tsconfig', `tsconfig.${mode}.json`, 'account.ts'], PASSED);
  const entry = mode === 'standard' ? 'account-accessor.ts' : 'account.ts';
  const outfile = `out/esbuild-${mode}.mjs`;
  const flags = ['--bundle', '--platform=node', '--format=esm', '--target=es2022', '--log-level=warning'];
  const files = [entry, `--outfile=${outfile}`, `--tsconfig=tsconfig.${mode}.json`];
  await check(`esbuild, ${mode}`, cwd, [bin('esbuild'), ...files, ...flags]);
  await check(`esbuild bundle, ${mode}`, cwd, [process.execPath, outfile], PASSED);
}

async function checkSwc(cwd, mode) {
  await check(`swc, ${mode}`, cwd, [process.execPath, 'swc.mjs', mode, 'es6']);
  await check(`swc output, ${mode}`, cwd, [process.execPath, `out/swc-${mode}/account.js`], PASSED);
}

async function checkCommonJs(cwd) {
  const tsc = [join(cwd, 'node_modules/.bin/tsc'), '-p', 'tsconfig.legacy.json'];
  await onEveryNode('require()', cwd, 'plain.cjs');
  await check('tsc to CommonJS', cwd, tsc);
  await onEveryNode('tsc output, CommonJS', cwd, 'out/legacy/account.js');
  await check('swc to CommonJS', cwd, [process.execPath, 'swc.mjs', 'define', 'commonjs']);
  await onEveryNode('swc output, CommonJS', cwd, 'out/swc-define/account.js');
}

async function onEveryNode(what, cwd, file) {
  const runs = Object.entries(nodes).map(([major, binary]) =>
    check(`${what}, Node ${major}`, cwd, [binary, file], PASSED),
  );
  await Promise.all(runs);
}

async function silent(what, cwd) {
  const code = "import '@domainry/core';";
  const { status, output } = await commandBeside(process.execPath, ['--input-type=module', '-e', code], {
    cwd,
  });
  note(what, status === 0 && output === '', output);
}

/** One command of the scratch project; it has to succeed and to print what is expected. */
async function check(what, cwd, [file = '', ...args], expected = '') {
  const { status, output } = await commandBeside(file, args, { cwd, env: { NO_COLOR: '1' } });
  note(what, status === 0 && output.includes(expected), output);
}

function note(what, passed, output) {
  counts[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${what}`);
  if (!passed) console.log(output);
}
