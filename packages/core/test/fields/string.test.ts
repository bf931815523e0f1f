import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

describe('string', () => {
  test('texts are kept as they are: not trimmed, not escaped', () => {
    expect(fromCode(field.string(), '  <b>ü 😀</b> ').kept).toBe('  <b>ü 😀</b> ');
    expect(fromJson(field.string(), '').kept).toBe('');
  });

  test.each([[1], [true], [['a']], [{}], [new String('a')], [Symbol('a')], [() => 'a']])(
    'other values are not coerced: %p',
    (value) => {
      expect(fromCode(field.string(), value).codes).toEqual(['type']);
      expect(fromJson(field.string(), value).codes).toEqual(['type']);
    },
  );

  test('a message says what was expected and what was received', () => {
    expect(fromCode(field.string(), 5).violations).toEqual([
      {
        path: ['value'],
        code: 'type',
        expected: 'string',
        received: 5,
        message: 'Sample.value: expected a string, received 5.',
      },
    ]);
  });

  test('a text is at most 255 code units long, unless it is told otherwise', () => {
    expect(fromCode(field.string(), 'a'.repeat(255)).codes).toEqual([]);
    expect(fromCode(field.string(), 'a'.repeat(256)).codes).toEqual(['maxLength']);
    expect(fromCode(field.string({ maxLength: 300 }), 'a'.repeat(256)).codes).toEqual([]);
    expect(fromCode(field.string({ maxLength: 3 }), 'abcd').messages).toEqual([
      'Sample.value: expected at most 3 characters, received "abcd".',
    ]);
  });

  test('lengths are counted in UTF-16 code units', () => {
    expect(fromCode(field.string({ maxLength: 1 }), '😀').codes).toEqual(['maxLength']);
    expect(fromCode(field.string({ minLength: 2 }), '😀').codes).toEqual([]);
  });

  test('required does not keep out the empty text; minLength does', () => {
    expect(fromCode(field.string({ required: true }), '').codes).toEqual([]);
    expect(fromCode(field.string({ minLength: 1 }), '').messages).toEqual([
      'Sample.value: expected at least 1 characters, received "".',
    ]);
  });

  test('a pattern is looked for anywhere in the text', () => {
    expect(fromCode(field.string({ pattern: /b/ }), 'abc').codes).toEqual([]);
    expect(fromCode(field.string({ pattern: /^[A-Z]{3}$/ }), 'EURO').messages).toEqual([
      'Sample.value: expected a text that matches /^[A-Z]{3}$/, received "EURO".',
    ]);
  });

  test('a pattern with the flag g has no memory of the text before', () => {
    const pattern = /a/g;
    const descriptor = fieldOf(field.string({ pattern }));

    const codes = [1, 2, 3].map(() => fromCode(field.string({ pattern }), 'a').codes);

    expect(codes).toEqual([[], [], []]);
    expect(pattern.lastIndex).toBe(0);
    expect(descriptor.constraints['pattern']).toBe('a');
  });

  test('choices are the only texts allowed', () => {
    const currency = field.string({ choices: ['EUR', 'USD'] });

    expect(fromCode(currency, 'EUR').codes).toEqual([]);
    expect(fromCode(currency, 'GBP').messages).toEqual([
      'Sample.value: expected one of "EUR", "USD", received "GBP".',
    ]);
  });

  test.each([
    ['NUL', 'a\0b'],
    ['a high surrogate on its own', 'a\ud800'],
    ['a low surrogate on its own', '\udc00a'],
    ['surrogates in the wrong order', '\udc00\ud800'],
    ['NUL in a long text', `${'a'.repeat(200)}\0`],
    ['half a pair in a long text', `${'ä'.repeat(200)}\ud800`],
  ])('a text with %s is refused, for it cannot be stored', (_what, text) => {
    expect(fromCode(field.string(), text).codes).toEqual(['text']);
    expect(fromJson(field.text(), text).codes).toEqual(['text']);
  });

  test('a huge text is refused by its length alone, and shortened in the message', () => {
    const [message = ''] = fromJson(
      field.string({ pattern: /^(a+)+$/ }),
      `${'a'.repeat(5_000_000)}!`,
    ).messages;

    expect(message).toMatch(
      /^Sample\.value: expected at most 255 characters, received "a{100}… \(5000001 characters\)"\.$/,
    );
  });

  test('options that make no sense are reported', () => {
    const misuse = field.string({ minLength: -1, maxLength: 1.5, pattern: 'x', choices: [1, null] } as never);

    expect(problemsOf(misuse)).toEqual([
      'minLength: minLength is no natural number. Give minLength an integer from 0.',
      'maxLength: maxLength is no natural number. Give maxLength an integer from 0.',
      'pattern: pattern is no RegExp. Give a RegExp, for instance /^[A-Z]{3}$/.',
      'choices: a choice is no value of the field: expected a string, received 1. Name values of the field only.',
      'choices: a choice is no value of the field: expected a value, received null. Name values of the field only.',
    ]);
  });

  test('lengths that leave nothing, sticky patterns and empty choices are reported', () => {
    expect(problemsOf(field.string({ minLength: 3, maxLength: 2 }))).toEqual([
      'minLength: minLength (3) is above maxLength (2). Make minLength at most maxLength.',
    ]);
    expect(problemsOf(field.string({ pattern: /a/y }))).toEqual([
      'pattern: pattern has the flag y, which looks where the last search ended. Remove y; anchor with ^.',
    ]);
    expect(problemsOf(field.string({ choices: [] }))).toEqual([
      'choices: choices is empty. Name the values that are allowed.',
    ]);
  });

  test('the schema says what the field says', () => {
    expect(fieldOf(field.string({ minLength: 1, maxLength: 3, pattern: /^a/ })).rule.schema()).toEqual({
      type: 'string',
      minLength: 1,
      maxLength: 3,
      pattern: '^a',
    });
    expect(fieldOf(field.string({ choices: ['a', 'b'] })).rule.schema()).toEqual({
      type: 'string',
      maxLength: 255,
      enum: ['a', 'b'],
    });
  });

  test('a pattern with flags is not written into the schema, which has none', () => {
    const descriptor = fieldOf(field.string({ pattern: /^a/i }));

    expect(descriptor.rule.schema()).toEqual({ type: 'string', maxLength: 255 });
    expect(descriptor.constraints).toEqual({ maxLength: 255, pattern: '^a', patternFlags: 'i' });
  });
});

describe('text', () => {
  test('a text has no greatest length, unless it is told one', () => {
    expect(fromCode(field.text(), 'a'.repeat(1_000_000)).codes).toEqual([]);
    expect(fromCode(field.text({ maxLength: 3 }), 'abcd').codes).toEqual(['maxLength']);
    expect(fromCode(field.text({ minLength: 3 }), 'ab').codes).toEqual(['minLength']);
    expect(fromCode(field.text({ pattern: /^a/ }), 'b').codes).toEqual(['pattern']);
  });

  test('it is neither unique nor an identity, for it cannot be indexed', () => {
    expect(problemsOf(field.text({ unique: true, identifier: true } as never))).toEqual([
      'unique: the option unique has no effect on a field of kind text. Remove unique.',
      'identifier: the option identifier has no effect on a field of kind text. Remove identifier.',
      expect.stringContaining('identifier: an identifier of kind text is not generated'),
    ]);
  });

  test('the schema has no greatest length', () => {
    expect(fieldOf(field.text()).rule.schema()).toEqual({ type: 'string' });
  });
});
