import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { memory } from '@domainry/core';
import { databaseConformance } from '@domainry/testing/conformance';
import { build } from 'esbuild';

/** The suite of a database under other runners than ours, each in a process of its own, as an adapter's author runs it. */
jest.setTimeout(120_000);

const suites = fileURLToPath(new URL('../fixtures/', import.meta.url));
const { checks } = databaseConformance({ name: 'memory', open: (model) => memory().open(model) });
let workshop: string;
beforeAll(() => {
  workshop = mkdtempSync(join(tmpdir(), 'domainry-runners-'));
});
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

test('node:test runs every check of the conformance suite', async () => {
  const bundle = join(workshop, 'node-test.suite.mjs');
  await build({
    entryPoints: [join(suites, 'node-test.suite.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The sources: nothing has to be built first.
    conditions: ['@domainry/source'],
    logLevel: 'error',
  });

  const { code, output } = await run(process.execPath, ['--test', '--test-reporter=tap', bundle]);

  expect(output).toContain(`\n# tests ${checks.length}\n`);
  expect(output).toContain(`\n# pass ${checks.length}\n`);
  expect(output).toContain('\n# fail 0\n');
  expect(code).toBe(0);
});

test('Vitest runs every check of the conformance suite', async () => {
  const report = join(workshop, 'vitest.json');
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));

  const { code, output } = await run(process.execPath, [
    vitest,
    'run',
    '--root',
    suites,
    '--reporter=json',
    `--outputFile=${report}`,
  ]);

  expect({ code, output }).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
    numTotalTests: checks.length,
    numPassedTests: checks.length,
    numFailedTests: 0,
  });
});

/** Runs a program to its end. */
function run(
  file: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env };
    // What the runner of this test says to its own processes is not meant for others.
    for (const name of ['NODE_OPTIONS', 'NODE_ENV', 'JEST_WORKER_ID']) delete env[name];
    const child = spawn(file, args, { cwd: suites, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
