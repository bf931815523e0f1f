import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { hugeSparseArray } from './hostile-values.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

const json = field.json();

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('json', () => {
  test.each([[true], [1.5], ['text'], [[1, [2, { a: null }]]], [{ a: { b: [] }, '': 1 }], [[]], [{}]])(
    '%j is kept as it is',
    (value) => {
      expect(fromCode(json, value).kept).toStrictEqual(value);
      expect(fromJson(json, value).json).toStrictEqual(value);
    },
  );

  test('it is copied and frozen throughout, and what was given stays as it was', () => {
    const given = { list: [{ a: 1 }] };
    const { kept } = fromCode(json, given) as { kept: { list: { a: number }[] } };

    given.list.push({ a: 2 });

    expect(kept).toEqual({ list: [{ a: 1 }] });
    expect([kept, kept.list, kept.list[0]].map((part) => Object.isFrozen(part))).toEqual([true, true, true]);
    expect(Object.isFrozen(given.list)).toBe(false);
  });

  test('what is written belongs to the reader', () => {
    const { json: written, kept } = fromCode(json, { list: [1] }) as {
      json: { list: number[] };
      kept: { list: number[] };
    };

    written.list.push(2);

    expect(kept.list).toEqual([1]);
  });

  test('−0 is kept as 0, anywhere', () => {
    expect(fromCode(json, { a: [-0] }).kept).toStrictEqual({ a: [0] });
  });

  test.each([
    ['undefined', { a: undefined }, 'Sample.value.a: expected a value that JSON can hold, received nothing.'],
    ['NaN', [Number.NaN], 'Sample.value[0]: expected a value that JSON can hold, received NaN.'],
    ['an infinity', [Infinity], 'Sample.value[0]: expected a value that JSON can hold, received Infinity.'],
    ['a bigint', [1n], 'Sample.value[0]: expected a value that JSON can hold, received 1n.'],
    [
      'a function',
      { a: () => 1 },
      'Sample.value.a: expected a value that JSON can hold, received a function.',
    ],
    ['a symbol', [Symbol('s')], 'Sample.value[0]: expected a value that JSON can hold, received Symbol(s).'],
    [
      'a Date',
      new Date(0),
      'Sample.value: expected a value that JSON can hold, received the Date 1970-01-01T00:00:00.000Z.',
    ],
    [
      'a Map',
      { a: new Map() },
      'Sample.value.a: expected a value that JSON can hold, received an instance of Map.',
    ],
    [
      'a RegExp',
      [/a/],
      'Sample.value[0]: expected a value that JSON can hold, received an instance of RegExp.',
    ],
    [
      'a boxed number',
      [new Number(1)],
      'Sample.value[0]: expected a value that JSON can hold, received an instance of Number.',
    ],
  ])('%s is refused, for JSON would drop or change it', (_what, value, message) => {
    expect(fromCode(json, value).messages).toEqual([message]);
  });

  test('the holes of a sparse array are refused, also where there are billions', () => {
    // oxlint-disable-next-line no-sparse-arrays -- it is what is tested
    expect(fromCode(json, [1, , 2]).codes).toEqual(['type']);
    expect(fromCode(json, hugeSparseArray()).violations).toHaveLength(1000);
  });

  test('symbols as keys are refused', () => {
    expect(fromCode(json, { [Symbol('a')]: 1 }).codes).toEqual(['key']);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('the key %s is refused, anywhere', (key) => {
    const hostile: unknown = JSON.parse(`{"a": [{"${key}": {"polluted": true}}]}`);

    expect(fromJson(json, hostile).violations).toMatchObject([{ code: 'key', path: ['value', 'a', 0, key] }]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('texts and keys that cannot be stored are refused', () => {
    expect(fromCode(json, { a: ['\0'], 'b\ud800': 1 }).codes).toEqual(['text', 'text']);
  });

  test('what holds itself is refused; what stands in two places is not', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = { again: [loop] };
    const twice = { a: 1 };

    expect(fromCode(json, loop).messages).toEqual([
      'Sample.value.self.again[0]: expected a value that does not hold itself, received an object.',
    ]);
    expect(fromCode(json, [twice, twice]).json).toEqual([twice, twice]);
  });

  test('a value of a hundred levels is kept, a deeper one refused', () => {
    expect(fromCode(json, nested(100)).codes).toEqual([]);
    expect(fromCode(json, nested(101)).codes).toEqual(['depth']);
    expect(fromCode(json, nested(1_000_000)).codes).toEqual(['depth']);
  });

  test('a small value that means an endless one is refused', () => {
    let bomb: unknown = 'x';
    for (let level = 0; level < 60; level++) bomb = [bomb, bomb];

    expect(fromCode(json, bomb).codes).toEqual(['size']);
  });

  test('a value of many parts is kept, one of too many refused', () => {
    const parts = Array.from({ length: 100_000 }, (_, index) => index);

    expect(fromCode(json, parts.slice(1)).codes).toEqual([]);
    expect(fromCode(json, parts).codes).toEqual(['size']);
    expect(fromCode(json, Object.fromEntries(parts.map((part) => [`k${part}`, part]))).codes).toEqual([
      'size',
    ]);
  });

  test('data of another realm is data', () => {
    expect(fromCode(json, runInNewContext('({ a: [1, { b: 2 }] })')).json).toEqual({ a: [1, { b: 2 }] });
    expect(fromCode(json, runInNewContext('new Map()')).codes).toEqual(['type']);
  });

  test('two values are equal when they hold the same, whatever the order of keys', () => {
    const { rule } = fieldOf(json);
    const same = (one: unknown, other: unknown) =>
      rule.equals?.(fromCode(json, one).kept, fromCode(json, other).kept);

    expect(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(same({ a: 1 }, { b: 1 })).toBe(false);
    expect(same({ a: 1 }, { a: 1, b: 1 })).toBe(false);
    expect(same([1, 2], [2, 1])).toBe(false);
    expect(same([], {})).toBe(false);
    expect(same({ a: null }, { a: 0 })).toBe(false);
    expect(same('1', 1)).toBe(false);
  });

  test('it is neither unique nor an identity', () => {
    expect(problemsOf(field.json({ unique: true } as never))).toHaveLength(1);
    expect(problemsOf(field.json({ default: new Date() }))).toHaveLength(1);
  });

  test('the schema allows anything', () => {
    expect(fieldOf(json).rule.schema()).toEqual({});
  });
});
