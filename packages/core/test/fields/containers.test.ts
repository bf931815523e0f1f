import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { Decimal } from 'decimal.js';
import { hugeSparseArray } from './hostile-values.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

describe('list', () => {
  test('every check of the items applies, and every violation has its place', () => {
    const tags = field.list(
      field.string({ maxLength: 3, pattern: /^a/, validators: [(tag) => tag !== 'abc' || 'another tag'] }),
    );

    expect(fromCode(tags, ['a', 'abcd', 5, 'b', null, 'abc']).messages).toEqual([
      'Sample.value[1]: expected at most 3 characters, received "abcd".',
      'Sample.value[2]: expected a string, received 5.',
      'Sample.value[3]: expected a text that matches /^a/, received "b".',
      'Sample.value[4]: expected a value, received null.',
      'Sample.value[5]: expected another tag, received "abc".',
    ]);
    expect(fromJson(tags, ['a', 'b']).violations[0]?.path).toEqual(['value', 1]);
  });

  test('choices of the items apply', () => {
    expect(fromCode(field.list(field.integer({ choices: [1, 2] })), [1, 3]).codes).toEqual(['choice']);
  });

  test('it is copied, frozen, and what was given stays as it was', () => {
    const given = ['a', 'b'];
    const { kept } = fromCode(field.list(field.string()), given);

    given.push('c');

    expect(kept).toEqual(['a', 'b']);
    expect(Object.isFrozen(kept)).toBe(true);
    expect(Object.isFrozen(given)).toBe(false);
  });

  test('items are shown as they are shown alone', () => {
    const instants = field.list(field.list(field.dateTime()));
    const descriptor = fieldOf(instants);
    const { kept, shown } = fromCode(instants, [[new Date(1)]]);

    (shown as Date[][])[0]?.[0]?.setTime(5);

    expect(kept).toEqual([[1]]);
    expect(descriptor.rule.show?.(kept)).toEqual([[new Date(1)]]);
    expect(Object.isFrozen(shown)).toBe(true);
    expect(fieldOf(field.list(field.string())).rule.show).toBeUndefined();
  });

  test('JSON is read and written item by item', () => {
    const amounts = field.list(field.decimal({ scale: 2 }));

    expect(fromJson(amounts, ['1.5', 2]).json).toEqual(['1.50', '2.00']);
    expect(fromCode(amounts, ['1.5']).codes).toEqual(['type']);
  });

  test('what is written belongs to the reader', () => {
    const { json, kept } = fromCode(field.list(field.string()), ['a']);

    (json as string[]).push('b');

    expect(kept).toEqual(['a']);
  });

  test.each([[{ 0: 'a', length: 1 }], [new Set(['a'])], ['abc'], [null], [new Uint8Array(1)]])(
    'only arrays are lists: %p',
    (value) => {
      expect(fromCode(field.list(field.string()), value).codes).toEqual(['type']);
    },
  );

  test('the holes of a sparse array are refused', () => {
    // oxlint-disable-next-line no-sparse-arrays -- it is what is tested
    expect(fromCode(field.list(field.string()), ['a', , 'b']).messages).toEqual([
      'Sample.value[1]: expected a value, received nothing.',
    ]);
  });

  test('a huge sparse array, and one that is wrong throughout, is given up early', () => {
    expect(fromCode(field.list(field.string()), hugeSparseArray()).violations).toHaveLength(1000);
    expect(
      fromJson(
        field.list(field.string()),
        Array.from({ length: 90_000 }, () => 1),
      ).violations,
    ).toHaveLength(1000);
  });

  test('a list of too many items is refused', () => {
    const numbers = Array.from({ length: 100_001 }, (_, index) => index);

    expect(fromCode(field.list(field.integer()), numbers.slice(1)).codes).toEqual([]);
    expect(fromCode(field.list(field.integer()), numbers).messages).toEqual([
      'Sample.value: expected at most 100000 parts in all, received an array of 100001.',
    ]);
  });

  test('its length is bounded', () => {
    const bounded = field.list(field.string(), { minLength: 1, maxLength: 2 });

    expect([[], ['a'], ['a', 'b', 'c']].map((value) => fromCode(bounded, value).messages)).toEqual([
      ['Sample.value: expected at least 1 items, received an array of 0.'],
      [],
      ['Sample.value: expected at most 2 items, received an array of 3.'],
    ]);
    expect(fieldOf(bounded).constraints).toEqual({ minLength: 1, maxLength: 2 });
  });

  test('distinct items differ in their JSON form', () => {
    const numbers = field.list(field.decimal(), { distinct: true });
    const data = field.list(field.json(), { distinct: true });

    expect(fromCode(field.list(field.string(), { distinct: true }), ['a', 'b', 'a', 'a']).messages).toEqual([
      'Sample.value[2]: expected an item other than that at 0, received "a".',
      'Sample.value[3]: expected an item other than that at 0, received "a".',
    ]);
    expect(fromCode(numbers, [new Decimal('1.0'), new Decimal(1)]).codes).toEqual(['distinct']);
    expect(
      fromJson(data, [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]).codes,
    ).toEqual(['distinct']);
    expect(fromJson(data, ['{"a":1}', { a: 1 }, 1, '1', [1]]).codes).toEqual([]);
  });

  test('two lists are equal when their items are', () => {
    const { rule } = fieldOf(field.list(field.decimal()));
    const kept = (...texts: string[]) => fromJson(field.list(field.decimal()), texts).kept;

    expect(rule.equals?.(kept('1', '2'), kept('1.0', '2'))).toBe(true);
    expect(rule.equals?.(kept('1', '2'), kept('2', '1'))).toBe(false);
    expect(rule.equals?.(kept('1'), kept('1', '2'))).toBe(false);
  });

  test('it is absent unless it has a default, like all other fields', () => {
    expect(fieldOf(field.list(field.string())).presence).toBe('optional');
    expect(fieldOf(field.list(field.string(), { default: [] })).presence).toBe('defaulted');
  });

  test('what cannot be an item is reported', () => {
    expect(problemsOf(field.list('string' as never))).toEqual([
      'of: what it holds is no field. Say what it holds by a field: field.string(), field.valueObject(…).',
    ]);
    expect(problemsOf(field.list(field.string({ required: true, default: 'a' }) as never))).toEqual([
      'of: of its contents, required: the option required has no effect on a field of kind string. Remove required.',
      'of: of its contents, default: the option default has no effect on a field of kind string. Remove default.',
      expect.stringContaining('the field is required and has a default'),
    ]);
    expect(problemsOf(field.list(field.hasMany('Line') as never))[0]).toBe(
      'of: contents cannot be of kind hasMany. Use another kind; children belong into field.hasMany.',
    );
    for (const content of [field.hasOne('Line'), field.auto(), field.status(['a'])]) {
      expect(problemsOf(field.list(content as never))).toHaveLength(1);
    }
    expect(problemsOf(field.list(field.string({ maxLength: -1 })))).toEqual([
      'of: of its contents, maxLength: maxLength is no natural number. Give maxLength an integer from 0.',
    ]);
  });

  test('options that make no sense are reported', () => {
    expect(problemsOf(field.list(field.string(), { minLength: 2, maxLength: 1 }))).toHaveLength(1);
    expect(problemsOf(field.list(field.string(), { distinct: 'yes' } as never))).toHaveLength(1);
    expect(problemsOf(field.list(field.string(), { default: [1] } as never))).toHaveLength(1);
    expect(problemsOf(field.list(field.string(), { unique: true } as never))).toHaveLength(1);
  });

  test('the schema is that of an array', () => {
    const list = field.list(field.integer({ min: 1, max: 2 }), {
      minLength: 1,
      maxLength: 5,
      distinct: true,
    });

    expect(fieldOf(list).rule.schema()).toEqual({
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 2 },
      minItems: 1,
      maxItems: 5,
      uniqueItems: true,
    });
    expect(fieldOf(list).items).toMatchObject({
      name: 'item',
      kind: 'integer',
      constraints: { min: 1, max: 2 },
    });
  });
});

