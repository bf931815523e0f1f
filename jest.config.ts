/** @jest-config-loader esbuild-register */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import type { Config } from 'jest';
import { plainTests } from './.ci/plain-tests.ts';

/**
 * How a user's classes may be compiled. `assign` and `define` are TypeScript's two meanings of a class
 * field (`useDefineForClassFields`); standard decorators always define.
 */
type Mode = 'legacy-assign' | 'legacy-define' | 'standard';

const decorators = {
  'legacy-assign': { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  'legacy-define': { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
  standard: { decoratorVersion: '2023-11', useDefineForClassFields: true },
} as const;

/** Compiles TypeScript with swc; types are checked by tsc, elsewhere. */
function swc(transform: object, jsx = false): [string, Record<string, unknown>] {
  return [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true, tsx: jsx },
        transform: { ...transform, react: { runtime: 'automatic', importSource: 'preact' } },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ];
}

/** Tests that start a process for each of their dozens of cases; one Node of those in CI runs them. */
const manyProcesses =
  process.env['DOMAINRY_FEW_PROCESSES'] === '1' ? ['/cli/test/(?:add|data|init|mended|projects)\\.test'] : [];

function project(folder: string, displayName: string, mode: Mode): Record<string, unknown> {
  return {
    displayName,
    rootDir: `<rootDir>/${folder}`,
    testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
    testPathIgnorePatterns: [
      mode === 'standard' ? '/test/legacy-only/' : '/test/standard-only/',
      ...manyProcesses,
    ],
    modulePathIgnorePatterns: ['<rootDir>/dist/'],
    // Our sources first: a name without its ending is nearly always one of them, and each miss costs time.
    moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    // Tests read the sources of our packages, never an old build.
    testEnvironmentOptions: { customExportConditions: ['@domainry/source', 'node', 'node-addons'] },
    transform: {
      // The framework's own sources hold no decorators and are compiled alike whatever the user's mode.
      '/packages/[^/]+/src/.+\\.ts$': swc({ useDefineForClassFields: true }),
      '\\.tsx$': swc({ useDefineForClassFields: true }, true),
      '\\.ts$': swc(decorators[mode]),
    },
  };
}

const core = 'packages/core';
const plain = plainTests(join(process.cwd(), core, 'test'));

/** What of core's suite depends on how classes are compiled; `plain` has the rest. */
function coreIn(mode: Mode): Record<string, unknown> {
  const all = project(core, mode, mode);
  const others = plain.map((file) => `^${file.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
  return {
    ...all,
    testPathIgnorePatterns: [...(all['testPathIgnorePatterns'] as readonly string[]), ...others],
  };
}

function withTests(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent).filter((name) => existsSync(`${parent}/${name}/test`));
}

/** Whether this Node has SQLite, or a driver that was built for it. CI asks for it in any case. */
function hasSqlite(): boolean {
  if (process.env['CI'] === 'true' || isBuiltin('node:sqlite')) return true;
  try {
    const Database = createRequire(`${process.cwd()}/packages/sqlite/`)('better-sqlite3') as new (
      path: string,
    ) => { close(): void };
    new Database(':memory:').close();
    return true;
  } catch {
    process.emitWarning(
      'SKIPPED: the tests of SQLite, for which this Node has no driver. See .ci/sqlite-driver.mjs.',
    );
    return false;
  }
}

const modes: readonly Mode[] = ['legacy-assign', 'legacy-define', 'standard'];
const others = withTests('packages').filter((name) => name !== 'core' && (name !== 'sqlite' || hasSqlite()));

const config: Config = {
  projects: [
    ...modes.map(coreIn),
    { ...project(core, 'plain', 'legacy-define'), testMatch: plain },
    ...others.map((name) => project(`packages/${name}`, name, 'legacy-define')),
    ...withTests('examples').map((name) => project(`examples/${name}`, `example ${name}`, 'legacy-define')),
  ],
  // Jest would leave one core free; on two cores that is half of them, and one process for all files.
  maxWorkers: '100%',
  // Node 20 keeps modules that were evaluated in a context; a worker that holds many of them mostly collects garbage.
  workerIdleMemoryLimit: '1GB',
  // A loaded machine is ten times slower than a quiet one; what hangs, hangs longer than this.
  testTimeout: 60_000,
  cacheDirectory: '<rootDir>/.cache/jest',
  coverageDirectory: '<rootDir>/coverage',
  coverageProvider: 'v8',
  collectCoverageFrom: ['packages/*/src/**/*.ts'],
};

export default config;
