import { readFileSync } from 'node:fs';
import { Domain } from '@domainry/core';
import { readModel } from '@domainry/model';
import { expect, test } from '@jest/globals';

test('documents tell the version of the package that wrote them', () => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };

  const { provenance } = readModel(new Domain('Empty'), { root: '.' });

  expect(provenance.generator).toBe(`${name} ${version}`);
});
