import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { JsonValue } from '@domainry/core';
import { writeYaml } from '../../../src/formats/text/write-yaml.js';
import '../../same-cases-in-ci.js';

test.each(['1.1', '1.2'] as const)('YAML %s reads whatever was written', (version) => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }), (value) => {
      const read: unknown = parse(writeYaml(value as JsonValue), { version });
      expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 200 },
  );
});

test('texts that look like something else stay texts', () => {
  const texts = [
    'yes',
    'No',
    'null',
    '~',
    '1',
    '1e3',
    '0x1',
    '2025-01-31',
    '- a',
    'a: b',
    '#',
    '&a',
    '*a',
    '!a',
    '',
    ' ',
    '<<',
  ];

  for (const version of ['1.1', '1.2'] as const) expect(parse(writeYaml(texts), { version })).toEqual(texts);
});

test('lists of objects begin beside their dash', () => {
  expect(writeYaml({ terms: [{ name: 'Order', aliases: ['purchase'] }, {}], none: [] })).toBe(
    'terms:\n  - name: Order\n    aliases:\n      - purchase\n  - {}\nnone: []\n',
  );
});
