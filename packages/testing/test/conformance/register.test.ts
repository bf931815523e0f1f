import { expect, test } from '@jest/globals';
import { memory } from '@domainry/core';
import { databaseConformance, registerConformance } from '@domainry/testing/conformance';

test('Any runner with describe and test gets a test for each check, in groups', async () => {
  const conformance = databaseConformance({ name: 'memory', open: (model) => memory().open(model) });
  const groups = new Map<string, Map<string, () => Promise<void>>>();
  let current = new Map<string, () => Promise<void>>();

  registerConformance(
    {
      describe: (title, define) => {
        groups.set(title, (current = new Map()));
        define();
      },
      test: (title, run) => current.set(title, run),
    },
    conformance,
  );

  const tests = [...groups.values()].flatMap((group) => [...group]);
  expect([...groups.keys()]).toContain('memory: events, positions');
  expect(tests.length).toBe(conformance.checks.length);
  expect(tests.map(([title]) => title)).toContain(
    'What was committed is there when the database is opened again (persistent is not claimed)',
  );
  await expect(tests[0]![1]()).resolves.toBeUndefined();
});

test('No two checks of a group have one name', () => {
  const { checks } = databaseConformance({ name: 'memory', open: (model) => memory().open(model) });
  const names = checks.map(({ port, group, name }) => `${port}, ${group}: ${name}`);

  expect(new Set(names).size).toBe(names.length);
});
