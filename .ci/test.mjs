// `npm test`: every unit test, core's under each decorator mode. Arguments go to Jest:
// npm test -- --selectProjects standard -t balance
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { bootstrap } from './bootstrap.mjs';
import { provideSqliteDriver } from './sqlite-driver.mjs';
import { command, report, root } from './workspace.mjs';

bootstrap();
provideSqliteDriver();

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const results = join(root, '.cache', `test-results-${process.pid}.json`);
mkdirSync(join(root, '.cache'), { recursive: true });
// CI says what was not run, also where tests are repeated and not counted.
const isToldOf = process.env['CI'] === 'true' || process.env['CI_COUNT_FILE'] !== undefined;
const counted = isToldOf ? ['--json', `--outputFile=${results}`] : [];
const { status } = command(process.execPath, [...flags, jest, ...process.argv.slice(2), ...counted], {
  show: true,
});
process.exit(counted.length > 0 ? count(status) : status);

/** A file that could not be run counts as one failure; a skipped or todo test counts as nothing and is named. */
function count(exitCode) {
  const seen = JSON.parse(readFileSync(results, 'utf8'));
  rmSync(results);
  const failed = seen.numFailedTests + seen.numRuntimeErrorTestSuites;
  const skipped = seen.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'pending' || status === 'todo')
      .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
  );
  for (const each of skipped) console.log(`SKIPPED, not counted: ${each}`);
  report('Unit tests', seen.numPassedTests, failed === 0 && exitCode !== 0 ? 1 : failed);
  return exitCode;
}
