// Checks the types of everything that is not emitted: tests in each decorator mode, benchmarks, these scripts.
// A folder takes part with any file `tsconfig.test*.json`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projects, root, tool } from './workspace.mjs';

const build = tool('tsc', ['-b'], { show: true });
let failed = build.status !== 0;

for (const config of configs()) {
  const started = Date.now();
  const { status, output } = tool('tsc', ['-p', config, '--pretty', 'false']);
  console.log(
    `${status === 0 ? 'ok  ' : 'FAIL'} ${config} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (status !== 0) console.log(output);
  failed ||= status !== 0;
}
for (const folder of unreferenced()) {
  console.log(`FAIL ${folder}/tsconfig.json is not built: add it to the references of tsconfig.json.`);
  failed = true;
}
process.exit(failed ? 1 : 0);

function configs() {
  const found = projects('packages', 'examples', 'benchmarks').flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /^tsconfig\.test.*\.json$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  return ['.ci/tsconfig.json', ...found];
}

function unreferenced() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  const built = new Set(references.map(({ path }) => path));
  return projects('packages', 'examples').filter(
    (folder) => existsSync(join(root, folder, 'tsconfig.json')) && !built.has(folder),
  );
}
