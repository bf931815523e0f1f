import { describe, expect, jest, test } from '@jest/globals';
import { memory, memoryBroker, memoryCache } from '@domainry/core';
import {
  brokerConformance,
  cacheConformance,
  databaseConformance,
  runConformance,
  type Conformance,
} from '@domainry/testing/conformance';
import { brokenBrokers } from '../broken/brokers.js';
import { brokenCaches } from '../broken/caches.js';
import { boastful, brokenDatabases } from '../broken/databases.js';
import { intercepted } from '../broken/intercepted.js';

jest.setTimeout(60_000);

function groupsOf({ checks }: Conformance): Set<string> {
  return new Set(checks.map(({ port, group }) => `${port}, ${group}`));
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

  test('A database that claims what it was not said to claim is noticed', async () => {
    const results = await runConformance(only(databaseConformance(boastful), 'database, capabilities'));

    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'unclaimed']);
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
