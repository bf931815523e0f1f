import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

const uuid = '018f6b1e-2c3d-7abc-8def-0123456789ab';

describe('identifier', () => {
  test('it is a text that is not empty, of at most 255 code units, unless it is told otherwise', () => {
    expect(fromCode(field.identifier(), 'DE-42').kept).toBe('DE-42');
    expect(['', 'a'.repeat(256), 'a\0', 7].map((value) => fromCode(field.identifier(), value).codes)).toEqual(
      [['minLength'], ['maxLength'], ['text'], ['type']],
    );
    expect(fieldOf(field.identifier()).constraints).toEqual({ type: 'string' });
  });

  test('a UUID is kept in lower case, so that one UUID is one identity', () => {
    const uuids = field.identifier({ type: 'uuid' });

    expect(fromCode(uuids, uuid.toUpperCase()).kept).toBe(uuid);
    expect(fromJson(uuids, uuid).json).toBe(uuid);
    expect(fieldOf(uuids).rule.schema()).toEqual({ type: 'string', format: 'uuid' });
  });

  test.each(['', 'abc', uuid.replaceAll('-', ''), `{${uuid}}`, `${uuid}0`, uuid.replace('0', 'g'), 5])(
    'a UUID has one form only, not %p',
    (value) => {
      expect(fromCode(field.identifier({ type: 'uuid' }), value).messages[0]).toMatch(/expected a UUID/);
    },
  );

  test('an integer is safe, and is not the text of its digits', () => {
    const integers = field.identifier({ type: 'integer' });

    expect(fromCode(integers, 7).kept).toBe(7);
    expect(fromCode(integers, '7').codes).toEqual(['type']);
    expect(fromCode(integers, 2 ** 53).codes).toEqual(['type']);
  });

  test('it is given when it is required, and generated when it is the identity', () => {
    expect(fieldOf(field.identifier()).presence).toBe('optional');
    expect(fieldOf(field.identifier({ required: true, identifier: true })).presence).toBe('required');
    const generated = fieldOf(field.identifier({ identifier: true }));
    expect(generated).toMatchObject({
      presence: 'defaulted',
      identifier: true,
      unique: true,
      readOnly: true,
    });
    expect(generated.default).toBeUndefined();
  });

  test('a type that does not exist is reported', () => {
    expect(problemsOf(field.identifier({ type: 'guid' } as never))).toEqual([
      "type: type is no type of identity. Give 'string', 'uuid' or 'integer'.",
    ]);
  });
});

describe('reference', () => {
  class Product {}

  test('it holds the identity of another aggregate, and knows which', () => {
    const descriptor = fieldOf(field.reference(() => Product, { required: true, type: 'uuid' }));

    expect(descriptor.target?.resolve()).toBe(Product);
    expect(descriptor.constraints).toEqual({ type: 'uuid' });
    expect(
      fromCode(
        field.reference(() => Product),
        'p1',
      ).kept,
    ).toBe('p1');
    expect(
      fromCode(
        field.reference(() => Product, { type: 'integer' }),
        5,
      ).kept,
    ).toBe(5);
  });

  test('it does not hold the other aggregate', () => {
    expect(
      fromCode(
        field.reference(() => Product),
        new Product(),
      ).codes,
    ).toEqual(['type']);
  });

  test('its values can be checked before the other class exists', () => {
    const problems = problemsOf(field.reference('Product', { type: 'integer', default: 0.5 }));

    expect(problems).toEqual([
      'default: default is no value of the field: expected an integer, received 0.5. Give default a value that the ' +
        'field accepts.',
    ]);
  });
});

describe('auto', () => {
  test('without options it makes a UUID of version 7 for each instance', () => {
    const { default: generate, presence } = fieldOf(field.auto());
    const values = [1, 2, 3].map(() => (generate as () => string)());

    expect(presence).toBe('defaulted');
    expect(new Set(values).size).toBe(3);
    for (const value of values)
      expect(value).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...values].sort()).toEqual(values);
  });

  test('a function of the user makes the values, texts or integers', () => {
    let last = 0;
    const numbered = field.auto({ from: () => ++last });

    expect(fieldOf(numbered).default).toBeInstanceOf(Function);
    expect(fromCode(numbered, 5).kept).toBe(5);
    expect(fromCode(numbered, 'a').kept).toBe('a');
    expect([0.5, true, '', new Date()].map((value) => fromCode(numbered, value).codes)).toEqual([
      ['type'],
      ['type'],
      ['minLength'],
      ['type'],
    ]);
  });

  test('a value that is given is taken', () => {
    expect(fromCode(field.auto(), 'order-1').kept).toBe('order-1');
    expect(fromJson(field.auto({ increment: true }), 7).kept).toBe(7);
  });

  test('a number that the store counts is absent until then', () => {
    const descriptor = fieldOf(field.auto({ increment: true }));

    expect(descriptor).toMatchObject({ presence: 'optional', constraints: { increment: true } });
    expect(descriptor.default).toBeUndefined();
    expect(fromCode(field.auto({ increment: true }), '7').codes).toEqual(['type']);
  });

  test('as an identity it is generated too', () => {
    expect(fieldOf(field.auto({ identifier: true }))).toMatchObject({
      presence: 'defaulted',
      identifier: true,
    });
  });

  test('options that make no sense are reported', () => {
    expect(problemsOf(field.auto({ from: 'now', increment: 1 } as never))).toEqual([
      'increment: increment is number. Give increment true or false.',
      'from: from is no function. Give a function that gives a value for each instance.',
    ]);
    expect(problemsOf(field.auto({ from: () => 1, increment: true }))).toEqual([
      'from: the store counts, and from gives values too. Keep one of the two.',
    ]);
    expect(problemsOf(field.auto({ required: true } as never))[0]).toBe(
      'required: the option required has no effect on a field of kind auto. Remove required.',
    );
  });
});
