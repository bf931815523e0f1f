// Type tests: packages/*/test-types/**/*.test-d.ts, checked by tsc in each decorator mode and counted.
// An assertion is an `expectTypeOf(…).to…` statement or a `@ts-expect-error` with its reason.
// Beside them what editors show: editor-tests.mjs.
// Then the consumers: projects in packages/*/test-types/consumers/ that read the built package as a user's would.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { checkEditor } from './editor-tests.mjs';
import { checkCost } from './type-cost.mjs';
import { command, projects, report, root, tool } from './workspace.mjs';

const workshop = join(root, '.cache', 'type-tests');
mkdirSync(workshop, { recursive: true });
if (tool('tsc', ['-b'], { show: true }).status !== 0) process.exit(1); // consumers read what was built

let passed = 0;
let failed = 0;
for (const folder of projects('packages')) {
  if (!existsSync(join(root, folder, 'test-types'))) continue;
  checkAssertions(folder, 'legacy', { exactOptionalPropertyTypes: false, customConditions: [] });
  for (const mode of ['standard', 'legacy']) {
    checkAssertions(folder, mode);
    count(checkEditor(folder, mode));
  }
  checkConsumers(folder);
}
count(checkCost(workshop));
if (passed + failed === 0) failed += 1;
report('Type assertions', passed, failed);
process.exit(failed === 0 ? 0 : 1);

function count(checks) {
  passed += checks.passed;
  failed += checks.failed;
}

/**
 * `exactOptionalPropertyTypes` changes much of what the compiler sees, and most users do not have it. Our sources need
 * it, so without it the built package is read, as users do.
 */
function checkAssertions(folder, mode, settings = {}) {
  const isExact = settings.exactOptionalPropertyTypes ?? true;
  const others = [mode === 'standard' ? 'legacy-only' : 'standard-only', ...(isExact ? [] : ['exact-only'])];
  const files = testFiles(join(root, folder, 'test-types')).filter(
    (file) => !others.some((other) => file.includes(`/${other}/`)),
  );
  if (files.length === 0) return;
  const assertions = files.flatMap(assertionsOf);
  const { output, status } = compile(folder, mode, files, settings);
  const wrong = new Set([
    ...placesOf(output),
    ...assertions.filter((each) => each.flaw).map((each) => each.place),
  ]);
  if (status !== 0 && wrong.size === 0) wrong.add(output);
  passed += Math.max(0, assertions.length - wrong.size);
  failed += wrong.size;
  console.log(
    `${wrong.size === 0 ? 'ok  ' : 'FAIL'} ${folder}, ${mode} decorators${isExact ? '' : ', inexact optional properties'}: ${assertions.length} assertions`,
  );
  for (const { place, flaw } of assertions) if (flaw) console.log(`${place}: ${flaw}`);
  if (status !== 0) console.log(output);
}

function compile(folder, mode, files, compilerOptions) {
  const base = mode === 'standard' ? 'tsconfig.test.json' : 'tsconfig.test-legacy.json';
  const name = `${folder.replaceAll('/', '-')}.${mode}.json`;
  const config = { extends: `../../${folder}/${base}`, compilerOptions, include: [], files, exclude: [] };
  writeFileSync(join(workshop, name), JSON.stringify(config));
  return tool('tsc', ['-p', `.cache/type-tests/${name}`, '--pretty', 'false']);
}

/** `file:line` of every error, each once: several errors of one line are one wrong assertion. */
function placesOf(output) {
  return [...output.matchAll(/^(\S+?)\((\d+),\d+\): error/gm)].map(([, file, line]) => `${file}:${line}`);
}

function assertionsOf(file) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found = [];
  const add = (position, flaw) => {
    const line = source.getLineAndCharacterOfPosition(position).line + 1;
    found.push({ place: `${relative(root, file)}:${line}`, flaw });
  };
  const visit = (node) => {
    if (ts.isExpressionStatement(node) && /^expectTypeOf\b/.test(node.getText())) {
      const asserts = /\.to[A-Z]\w*(<[^]*>)?\([^]*\)$/.test(node.expression.getText());
      add(node.getStart(), asserts ? undefined : 'this expectTypeOf asserts nothing: end it with a matcher');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const match of text.matchAll(/\/\/ @ts-expect-error(.*)/g)) {
    add(match.index, match[1].trim() ? undefined : 'this @ts-expect-error gives no reason');
  }
  return found;
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test-d.ts'))
    .map((name) => join(folder, name));
}

/** Every tsconfig*.json of a consumer is one check with each TypeScript: 7, 6 and 5.9. */
function checkConsumers(folder) {
  const consumers = join(root, folder, 'test-types', 'consumers');
  if (!existsSync(consumers)) return;
  const configs = readdirSync(consumers, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(^|\/)tsconfig[^/]*\.json$/.test(name),
  );
  for (const config of configs) {
    for (const [compiler, compile] of Object.entries(compilers(folder))) {
      const { status, output } = compile(['-p', join(consumers, config), '--pretty', 'false']);
      if (status === 0) passed += 1;
      else failed += 1;
      console.log(
        `${status === 0 ? 'ok  ' : 'FAIL'} consumer ${relative(root, join(consumers, config))} with ${compiler}`,
      );
      if (status !== 0) console.log(output);
    }
  }
}

/** TypeScript 5.9 has the same commands as 7, so it is a dependency of the package and not of the workspace. */
function compilers(folder) {
  const oldest = join(root, folder, 'node_modules', 'typescript-5.9', 'bin', 'tsc');
  return {
    'TypeScript 7': (args) => tool('tsc', args),
    'TypeScript 6': (args) => tool('tsc6', args),
    'TypeScript 5.9': (args) => command(process.execPath, [oldest, ...args]),
  };
}
