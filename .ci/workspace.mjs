// What every script here needs to know: where the workspace is, what it holds, how to run a tool of it.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Folders with a package.json, relative to the root: `packages/core`, `examples/banking`, `benchmarks`. */
export function projects(...parents) {
  return parents
    .flatMap((parent) => {
      const path = join(root, parent);
      const children = existsSync(path) ? readdirSync(path).sort() : [];
      return [parent, ...children.map((name) => `${parent}/${name}`)];
    })
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

export function manifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

/** The folders of the packages we publish. */
export function publicPackages() {
  return projects('packages').filter((folder) => manifest(folder).private !== true);
}

/** Runs a tool from node_modules/.bin; the result carries `status` and, unless shown at once, `output`. */
export function tool(name, args, options = {}) {
  return command(join(root, 'node_modules', '.bin', name), args, options);
}

export function command(file, args, { cwd = root, show = false, env = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  return { status: status ?? 1, output: error ? String(error) : `${stdout ?? ''}${stderr ?? ''}` };
}

const free = { slots: availableParallelism(), waiting: /** @type {((value: unknown) => void)[]} */ ([]) };

/** Runs a command beside others, as many at once as there are processors; the result is that of `command`. */
export async function commandBeside(file, args, { cwd = root, env = {} } = {}) {
  if (free.slots === 0) await new Promise((resolve) => free.waiting.push(resolve));
  else free.slots -= 1;
  try {
    return await new Promise((resolve) => {
      const child = spawn(file, args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => (output += text));
      child.once('error', (error) => resolve({ status: 1, output: String(error) }));
      child.once('close', (status) => resolve({ status: status ?? 1, output }));
    });
  } finally {
    const next = free.waiting.shift();
    if (next === undefined) free.slots += 1;
    else next(undefined);
  }
}

/** Tells `.ci/run` how many single checks passed and failed; says so to people as well. */
export function report(what, passed, failed) {
  console.log(`${what}: ${passed} passed, ${failed} failed`);
  if (process.env['CI_COUNT_FILE']) appendFileSync(process.env['CI_COUNT_FILE'], `${passed} ${failed}\n`);
}
