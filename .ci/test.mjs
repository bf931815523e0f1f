// `npm test`: every unit test, core's under each decorator mode. Arguments go to Jest:
// npm test -- --selectProjects standard -t balance
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { bootstrap } from './bootstrap.mjs';
import { command, report, root } from './workspace.mjs';

bootstrap();

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const results = join(root, '.cache', `test-results-${process.pid}.json`);
mkdirSync(join(root, '.cache'), { recursive: true });
const counted = process.env['CI_COUNT_FILE'] ? ['--json', `--outputFile=${results}`] : [];
const { status } = command(process.execPath, [...flags, jest, ...process.argv.slice(2), ...counted], {
  show: true,
});
process.exit(counted.length > 0 ? count(status) : status);

/** A file that could not be run counts as one failure; a skipped or todo test counts as nothing and is named. */
function count(exitCode) {
  const seen = JSON.parse(readFileSync(results, 'utf8'));
  rmSync(results);
  const failed = seen.numFailedTests + seen.numRuntimeErrorTestSuites;
  const skipped = seen.numPendingTests + seen.numTodoTests;
  if (skipped > 0) console.log(`${skipped} skipped or todo, not counted`);
  report('Unit tests', seen.numPassedTests, failed === 0 && exitCode !== 0 ? 1 : failed);
  return exitCode;
}