describe('dict', () => {
  test('every check of the values applies, and every violation has its place', () => {
    const stock = field.dict(field.integer({ min: 0 }));

    expect(fromCode(stock, { a: 1, b: -1, 'c d': 'x', e: null }).messages).toEqual([
      'Sample.value.b: expected at least 0, received -1.',
      'Sample.value["c d"]: expected an integer, received "x".',
      'Sample.value.e: expected a value, received null.',
    ]);
  });

  test('it is copied, frozen, and has no prototype', () => {
    const given = { a: 1 };
    const kept = fromCode(field.dict(field.integer()), given).kept as Record<string, unknown>;

    given.a = 2;

    expect({ ...kept }).toEqual({ a: 1 });
    expect(Object.isFrozen(kept)).toBe(true);
    expect(Object.getPrototypeOf(kept)).toBeNull();
    expect(kept['toString']).toBeUndefined();
  });

  test('values are shown as they are shown alone', () => {
    const { shown, json } = fromCode(field.dict(field.dateTime()), { a: new Date(1) });

    expect({ ...(shown as object) }).toEqual({ a: new Date(1) });
    expect(Object.isFrozen(shown)).toBe(true);
    expect(json).toStrictEqual({ a: '1970-01-01T00:00:00.001Z' });
  });

  test.each(['__proto__', 'constructor', 'prototype'])('the key %s is refused', (key) => {
    const hostile: unknown = JSON.parse(`{"${key}": 1}`);

    expect(fromJson(field.dict(field.integer()), hostile).violations).toEqual([
      {
        path: ['value', key],
        code: 'key',
        expected: 'none of __proto__, constructor, prototype',
        received: key,
        message: `Sample.value.${key}: expected a key other than __proto__, constructor, prototype, received "${key}".`,
      },
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('keys that cannot be stored, are too long, or are symbols are refused', () => {
    const codes = (value: unknown) => fromCode(field.dict(field.integer()), value).codes;

    expect(codes({ 'a\0': 1 })).toEqual(['text']);
    expect(codes({ '\ud800': 1 })).toEqual(['text']);
    expect(codes({ ['a'.repeat(256)]: 1 })).toEqual(['key']);
    expect(codes({ [Symbol('a')]: 1 })).toEqual(['key']);
    expect(codes({ ['a'.repeat(255)]: 1, '': 2 })).toEqual([]);
  });

  test.each([
    [[1]],
    [new Map([['a', 1]])],
    [new Date()],
    [Object.create({ a: 1 }) as unknown],
    ['a'],
    [null],
  ])('only plain objects are dicts: %p', (value) => {
    expect(fromCode(field.dict(field.integer()), value).codes).toEqual(['type']);
  });

  test('an object without prototype is one', () => {
    expect(
      fromCode(field.dict(field.integer()), Object.assign(Object.create(null) as object, { a: 1 })).json,
    ).toEqual({
      a: 1,
    });
  });

  test('the number of entries is bounded', () => {
    const bounded = field.dict(field.integer(), { minLength: 1, maxLength: 1 });

    expect([{}, { a: 1 }, { a: 1, b: 2 }].map((value) => fromCode(bounded, value).codes)).toEqual([
      ['minLength'],
      [],
      ['maxLength'],
    ]);
    expect(fieldOf(bounded).rule.schema()).toMatchObject({
      type: 'object',
      minProperties: 1,
      maxProperties: 1,
    });
  });

  test('two dicts are equal when their entries are, in whatever order', () => {
    const { rule } = fieldOf(field.dict(field.integer()));
    const kept = (value: object) => fromCode(field.dict(field.integer()), value).kept;

    expect(rule.equals?.(kept({ a: 1, b: 2 }), kept({ b: 2, a: 1 }))).toBe(true);
    expect(rule.equals?.(kept({ a: 1 }), kept({ b: 1 }))).toBe(false);
    expect(rule.equals?.(kept({ a: 1 }), kept({ a: 1, b: 2 }))).toBe(false);
  });

  test('what cannot be a value, and options that make no sense, are reported', () => {
    expect(problemsOf(field.dict(undefined as never))).toHaveLength(1);
    expect(problemsOf(field.dict(field.string({ nullable: true }) as never))).toHaveLength(1);
    expect(problemsOf(field.dict(field.string(), { maxLength: -1, unique: true } as never))).toHaveLength(2);
  });
});
