// Compiles every TypeScript block of the documentation as a user would, against the built packages, in both
// decorator modes, and executes those marked `run`. CONTRIBUTING.md explains the marks. Names to look only at
// some pages: node .ci/doc-examples.mjs README
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { allBlocks } from './doc-blocks.mjs';
import { modulesOf } from './doc-modules.mjs';
import { projects, report, root, tool } from './workspace.mjs';

const workshop = join(root, '.cache', 'doc-examples');
const wanted = process.argv.slice(2);

rmSync(workshop, { recursive: true, force: true });
mkdirSync(workshop, { recursive: true });
await build();
linkDependencies();

const blocks = allBlocks().filter(
  ({ page }) => wanted.length === 0 || wanted.some((name) => page.includes(name)),
);
const world = await worldOfFragments();
const wrong = new Map();
for (const mode of ['legacy', 'standard']) {
  const other = mode === 'legacy' ? 'standard' : 'legacy';
  const modules = modulesOf(
    blocks.filter(({ words }) => !words.has(other)),
    world,
  );
  compile(mode, modules);
  for (const module of modules)
    if (module.run && !module.blocks.some((block) => wrong.has(block))) execute(mode, module);
}
for (const [block, problems] of wrong) {
  for (const problem of problems)
    console.log(`${problem.place ?? `${block.page}:${block.line}`}: ${problem.text}\n`);
}
if (blocks.length === 0) console.log('No TypeScript block was found.');
const executed = blocks.filter(({ words }) => words.has('run')).length;
console.log(
  `${blocks.length} blocks in ${new Set(blocks.map(({ page }) => page)).size} files, ${executed} executed.`,
);
report('Documentation blocks', blocks.length - wrong.size, wrong.size);
process.exit(blocks.length > 0 && wrong.size === 0 ? 0 : 1);

function compile(mode, modules) {
  const folder = join(workshop, mode);
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of modules) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const file of ['doc-outcome.ts', 'doc-world.ts']) {
    copyFileSync(join(root, '.ci', file), join(folder, file));
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const unparsed = check(mode, modules);
  // While one block cannot be parsed, tsc looks at the types of none: leave those out and look again.
  if (unparsed.size > 0) check(mode, modules, unparsed);
}

/** Blames blocks for the errors of tsc; returns the paths of modules it could not parse. */
function check(mode, modules, without = new Set()) {
  const folder = join(workshop, mode);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config(mode, [...without])));
  const { output, status } = tool('tsc', ['-p', join(folder, 'tsconfig.json'), '--pretty', 'false']);
  const unparsed = new Set();
  const elsewhere = [];
  const errors = [...output.matchAll(/^(\S+?)\((\d+),\d+\): (error TS(\d+).*(?:\n {2}.*)*)/gm)];
  for (const [, file, line, text, code] of errors) {
    const path = file.slice(file.indexOf(`doc-examples/${mode}/`) + `doc-examples/${mode}/`.length);
    const module = modules.find((each) => each.path === path);
    if (module) blame(module, Number(line), `${text} (${mode} decorators)`);
    else elsewhere.push(`${file}:${line}: ${text}`);
    if (Number(code) < 2000) unparsed.add(path);
  }
  if (elsewhere.length > 0 || (status !== 0 && errors.length === 0)) {
    throw new Error(`tsc failed outside the blocks:\n${elsewhere.join('\n') || output}`);
  }
  return unparsed;
}

/** The names a fragment may use unimported: our world, then the public names of core. */
async function worldOfFragments() {
  const types = readFileSync(join(root, 'packages/core/dist/index.d.ts'), 'utf8');
  const names = [...types.matchAll(/\{([^}]*)\}/g)].flatMap(([, list]) => list.split(','));
  const values = new Set(
    Object.keys(await import(pathToFileURL(join(root, 'packages/core/dist/index.js')).href)),
  );
  const core = names
    .map((each) =>
      each
        .trim()
        .replace(/^type /, '')
        .replace(/^.* as /, ''),
    )
    .filter(Boolean)
    .map((name) => [name, values.has(name) ? 'value' : 'type']);
  const sample = readFileSync(join(root, '.ci/doc-world.ts'), 'utf8');
  const ours = [...sample.matchAll(/^export (?:class|const|enum) (\w+)/gm)].map(([, name]) => [
    name,
    'value',
  ]);
  return {
    './doc-world.js': Object.fromEntries(ours),
    '@domainry/core': Object.fromEntries(core),
    'decimal.js': { Decimal: 'value' },
  };
}

function config(mode, without) {
  return {
    extends: '../../../tsconfig.base.json',
    compilerOptions: {
      composite: false,
      declaration: false,
      declarationMap: false,
      isolatedDeclarations: false,
      noUnusedLocals: false,
      noUnusedParameters: false,
      noPropertyAccessFromIndexSignature: false,
      experimentalDecorators: mode === 'legacy',
      rootDir: '.',
      outDir: 'dist',
    },
    include: ['**/*.ts'],
    exclude: ['dist', ...without],
  };
}

function execute(mode, module) {
  const file = join(workshop, mode, 'dist', module.path.replace(/\.ts$/, '.js'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--enable-source-maps', file], {
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  const line = new RegExp(`${module.path.replaceAll('.', '\\.')}:(\\d+)`).exec(stderr)?.[1];
  blame(module, Number(line ?? 1), `failed when run (${mode} decorators)\n${stdout}${stderr}`);
}

/** Notes a problem under the block that wrote the line of the module, at its place in the page. */
function blame(module, line, text) {
  const origin = module.origins[line - 1] ?? { block: module.blocks[0], line: module.blocks[0].line };
  const problems = wrong.get(origin.block) ?? [];
  const place = `${origin.block.page}:${origin.line}`;
  if (!problems.some((known) => known.place === place && known.text === text)) problems.push({ place, text });
  wrong.set(origin.block, problems);
}

/** Blocks may import our packages and whatever those are tested with. */
function linkDependencies() {
  const links = join(workshop, 'node_modules');
  for (const folder of projects('packages')) {
    link(join(links, '@domainry', folder.split('/')[1]), join(root, folder));
    const installed = join(root, folder, 'node_modules');
    for (const name of existsSync(installed) ? packagesIn(installed) : [])
      link(join(links, name), join(installed, name));
  }
}

function packagesIn(folder) {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((each) => `${name}/${each}`) : [name],
    );
}

function link(path, target) {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'junction');
}
