import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

const notNumbers = [['1'], [true], [[1]], [{}], [new Number(1)], [Symbol('1')]];

describe('integer', () => {
  test('safe integers are kept, −0 as 0', () => {
    expect(fromCode(field.integer(), Number.MAX_SAFE_INTEGER).kept).toBe(Number.MAX_SAFE_INTEGER);
    expect(fromCode(field.integer(), Number.MIN_SAFE_INTEGER).kept).toBe(Number.MIN_SAFE_INTEGER);
    expect(fromCode(field.integer(), -0).kept).toBe(0);
    expect(fromJson(field.integer(), 3).json).toBe(3);
  });

  test.each([...notNumbers, [1.5], [Number.NaN], [Infinity], [-Infinity], [2 ** 53], [2 ** 53 + 2], [1n]])(
    'anything else is refused, never rounded or coerced: %p',
    (value) => {
      expect(fromCode(field.integer(), value).codes).toEqual(['type']);
      expect(fromJson(field.integer(), value).codes).toEqual(['type']);
    },
  );

  test('an integer that has lost digits is told apart from one that is none', () => {
    expect(fromCode(field.integer(), 2 ** 53).messages).toEqual([
      'Sample.value: expected an integer from -(2^53 - 1) to 2^53 - 1, received 9007199254740992.',
    ]);
    expect(fromCode(field.integer(), 0.5).messages).toEqual([
      'Sample.value: expected an integer, received 0.5.',
    ]);
  });

  test('bounds are inclusive', () => {
    const bounded = field.integer({ min: 1, max: 3 });

    expect([0, 1, 3, 4].map((value) => fromCode(bounded, value).messages)).toEqual([
      ['Sample.value: expected at least 1, received 0.'],
      [],
      [],
      ['Sample.value: expected at most 3, received 4.'],
    ]);
  });

  test('choices are the only values allowed', () => {
    expect(fromCode(field.integer({ choices: [1, 2] }), 3).codes).toEqual(['choice']);
    expect(fromCode(field.integer({ choices: [1, 0] }), -0).kept).toBe(0);
  });

  test('bounds that are no integers, or leave nothing, are reported', () => {
    expect(problemsOf(field.integer({ min: 0.5, max: '3' } as never))).toEqual([
      'min: min is not a safe integer. Give a safe integer as min, or leave it out.',
      'max: max is not a safe integer. Give a safe integer as max, or leave it out.',
    ]);
    expect(problemsOf(field.integer({ min: 3, max: 2 }))).toEqual([
      'min: min (3) is above max (2). Make min at most max.',
    ]);
    expect(problemsOf(field.integer({ bigint: 'yes' } as never))).toEqual([
      'bigint: bigint is string. Give bigint true or false.',
    ]);
    expect(problemsOf(field.integer({ choices: [0.5] } as never))).toHaveLength(1);
  });

  test('the schema has the bounds of safe integers where there are no others', () => {
    expect(fieldOf(field.integer({ min: 1 })).rule.schema()).toEqual({
      type: 'integer',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
    });
  });
});

