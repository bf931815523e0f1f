import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('@typescript/native/package.json')),
  'bin/tsc',
);

/**
 * A package in a folder of its own, that has @domainry/core and @domainry/cli.
 *
 * @param dependencies - what its package.json names beside them.
 */
export function newPackage(name: string, dependencies: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-new-'));
  const named = Object.fromEntries(['@domainry/core', ...dependencies].map((each) => [each, '*']));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, type: 'module', dependencies: named }, null, 2),
  );
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'packages/cli/tsconfig.test.json'),
      compilerOptions: { typeRoots: [join(root, 'node_modules/@types')] },
      include: ['src'],
    }),
  );
  mkdirSync(join(folder, 'node_modules/@domainry'), { recursive: true });
  for (const each of ['core', 'cli'])
    symlinkSync(join(root, 'packages', each), join(folder, 'node_modules/@domainry', each));
  return folder;
}

/** Has the package find the NestJS that the documentation compares with. */
export function linkNest(folder: string): void {
  mkdirSync(join(folder, 'node_modules/@nestjs'));
  for (const each of ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs'])
    symlinkSync(join(root, 'docs/node_modules', each), join(folder, 'node_modules', each));
}

/** What the compiler says of the sources of a package; nothing when they are right. */
export function compile(folder: string): string {
  return spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' }).stdout;
}
