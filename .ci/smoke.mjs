// Packs our packages, installs the tarballs into two scratch projects outside the workspace, an ESM and a
// CommonJS one, and runs the contract's example there with the compilers and Nodes that users have.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { nodeBinary, VERSIONS } from './node-versions.mjs';
import { pack } from './pack.mjs';
import { command, report, root } from './workspace.mjs';

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
  checkEsm(esm);
  checkCommonJs(cjs);
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

function checkEsm(cwd) {
  const bin = (name) => join(cwd, 'node_modules', '.bin', name);
  silent('importing the package prints nothing', cwd);
  for (const mode of ['legacy', 'assign', 'standard']) {
    check(`tsc, ${mode}`, cwd, [bin('tsc'), '-p', `tsconfig.${mode}.json`]);
    onEveryNode(`tsc output, ${mode}`, cwd, `out/${mode}/account.js`);
  }
  onEveryNode('tsc output, accessor', cwd, 'out/standard/account-accessor.js');
  const hardened = ['--disallow-code-generation-from-strings', 'out/legacy/account.js'];
  check('without code generation', cwd, [process.execPath, ...hardened], PASSED);
  for (const mode of ['legacy', 'assign', 'standard']) {
    check(`tsx, ${mode}`, cwd, [bin('tsx'), '--tsconfig', `tsconfig.${mode}.json`, 'account.ts'], PASSED);
    const entry = mode === 'standard' ? 'account-accessor.ts' : 'account.ts';
    const outfile = `out/esbuild-${mode}.mjs`;
    const flags = ['--bundle', '--platform=node', '--format=esm', '--target=es2022', '--log-level=warning'];
    const files = [entry, `--outfile=${outfile}`, `--tsconfig=tsconfig.${mode}.json`];
    check(`esbuild, ${mode}`, cwd, [bin('esbuild'), ...files, ...flags]);
    check(`esbuild bundle, ${mode}`, cwd, [process.execPath, outfile], PASSED);
  }
  for (const mode of ['assign', 'define', 'standard']) {
    check(`swc, ${mode}`, cwd, [process.execPath, 'swc.mjs', mode, 'es6']);
    check(`swc output, ${mode}`, cwd, [process.execPath, `out/swc-${mode}/account.js`], PASSED);
  }
  check('bundle for browsers', cwd, [process.execPath, 'browser.mjs'], PASSED);
  check('names and source maps', cwd, [process.execPath, '--enable-source-maps', 'names.mjs'], PASSED);
  cpSync(join(cwd, 'tsconfig.legacy.json'), join(cwd, 'tsconfig.json'));
  check('Vitest, legacy', cwd, [bin('vitest'), 'run', '--dir', '.'], '1 passed');
}

function checkCommonJs(cwd) {
  onEveryNode('require()', cwd, 'plain.cjs');
  check('tsc to CommonJS', cwd, [join(cwd, 'node_modules/.bin/tsc'), '-p', 'tsconfig.legacy.json']);
  onEveryNode('tsc output, CommonJS', cwd, 'out/legacy/account.js');
  check('swc to CommonJS', cwd, [process.execPath, 'swc.mjs', 'define', 'commonjs']);
  onEveryNode('swc output, CommonJS', cwd, 'out/swc-define/account.js');
}

function onEveryNode(what, cwd, file) {
  for (const [major, binary] of Object.entries(nodes))
    check(`${what}, Node ${major}`, cwd, [binary, file], PASSED);
}

function silent(what, cwd) {
  const code = "import '@domainry/core';";
  const { status, output } = command(process.execPath, ['--input-type=module', '-e', code], { cwd });
  note(what, status === 0 && output === '', output);
}

/** One command of the scratch project; it has to succeed and to print what is expected. */
function check(what, cwd, [file = '', ...args], expected = '') {
  const { status, output } = command(file, args, { cwd, env: { NO_COLOR: '1' } });
  note(what, status === 0 && output.includes(expected), output);
}

function note(what, passed, output) {
  counts[passed ? 'passed' : 'failed'] += 1;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${what}`);
  if (!passed) console.log(output);
}
