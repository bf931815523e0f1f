import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { DomainryError, type JsonValue } from '@domainry/core';
import { canonicalJson } from '../../src/messages/canonical-json.js';
import { checksumOf } from '../../src/messages/checksum.js';
import { thrownBy } from '../elements/compilations.js';

test('the example of RFC 8785 is written as the RFC has it', () => {
  const data = JSON.parse(`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`) as JsonValue;

  expect(canonicalJson(data)).toBe(
    `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
  );
});

test('keys are in the order of their UTF-16 code units', () => {
  const data = {
    '\u20ac': 1,
    '\r': 2,
    '\ufb33': 3,
    '1': 4,
    '10': 5,
    '9': 6,
    '\ud83d\ude00': 7,
    '\u0080': 8,
    '\u00f6': 9,
  };

  expect(Object.values(JSON.parse(canonicalJson(data)) as object).length).toBe(9);
  expect([...canonicalJson(data).matchAll(/:(\d)/g)].map(([, value]) => value).join('')).toBe('245689173');
});

test('the order of keys makes no difference, any value does', () => {
  const reorder = (value: JsonValue): JsonValue => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(reorder);
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, each]): [string, JsonValue] => [key, reorder(each as JsonValue)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (data) => {
      const json = data as JsonValue;
      expect(canonicalJson(reorder(json))).toBe(canonicalJson(json));
      expect(JSON.parse(canonicalJson(json))).toEqual(JSON.parse(JSON.stringify(json)));
      expect(checksumOf([json])).toMatch(/^[0-9a-f]{64}$/);
      expect(checksumOf([json, 1])).not.toBe(checksumOf([json]));
    }),
  );
});

test.each([
  [Number.NaN],
  [[Number.POSITIVE_INFINITY]],
  [undefined],
  [[undefined]],
  [{ a: 1n }],
  [String.fromCharCode(0xd800)],
  [() => 1],
])('what JSON cannot hold is refused: %p', (data) => {
  expect(
    DomainryError.is(
      thrownBy(() => canonicalJson(data as never)),
      'NOT_JSON',
    ),
  ).toBe(true);
});

test('data that hold themselves, or are nested beyond all measure, are refused', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);

  const error = thrownBy(() => canonicalJson(cyclic as never));
  expect(DomainryError.is(error, 'NOT_JSON')).toBe(true);
});
