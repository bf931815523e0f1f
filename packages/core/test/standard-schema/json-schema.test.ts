/** @needs-code-generation ajv compiles schemas into code */
import { describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { ValidationError, type SchemaDraft, type SchemaSide } from '../../src/index.js';
import { Category, FindTransfers, Money, Transfer, transfer } from './bank.js';

const drafts: readonly SchemaDraft[] = ['draft-2020-12', 'draft-07'];

/** A strict validator, as consumers have it: unknown keywords and formats are errors. */
function compile(
  cls: typeof Transfer | typeof Category,
  target: SchemaDraft,
  side: SchemaSide,
): ValidateFunction {
  const ajv =
    target === 'draft-07' ? new Ajv({ strictRequired: false }) : new Ajv2020({ strictRequired: false });
  addFormats.default(ajv);
  return ajv.compile((cls as typeof Transfer)['~standard'].jsonSchema[side]({ target }));
}

describe.each(drafts)('JSON Schema %s', (target) => {
  test('what toDict gives satisfies the schema of the output', () => {
    const validate = compile(Transfer, target, 'output');

    for (const more of [{}, { note: 'rent', tag: 'home', copies: 3, reminders: ['2025-01-01T00:00:00Z'] }]) {
      const dict = Transfer.fromDict({ ...transfer, ...more }).toDict();
      expect([validate(dict), validate.errors]).toEqual([true, null]);
    }
  });

  test('what toDict gives satisfies the schema of the input, and so does less', () => {
    const validate = compile(Transfer, target, 'input');

    expect(validate(Transfer.fromDict(transfer).toDict())).toBe(true);
    expect(validate(transfer)).toBe(true);
    expect(validate({ ...transfer, note: null, copies: null, tag: null })).toBe(true);
  });

  test.each([
    ['a missing field', { ...transfer, to: undefined }],
    ['an unknown field', { ...transfer, amount: 1 }],
    ['a wrong type', { ...transfer, to: 7 }],
    ['null in place of a value', { ...transfer, to: null }],
    ['a value below its bound', { ...transfer, copies: 0 }],
    ['a fraction in place of an integer', { ...transfer, copies: 1.5 }],
    ['an instant that is none', { ...transfer, at: 'yesterday' }],
    ['a wrong value object', { ...transfer, price: { amount: '1.234', currency: 'EUR' } }],
    ['a value object with an unknown field', { ...transfer, price: { ...transfer.price, cents: 1 } }],
    ['a list with a wrong item', { ...transfer, reminders: ['soon'] }],
    ['a list that is none', { ...transfer, reminders: {} }],
  ])('%s fails the schema, as fromDict refuses it', (_what, dict) => {
    const json: unknown = JSON.parse(JSON.stringify(dict));

    expect(() => Transfer.fromDict(json)).toThrow(ValidationError);
    expect(compile(Transfer, target, 'input')(json)).toBe(false);
  });

  test('a class that holds itself is described once', () => {
    const validate = compile(Category, target, 'output');
    const dict = Category.fromDict({ name: 'a', parts: [{ name: 'b', parts: [{ name: 'c' }] }] }).toDict();

    expect(validate(dict)).toBe(true);
    expect(validate({ name: 'a', parts: [{ name: 'b', parts: [{ name: 1, parts: [] }] }] })).toBe(false);
  });
});

test('the schema of the output has what is always there, that of the input what must be given', () => {
  const required = (side: SchemaSide) => Transfer.jsonSchema({ side })['required'];

  expect(required('input')).toEqual(['to', 'price', 'at']);
  expect(required('output')).toEqual(['to', 'price', 'at', 'copies', 'tag']);
});

test('descriptions, examples and defaults are in the schema', () => {
  expect(Money.jsonSchema()).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Money',
    properties: { currency: { description: 'ISO 4217', examples: ['EUR'], pattern: '^[A-Z]{3}$' } },
  });
  expect(Transfer.jsonSchema()).toMatchObject({ properties: { copies: { default: 1 } } });
});

test('a former name of a field is taken in its place', () => {
  const ajv = new Ajv2020({ strictRequired: false });
  const validate = ajv.compile(FindTransfers.jsonSchema());

  expect(validate({ payer: 'ada' })).toBe(true);
  expect(validate({ from: 'ada' })).toBe(true);
  expect(validate({})).toBe(false);
});

test('another draft is refused', () => {
  expect(() => Money['~standard'].jsonSchema.input({ target: 'openapi-3.0' })).toThrow(
    'JSON Schema cannot be written as openapi-3.0. Ask for draft-2020-12 or draft-07.',
  );
});
