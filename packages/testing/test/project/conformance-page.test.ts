import { readFileSync, writeFileSync } from 'node:fs';
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

const page = new URL('../../../../docs/reference/conformance.md', import.meta.url);
const begin = '<!-- The tables are written by npm run conformance:update. -->';

test('docs/reference/conformance.md says what the adapters came to', async () => {
  const database = databaseConformance({ name: 'memory', open: (model) => memory().open(model) });
  const broker = brokerConformance({ name: 'memory', adapter: () => memoryBroker() });

  const cache = cacheConformance({ name: 'memory', adapter: () => memoryCache() });

  const results = (await Promise.all([database, broker, cache].map(runConformance))).flat();
  const otherKeys: Record<string, readonly CheckResult[]> = {};
  for (const keys of ['string', 'integer'] as const)
    otherKeys[`memory, keys of type ${keys}`] = await runConformance(
      databaseConformance({ name: 'memory', keys, open: (model) => memory().open(model) }),
    );
  const written = readFileSync(page, 'utf8');
  const [before] = written.split(begin);
  const expected = `${before}${begin}\n\n${conformanceMatrix({ memory: results, ...otherKeys })}\n`;
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, expected);

  expect([results, ...Object.values(otherKeys)].flat().filter(({ outcome }) => outcome === 'failed')).toEqual(
    [],
  );
  expect(readFileSync(page, 'utf8')).toBe(expected);
});
