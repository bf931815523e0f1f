// Compiles the core and the subjects into dist/: the core as it is published, the subjects as TypeScript emits them in
// three modes.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import ts from 'typescript';
import { bundle } from '../../.ci/build.mjs';
import { manyClasses } from './many-classes.mjs';
import { benchmarks, core, dist } from './places.mjs';

/** How a user's classes may be compiled. */
const modes = {
  'legacy-assign': { experimentalDecorators: true, useDefineForClassFields: false },
  'legacy-define': { experimentalDecorators: true, useDefineForClassFields: true },
  standard: { experimentalDecorators: false, useDefineForClassFields: true },
};

/** @param coreSource - folder of the sources of core; another one than ours compares a change that is being tried. */
export async function build(coreSource = join(core, 'src')) {
  rmSync(dist, { recursive: true, force: true });
  await buildCore(coreSource);
  buildStore('sqlite', ['better-sqlite3']);
  buildStore('postgres', ['pg']);
  for (const [mode, options] of Object.entries(modes)) {
    for (const file of [...sourcesIn('subjects', benchmarks), ...sourcesIn('workloads', benchmarks)]) {
      const path = join(dist, mode, file.replace(/\.ts$/, '.js'));
      const text = emit(readFileSync(join(benchmarks, file), 'utf8'), options);
      write(path, text);
      if (file.endsWith('account.ts')) writeCopies(path, text);
    }
    write(join(dist, mode, 'many/decorated.js'), emit(manyClasses(true), options));
    write(join(dist, mode, 'many/plain.js'), emit(manyClasses(false), options));
  }
  writeFileSync(join(dist, 'package.json'), '{ "type": "module" }');
}

/** A copy, so that nothing changes under a run while somebody builds. The function for identities is no public one. */
async function buildCore(source) {
  const target = join(dist, 'node_modules/@domainry/core');
  mkdirSync(target, { recursive: true });
  cpSync(join(core, 'package.json'), join(target, 'package.json'));
  symlinkSync(join(core, 'node_modules'), join(target, 'node_modules'), 'junction');
  await bundle(core, join(target, 'dist'), source);
  const { code } = transformSync(readFileSync(join(source, 'fields/identity.ts'), 'utf8'), {
    loader: 'ts',
    target: 'es2022',
  });
  write(join(target, 'dist/fields/identity.js'), code);
}

/** With what it shares with other stores; the core is that of the run. */
function buildStore(name, libraries) {
  const folder = join(benchmarks, '../packages', name);
  const target = join(dist, 'node_modules/@domainry', name);
  buildSync({
    entryPoints: [join(folder, 'src/index.ts')],
    outfile: join(target, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@domainry/source'],
    external: ['@domainry/core', ...libraries],
  });
  writeFileSync(join(target, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
}

/** Classes with names of their own: V8 lets classes that were compiled from the same text share their feedback. */
function writeCopies(path, text) {
  for (let copy = 0; copy < 60; copy++)
    write(path.replace('.js', `-${copy}.js`), text.replaceAll(/\b(Account|Withdrawn)\b/g, `$1${copy}`));
}

/** Paths of TypeScript files, relative to the root. */
function sourcesIn(folder, root) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.ts'));
}

function emit(text, options) {
  return ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      ...options,
    },
  }).outputText;
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
