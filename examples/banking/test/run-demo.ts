import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';

export const example = fileURLToPath(new URL('..', import.meta.url));

/** What came of a process. */
export interface Run {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folders: string[] = [];

/** Path of a database that is not there yet, in a folder of its own. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-demo-'));
  folders.push(folder);
  return join(folder, 'bank.db');
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Builds the demo. */
export function openDemo(): void {
  const { status, stdout } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: example,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`The example does not build:\n${stdout}`);
}

/** Runs the built demo as a user does: a process of its own, whose output is no terminal. */
export function runDemo(given: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  return spawnSync(process.execPath, ['dist/demo.js', ...given], {
    cwd: example,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}
