import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';

/** What an entry leads to, by condition, in order. */
interface Conditions {
  readonly [condition: string]: string | Conditions;
}

const packageFolder = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8')) as {
  readonly exports: Readonly<
    Record<string, string | (Conditions & { readonly '@domainry/source'?: string })>
  >;
};
const doors = Object.values(manifest.exports).flatMap((target) =>
  typeof target === 'string' ? [] : [target['@domainry/source']!],
);

/** First of all tests here, so that it is this import that loads the package. */
test('Importing the package prints nothing, warns of nothing and adds nothing to the global object', async () => {
  const spies = [
    jest.spyOn(process.stdout, 'write'),
    jest.spyOn(process.stderr, 'write'),
    jest.spyOn(process, 'emitWarning'),
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((method) => jest.spyOn(console, method)),
  ];
  const before = new Set(Reflect.ownKeys(globalThis));

  await import('@domainry/core');

  const calls = spies.flatMap((spy) => spy.mock.calls);
  for (const spy of spies) spy.mockRestore();
  expect(calls).toEqual([]);
  expect(Reflect.ownKeys(globalThis).filter((key) => !before.has(key))).toEqual([]);
});

test('Every entry of the package leads to a source file', () => {
  expect(doors).toContain('./src/index.ts');
  expect(doors.filter((door) => !existsSync(new URL(door, packageFolder)))).toEqual([]);
});

/** The file of an entry, as Node and bundlers look for it. */
function resolve(target: string | Conditions, conditions: readonly string[]): string | undefined {
  if (typeof target === 'string') return target;
  const met = Object.keys(target).filter((name) => name === 'default' || conditions.includes(name));
  for (const name of met) {
    const file = resolve(target[name]!, conditions);
    if (file !== undefined) return file;
  }
  return undefined;
}

test.each(['node', 'node, webpack', 'browser', 'browser, webpack', 'worker', 'none of these'])(
  'A program finds all entries as bundles, or all as single modules; with the conditions: %s',
  (conditions) => {
    const files = Object.values(manifest.exports)
      .filter((target) => typeof target !== 'string')
      .map((target) => resolve(target, conditions.split(', ')));

    expect(files.length).toBeGreaterThan(2);
    expect(
      files.filter((file) => file?.startsWith('./dist/node/') !== conditions.startsWith('node')),
    ).toEqual([]);
  },
);

test('What the package offers is named one by one', () => {
  for (const door of doors)
    expect(readFileSync(new URL(door, packageFolder), 'utf8')).not.toMatch(/export \* from/);
});

test('What the package offers at run time is this', async () => {
  expect(Object.keys(await import('@domainry/core')).sort()).toEqual([
    'Aggregate',
    'ApplicationService',
    'Children',
    'Combination',
    'Command',
    'Decimal',
    'Domain',
    'DomainService',
    'DomainryError',
    'Entity',
    'Event',
    'ModelError',
    'Projection',
    'Query',
    'Registry',
    'Repository',
    'Results',
    'Selection',
    'UnknownMessage',
    'ValidationError',
    'ValueObject',
    'and',
    'apply',
    'boundaryView',
    'childTraceparent',
    'compression',
    'describeElement',
    'describeRegistry',
    'encryption',
    'errorCodes',
    'factEventOf',
    'field',
    'formatPath',
    'formatProblem',
    'formatTraceparent',
    'fromCloudEvent',
    'handle',
    'invariant',
    'memory',
    'memoryBroker',
    'memoryCache',
    'messageOf',
    'metadataOf',
    'not',
    'on',
    'or',
    'parseTraceparent',
    'read',
    'retiredCodes',
    'tenantDatabases',
    'toCloudEvent',
    'useCase',
    'versionOf',
  ]);
});

test('What adapters are written against is at run time this', async () => {
  expect(Object.keys(await import('@domainry/core/ports')).sort()).toEqual([
    'afterFailure',
    'boundaryConflict',
    'calculate',
    'categoryOf',
    'commandInFlight',
    'completeOrder',
    'decodeTenant',
    'defaultOutboxRetry',
    'duplicateEvent',
    'encodeTenant',
    'eventMatches',
    'followPath',
    'heldByCodec',
    'isHeldByCodec',
    'matcherOf',
    'stateOrderOf',
    'streamArchived',
    'suggestName',
    'tenantInvalid',
    'tenantMissing',
    'throughCodecs',
    'uniqueConflict',
    'valueOfHeld',
    'versionConflict',
  ]);
});

test('What users and authors of adapters both name is found at both doors, and nothing else is', () => {
  const [users, authors] = ['index.ts', 'for-adapters.ts'].map(namesAt);

  expect(users!.filter((name) => authors!.includes(name)).sort()).toEqual([
    'Broker',
    'BrokerAdapter',
    'BrokerMessage',
    'Cache',
    'CacheAdapter',
    'ConnectionCounts',
    'DatabaseAdapter',
    'Message',
    'MessageKind',
    'MessageMetadata',
    'StreamDescription',
    'StreamListing',
  ]);
});

/** The names that a door exports, types included. */
function namesAt(door: string): string[] {
  const text = readFileSync(new URL(`src/${door}`, packageFolder), 'utf8');
  return [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, names]) =>
    names!.split(',').flatMap((name) => name.trim().replace(/^type /, '') || []),
  );
}

test('Nothing in the sources prints', () => {
  const sources = fileURLToPath(new URL('src/', packageFolder));
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );

  expect(
    files.filter((name) =>
      /^[^*/]*\b(console|process\.std(out|err))\./m.test(readFileSync(sources + name, 'utf8')),
    ),
  ).toEqual([]);
});
