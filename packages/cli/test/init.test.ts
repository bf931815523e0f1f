import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { expectGolden } from './golden.js';
import { compile, linkNest, newPackage } from './new-package.js';
import { runIn } from './run-in.js';

// Each test imports domains several times, in processes of their own.
jest.setTimeout(180_000);

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const dataOf = ({ stdout }: { stdout: string }): { files: string[]; framework: string } =>
  (JSON.parse(stdout) as { data: never }).data;

/** What a module of a package prints, the package being compiled as it is imported. */
function printed(folder: string, source: string): { stdout: string; stderr: string } {
  writeFileSync(join(folder, 'src/main.ts'), source);
  const flags = ['--conditions=@domainry/source', '--import', tsx, 'src/main.ts'];
  return spawnSync(process.execPath, flags, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TSX_TSCONFIG_PATH: join(folder, 'tsconfig.json') },
  });
}

function writeInto(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('in an application of NestJS', () => {
  it('begins a domain that the application opens, closes and has injected', async () => {
    const folder = newPackage('corner-shop', ['@nestjs/common', '@nestjs/core']);
    linkNest(folder);

    const { stdout, exit } = await runIn(folder, ['init', '--yes']);
    const { stdout: told, stderr } = printed(
      folder,
      `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { CornerShopDomain, CornerShopModule } from './corner-shop.module.js';
import { cornerShop } from './domain.js';

const app = await NestFactory.createApplicationContext(CornerShopModule, { logger: ['error'] });
console.log((await cornerShop.health()).state, typeof app.get(CornerShopDomain).process);
await app.close();
console.log((await cornerShop.health()).state);
`,
    );

    expect(exit).toBe(0);
    expectGolden('init-nest.txt', stdout);
    expectGolden('init-nest.module.ts.txt', readFileSync(join(folder, 'src/corner-shop.module.ts'), 'utf8'));
    expect({ told, stderr }).toEqual({ told: 'running function\nclosed\n', stderr: '' });
    expect(compile(folder)).toBe('');
  });

  it('which runs on Fastify, writes what is for NestJS', async () => {
    const folder = newPackage('shop', ['@nestjs/common', '@nestjs/platform-fastify', 'fastify']);

    expect(dataOf(await runIn(folder, ['init', '--dry-run', '--json']))).toMatchObject({
      framework: 'nest',
      files: ['src/shop.ts', 'src/domain.ts', 'src/shop.module.ts', 'domainry.config.ts', 'package.json'],
    });
  });
});

describe('in an application of Fastify', () => {
  it('begins a domain that is opened as a plugin is registered, and closed with the server', async () => {
    const folder = newPackage('corner-shop', ['fastify']);

    const { stdout, exit } = await runIn(folder, ['init', '--yes', '--name', 'Case']);
    // What Fastify does with a plugin and its hook; with Fastify itself it is compiled and run where templates are.
    const { stdout: told, stderr } = printed(
      folder,
      `import { theCasePlugin } from './case-plugin.js';
import { theCase } from './domain.js';

const closing: (() => Promise<void>)[] = [];
const server = { addHook: (_name: 'onClose', close: () => Promise<void>) => closing.push(close) };
await theCasePlugin(server as never, {});
console.log((await theCase.health()).state);
for (const close of closing) await close();
console.log((await theCase.health()).state);
`,
    );

    expect(exit).toBe(0);
    expectGolden('init-fastify.txt', stdout);
    expectGolden('init-fastify.plugin.ts.txt', readFileSync(join(folder, 'src/case-plugin.ts'), 'utf8'));
    expect({ told, stderr }).toEqual({ told: 'running\nclosed\n', stderr: '' });
  });
});

it('writes nothing that opens a domain where there is no framework, or none is wanted', async () => {
  const plain = await runIn(newPackage('shop'), ['init', '--dry-run', '--json']);
  const unwanted = await runIn(newPackage('shop', ['fastify']), [
    'init',
    '--dry-run',
    '--json',
    '--framework',
    'none',
  ]);

  for (const run of [plain, unwanted]) {
    expect(dataOf(run)).toMatchObject({
      framework: 'none',
      files: ['src/shop.ts', 'src/domain.ts', 'domainry.config.ts', 'package.json'],
    });
  }
});

it('leaves a domain that was there to whoever opens it', async () => {
  const folder = newPackage('shop', ['fastify']);
  await runIn(folder, ['init', '--yes', '--framework', 'none']);
  const again = await runIn(folder, ['init', '--yes']);
  const moved = newPackage('other', ['fastify']);
  for (const file of ['shop.ts', 'domain.ts'])
    writeInto(moved, `src/${file}`, readFileSync(join(folder, 'src', file), 'utf8'));

  const { exit } = await runIn(moved, ['init', '--yes']);

  expect([again.exit, exit]).toEqual([5, 0]);
  expect(existsSync(join(moved, 'src/shop-plugin.ts'))).toBe(false);
  expect(existsSync(join(moved, 'src/other-plugin.ts'))).toBe(false);
});

it('overwrites nothing: a plugin of the same name is told of before anything is written', async () => {
  const folder = newPackage('shop', ['fastify']);
  writeInto(folder, 'src/shop-plugin.ts', 'export {};\n');

  const { exit, stderr } = await runIn(folder, ['init', '--yes']);

  expect(exit).toBe(5);
  expect(stderr).toContain('src/shop-plugin.ts is there already.');
  expect(existsSync(join(folder, 'src/domain.ts'))).toBe(false);
});