describe('integer with bigint', () => {
  const big = field.integer({ bigint: true });
  const huge = 10n ** 999n;

  test('bigints of up to 1,000 digits are kept and written as text', () => {
    expect(fromCode(big, huge).kept).toBe(huge);
    expect(fromCode(big, -huge).json).toBe(`-1${'0'.repeat(999)}`);
    expect(fromCode(big, huge * 10n).codes).toEqual(['precision']);
    expect(fromCode(big, -huge * 10n).codes).toEqual(['precision']);
  });

  test('code hands in bigints only', () => {
    expect([1, '1', null].map((value) => fromCode(big, value).codes)).toEqual([['type'], ['type'], ['type']]);
  });

  test('JSON has a text of digits, or a safe integer', () => {
    expect(fromJson(big, '-9007199254740993').kept).toBe(-9007199254740993n);
    expect(fromJson(big, '-0').kept).toBe(0n);
    expect(fromJson(big, 5).kept).toBe(5n);
  });

  test.each([2 ** 53, 1.5, '', ' 1', '01', '+1', '0x10', '1e3', '1.0', '1n', true, [1]])(
    'JSON has no other form of it: %p',
    (value) => {
      expect(fromJson(big, value).codes).toEqual(['type']);
    },
  );

  test('a text of a million digits is refused before it is parsed', () => {
    expect(fromJson(big, '9'.repeat(1_000_000)).codes).toEqual(['precision']);
  });

  test('a bigint of a million digits is refused without being written out', () => {
    expect(fromCode(big, 1n << 3_000_000n).messages).toEqual([
      'Sample.value: expected at most 1000 digits, received a bigint of more than 100 digits.',
    ]);
  });

  test('bounds are bigints and inclusive, and texts in the descriptor', () => {
    const bounded = field.integer({ bigint: true, min: 1n, max: 3n });

    expect([0n, 1n, 3n, 4n].map((value) => fromCode(bounded, value).codes)).toEqual([
      ['min'],
      [],
      [],
      ['max'],
    ]);
    expect(fieldOf(bounded).constraints).toEqual({ bigint: true, min: '1', max: '3' });
    expect(problemsOf(field.integer({ bigint: true, min: 1 } as never))).toEqual([
      'min: min is not a bigint. Give a bigint as min, or leave it out.',
    ]);
  });

  test('choices are the only values allowed', () => {
    expect(fromCode(field.integer({ bigint: true, choices: [1n, 2n] }), 3n).messages).toEqual([
      'Sample.value: expected one of "1", "2", received 3n.',
    ]);
  });

  test('the schema is that of a text of digits', () => {
    expect(fieldOf(big).rule.schema()).toEqual({ type: 'string', pattern: '^-?(0|[1-9][0-9]*)$' });
  });
});

describe('float', () => {
  test('finite numbers are kept, −0 as 0', () => {
    expect(fromCode(field.float(), 0.1).kept).toBe(0.1);
    expect(fromCode(field.float(), -0).kept).toBe(0);
    expect(fromJson(field.float(), Number.MAX_VALUE).json).toBe(Number.MAX_VALUE);
    expect(fromCode(field.float(), 5e-324).kept).toBe(5e-324);
  });

  test.each([...notNumbers, [Number.NaN], [Infinity], [-Infinity], [1n]])(
    'anything else is refused: %p',
    (value) => {
      expect(fromCode(field.float(), value).codes).toEqual(['type']);
      expect(fromJson(field.float(), value).codes).toEqual(['type']);
    },
  );

  test('bounds are inclusive', () => {
    const bounded = field.float({ min: -0.5, max: 0.5 });

    expect([-0.6, -0.5, 0.5, 0.6].map((value) => fromCode(bounded, value).codes)).toEqual([
      ['min'],
      [],
      [],
      ['max'],
    ]);
    expect(fieldOf(bounded).rule.schema()).toEqual({ type: 'number', minimum: -0.5, maximum: 0.5 });
  });

  test('choices are the only values allowed', () => {
    expect(fromCode(field.float({ choices: [0.5] }), 0.25).codes).toEqual(['choice']);
  });

  test('bounds that are no numbers, and an identity, are reported', () => {
    expect(problemsOf(field.float({ min: Number.NaN }))).toHaveLength(1);
    expect(problemsOf(field.float({ min: 2, max: 1 }))).toHaveLength(1);
    expect(problemsOf(field.float({ identifier: true, required: true } as never))).toEqual([
      'identifier: the option identifier has no effect on a field of kind float. Remove identifier.',
    ]);
  });
});

describe('boolean', () => {
  test('true and false are kept', () => {
    expect(fromCode(field.boolean(), true).kept).toBe(true);
    expect(fromJson(field.boolean(), false).json).toBe(false);
    expect(fieldOf(field.boolean()).rule.schema()).toEqual({ type: 'boolean' });
  });

  test.each([[0], [1], ['true'], [''], [[]], [new Boolean(true)]])('nothing else is: %p', (value) => {
    expect(fromCode(field.boolean(), value).codes).toEqual(['type']);
    expect(fromJson(field.boolean(), value).codes).toEqual(['type']);
  });

  test('it is neither unique nor an identity', () => {
    expect(problemsOf(field.boolean({ unique: true } as never))).toHaveLength(1);
  });
});
