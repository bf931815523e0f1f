// `npm run build`: the packages as they are published, and the applications. tsc writes declarations and JavaScript, one
// file for each source. What `exports` and `bin` of a package.json name in `dist/node/` is bundled by esbuild: one file
// for each such entry, and files for what they share. Why: docs/adr/0016-node-loads-bundles.md.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { projects, root, tool } from './workspace.mjs';

/** Builds everything, or ends the process when the types are wrong. */
export async function build() {
  const { status } = tool('tsc', ['-b'], { show: true });
  if (status !== 0) process.exit(status);
  for (const folder of projects('packages')) {
    const project = join(root, folder);
    await bundle(project, join(project, 'dist'));
  }
}

/**
 * Writes the bundles of a package, with source maps that lead to its sources, into `node/` of a folder.
 *
 * @param project - absolute path of the folder with the package.json.
 * @param sources - where `src/` of the package is; another place compares a change that is being tried.
 */
export async function bundle(project, dist, sources = join(project, 'src')) {
  const entries = entriesOf(project);
  const { outputFiles } = await esbuild({
    absWorkingDir: project,
    entryPoints: Object.fromEntries(entries.map((name) => [name, join(sources, `${name}.ts`)])),
    outdir: join(dist, 'node'),
    bundle: true,
    splitting: true,
    chunkNames: 'shared-[hash]',
    format: 'esm',
    platform: 'neutral',
    plugins: [packagesStayOutside],
    target: 'es2022',
    charset: 'utf8',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    write: false,
  });
  for (const { path, text } of outputFiles) writeUnlessSame(path, withNamesOfClasses(text));
  removeOthers(join(dist, 'node'), new Set(outputFiles.map(({ path }) => path)));
}

/**
 * Packages are imported, and not bundled in: `Decimal` has to be the user's. What a single function without state is taken from is
 * bundled in, since loading the rest of it would take longer.
 */
const packagesStayOutside = {
  name: 'packages stay outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path === 'uuid' ? undefined : { path, external: true },
    );
  },
};

/** `./dist/node/testing.js`, wherever it stands in `exports` or `bin`, is the bundle of `src/testing.ts`. */
function entriesOf(project) {
  const { exports = {}, bin = {} } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const targets = [exports, bin].flatMap(textsIn);
  return [...new Set(targets.flatMap((target) => /\bdist\/node\/(.+)\.js$/.exec(target)?.[1] ?? []))].sort();
}

function textsIn(value) {
  return typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn);
}

/** esbuild calls a class that mentions itself `_Domain`; consoles and stack traces would show that. */
function withNamesOfClasses(text) {
  const names = [...text.matchAll(/^var (\w+) = class _\1\b/gm)].map(([, name]) => name);
  return names.reduce((named, name) => named.replaceAll(new RegExp(`\\b_${name}\\b`, 'g'), name), text);
}

/** Somebody may be loading the files. */
function writeUnlessSame(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

/** What an earlier build left behind. */
function removeOthers(folder, files) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (/\.js(\.map)?$/.test(name) && !files.has(path)) rmSync(path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
