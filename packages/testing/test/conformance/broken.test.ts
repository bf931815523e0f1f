import { describe, expect, jest, test } from '@jest/globals';
import { memory, memoryBroker, memoryCache, tenantDatabases } from '@domainry/core';
import {
  brokerConformance,
  cacheConformance,
  databaseConformance,
  runConformance,
  type BoundCheck,
  type Conformance,
} from '@domainry/testing/conformance';
import { brokenBrokers, furtherBrokers } from '../broken/brokers.js';
import { brokenCaches, furtherCaches } from '../broken/caches.js';
import { boastful, brokenDatabases, miscounting, mixing } from '../broken/databases.js';
import { furtherEvents } from '../broken/further-events.js';
import { furtherStates } from '../broken/further-states.js';
import { intercepted } from '../../../reliability/src/index.js';

jest.setTimeout(60_000);

function groupsOf({ checks }: Conformance): Set<string> {
  return new Set(checks.map(({ port, group }) => `${port}, ${group}`));
}

/** All doubles of each group, as what they are to show. */
function entriesOf<Double>(
  first: Readonly<Record<string, Double>>,
  further: Readonly<Record<string, readonly Double[]>>,
  conformanceOf: (double: Double) => Conformance,
): readonly (readonly [title: string, conformances: readonly Conformance[]])[] {
  return Object.entries(first).map(([title, double]) => [
    title,
    [double, ...(further[title] ?? [])].map(conformanceOf),
  ]);
}

/** Whether a check passes. What never ends would be noticed by whoever runs it. */
async function passes({ run }: BoundCheck): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), 3000);
  });
  const passed = run().then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([passed, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Only the checks of a group: those of others may wait for what the double never gives. */
function only({ name, checks }: Conformance, title: string): Conformance {
  return { name, checks: checks.filter(({ port, group }) => `${port}, ${group}` === title) };
}

describe('A check catches what it is about', () => {
  test('Every group of checks has a database or broker that breaks what it promises', () => {
    const groups = new Set([
      ...groupsOf(databaseConformance({ name: 'memory', open: (model) => memory().open(model) })),
      ...groupsOf(brokerConformance({ name: 'memory', adapter: () => memoryBroker() })),
      ...groupsOf(cacheConformance({ name: 'memory', adapter: () => memoryCache() })),
    ]);
    const broken = [
      'database, capabilities',
      'database, tenants',
      'database, statements',
      ...Object.keys({ ...brokenDatabases, ...brokenBrokers, ...brokenCaches }),
    ];

    expect(broken.toSorted()).toEqual([...groups].toSorted());
  });

  test.each(Object.entries(brokenDatabases))(
    'A database with broken %s is noticed',
    async (title, broken) => {
      const conformance = databaseConformance({
        name: 'broken',
        open: (model) => intercepted(broken).open(model),
      });

      const results = await runConformance(only(conformance, title));

      expect(results.filter(({ outcome }) => outcome === 'failed')).not.toEqual([]);
    },
  );

  test.each(Object.entries(brokenBrokers))('A broker with broken %s is noticed', async (title, adapter) => {
    const results = await runConformance(
      only(brokerConformance({ name: 'broken', adapter, patience: 50 }), title),
    );

    expect(results.filter(({ outcome }) => outcome === 'failed')).not.toEqual([]);
  });

  test.each(Object.entries(brokenCaches))('A cache with broken %s is noticed', async (title, adapter) => {
    const results = await runConformance(only(cacheConformance({ name: 'broken', adapter }), title));

    expect(results.filter(({ outcome }) => outcome === 'failed')).not.toEqual([]);
  });

  test.each([
    ...entriesOf(brokenDatabases, { ...furtherStates, ...furtherEvents }, (broken) =>
      databaseConformance({ name: 'broken', open: (model) => intercepted(broken).open(model) }),
    ),
    ...entriesOf(brokenBrokers, furtherBrokers, (adapter) =>
      brokerConformance({ name: 'broken', adapter, patience: 50 }),
    ),
    ...entriesOf(brokenCaches, furtherCaches, (adapter) => cacheConformance({ name: 'broken', adapter })),
    ['database, tenants', [databaseConformance(mixing)]] as const,
  ])('Each check of %s fails for one of the doubles that break it', async (title, conformances) => {
    const all = [
      ...conformances,
      ...(title === 'database, health' ? [databaseConformance(miscounting)] : []),
    ];
    const missed = new Set(only(all[0]!, title).checks.map(({ name }) => name));

    for (const conformance of all)
      for (const check of only(conformance, title).checks)
        if (missed.has(check.name) && !(await passes(check))) missed.delete(check.name);

    expect([...missed]).toEqual([]);
  });

  test('A database that claims what it was not said to claim is noticed', async () => {
    const results = await runConformance(only(databaseConformance(boastful), 'database, capabilities'));

    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'unclaimed']);
  });

  test('A database that has all tenants in one is noticed', async () => {
    const one = memory({ keep: true });
    const mixing = databaseConformance({
      name: 'mixing',
      capabilities: ['tenants'],
      open: (model) => tenantDatabases({ of: () => one, known: () => ['north'] }).open(model),
    });

    const results = await runConformance(only(mixing, 'database, tenants'));

    expect(results.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(3);
  });

  test('A database that says it runs statements and does not is noticed', async () => {
    const speechless = databaseConformance({
      name: 'speechless',
      capabilities: ['rawQueries'],
      open: (model) => memory().open(model),
    });

    const results = await runConformance(only(speechless, 'database, statements'));

    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
  });

  test('The doubles are otherwise whole: one that changes nothing passes everything', async () => {
    const whole = databaseConformance({
      name: 'whole',
      open: (model) => intercepted(({ proceed }) => proceed()).open(model),
    });

    const results = await runConformance(whole);

    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });
});

test('A capability that is claimed and cannot be shown fails', async () => {
  const claiming = databaseConformance({
    name: 'claiming',
    open: (model) => memory().open(model),
    capabilities: ['persistent'],
  });

  const results = await runConformance(only(claiming, 'database, capabilities'));

  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
});

test('A capability that is claimed is shown: a database that keeps what it holds is there again', async () => {
  const kept = new WeakMap<object, ReturnType<typeof memory>>();
  const keeping = databaseConformance({
    name: 'keeping',
    capabilities: ['persistent'],
    open: async (model) => {
      const adapter = memory({ keep: true });
      const database = await adapter.open(model);
      kept.set(database, adapter);
      return database;
    },
    reopen: (database, model) => kept.get(database)!.open(model),
  });

  const results = await runConformance(only(keeping, 'database, capabilities'));

  // It does not say so itself; what it shows is the other check.
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'passed']);
});
