import { readFileSync } from 'node:fs';
import { expect, jest, test } from '@jest/globals';
import { memory, memoryBroker, memoryCache } from '@domainry/core';
import {
  brokerConformance,
  cacheConformance,
  conformanceMatrix,
  databaseConformance,
  runConformance,
  type CheckResult,
} from '@domainry/testing/conformance';

jest.setTimeout(60_000);

const page = readFileSync(new URL('../../../../docs/reference/conformance.md', import.meta.url), 'utf8');

/** The tables of a part of the page, without the columns of other stores than memory and without padding. */
function memoryOn(part: string): readonly string[] {
  const lines: string[] = [];
  let column = -1;
  for (const line of part.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (line.startsWith('### ')) lines.push(line);
    else if (cells[1] === 'promise') column = cells.indexOf('memory');
    else if (line.startsWith('| ') && !cells[1]!.startsWith('---'))
      lines.push(`${cells[1]}: ${cells[column] ?? 'no such column'}`);
  }
  return lines;
}

const memoryIn = (results: readonly CheckResult[]): readonly string[] =>
  memoryOn(conformanceMatrix({ memory: results }));

const [, ...parts] = page.split(/^## /m);

function partCalled(title: string): string {
  return parts.find((part) => part.startsWith(title)) ?? '';
}

test('docs/reference/conformance.md has all promises, and says what memory came to', async () => {
  const database = databaseConformance({ name: 'memory', open: (model) => memory().open(model) });
  const broker = brokerConformance({ name: 'memory', adapter: () => memoryBroker() });
  const cache = cacheConformance({ name: 'memory', adapter: () => memoryCache() });

  const results = (await Promise.all([database, broker, cache].map(runConformance))).flat();

  expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  // What only stores on a disk are asked has an empty cell.
  expect(memoryOn(partCalled('What was found'))).toEqual(memoryIn(results));
});

test.each(['string', 'integer'] as const)('and with keys of type %s', async (keys) => {
  const results = await runConformance(
    databaseConformance({ name: 'memory', keys, open: (model) => memory().open(model) }),
  );

  const title = `With keys that are ${keys === 'string' ? 'texts' : 'integers'}`;
  expect(memoryOn(partCalled(title))).toEqual(memoryIn(results));
});

test('no store on the page breaks a promise, and those on disks are there', () => {
  expect(page).not.toContain('**no**');
  expect(partCalled('What was found')).toMatch(/\| promise +\| memory +\| SQLite +\| PostgreSQL +\|/);
  expect(partCalled('With tenants apart')).toMatch(/\| promise +\| SQLite +\| PostgreSQL +\|/);
});
