import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { copyOfBank } from './copy-of-bank.js';
import { projects } from './run-in.js';
import { endOf, nextLines, spawnDomainry } from './spawn-domainry.js';

const started: ChildProcessWithoutNullStreams[] = [];
const begin = (cwd: string, ...argv: string[]): ChildProcessWithoutNullStreams => {
  const child = spawnDomainry(cwd, argv);
  started.push(child);
  return child;
};
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

it('ends with 0 when whoever reads its output stops reading', async () => {
  const child = begin(join(projects, 'plain'), 'explain');
  child.stdout.destroy();

  expect(await endOf(child)).toBe(0);
});

it('serves the site to this machine only, until it is interrupted: 130', async () => {
  const child = begin(join(projects, 'bank'), 'docs', 'serve', '--port', '0');
  const { href: url, port } = new URL((await nextLines(child)).trim());

  const home = await fetch(url);
  const missing = await fetch(`${url}no-such-page`);
  const written = await fetch(url, { method: 'POST' });
  const rebound = await statusFor(Number(port), 'evil.example');
  child.kill('SIGINT');

  expect(home.status).toBe(200);
  expect(await home.text()).toContain('Banking');
  expect([missing.status, written.status, rebound]).toEqual([404, 405, 403]);
  expect(await endOf(child)).toBe(130);
});

it('watches: tells what changes in the model, and what is wrong, until it is terminated: 143', async () => {
  const folder = copyOfBank();
  const file = join(folder, 'src/account.ts');
  const text = readFileSync(file, 'utf8');
  const child = begin(folder, 'dev', '--json');

  const first = await nextLines(child);
  writeFileSync(
    file,
    `${text}\n/** Nobody may touch it. */\n@banking.event('Account')\nexport class Frozen extends Event<Frozen> {}\n`,
  );
  const changed = await nextLines(child);
  writeFileSync(file, 'syntax error');
  const broken = await nextLines(child);
  child.kill('SIGTERM');

  expect(JSON.parse(first)).toMatchObject({ contexts: [{ name: 'Banking', elements: 7 }] });
  expect(JSON.parse(changed)).toMatchObject({
    differences: [
      {
        changes: expect.arrayContaining([expect.objectContaining({ path: 'Banking.Frozen', kind: 'added' })]),
      },
    ],
  });
  expect(JSON.parse(broken)).toMatchObject({ diagnostics: [{ code: 'DOMAIN_NOT_LOADED' }] });
  expect(await endOf(child)).toBe(143);
});

async function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', headers: { host } }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end();
  });
}
