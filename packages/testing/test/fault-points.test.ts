import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { faultPoints } from '@domainry/testing';
import { runScript } from './crashing.js';

jest.setTimeout(60_000);

/** Where the source calls a fault point. */
function calledPoints(): Set<string> {
  const sources = fileURLToPath(new URL('../../core/src/', import.meta.url));
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const calls = files.flatMap((name) => [
    ...readFileSync(sources + name, 'utf8').matchAll(/faultPoint\('([^']+)'\)/g),
  ]);
  return new Set(calls.map(([, name]) => name!));
}

test('Every fault point of the list is called in the source', () => {
  expect([...calledPoints()].toSorted()).toEqual([...faultPoints].toSorted());
});

test('The script of these tests comes by every fault point, twice at least', async () => {
  const { counts, deaths } = await runScript(undefined, 0);

  expect(faultPoints.filter((point) => (counts.get(point) ?? 0) < 2)).toEqual([]);
  expect(deaths).toBe(0);
});

const places = faultPoints.flatMap((point) => [1, 2].map((hit) => [point, hit] as const));

test.each(places)(
  'A process that dies at %s, hit %i, loses nothing and does nothing twice',
  async (point, hit) => {
    const { deaths } = await runScript(point, hit);

    expect(deaths).toBe(1);
  },
);
