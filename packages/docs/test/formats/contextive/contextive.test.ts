/** @needs-code-generation ajv compiles schemas into code */
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { writeContextive } from '../../../src/formats/contextive/write-contextive.js';
import { landscapes } from '../landscapes.js';
import { compileSchema } from '../json-schema/validator.js';

const texts = { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true };
const term = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    definition: { type: 'string' },
    examples: texts,
    aliases: texts,
    meta: { type: 'object', additionalProperties: { type: 'string' } },
  },
  required: ['name'],
  additionalProperties: false,
};
/** What Contextive takes, as its documentation says. */
const glossary = {
  type: 'object',
  properties: {
    contexts: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          domainVisionStatement: { type: 'string' },
          meta: { type: 'object', additionalProperties: { type: 'string' } },
          terms: { type: 'array', items: term, minItems: 1, uniqueItems: true },
        },
        required: ['name', 'terms'],
        additionalProperties: false,
      },
    },
  },
  required: ['contexts'],
  additionalProperties: false,
};

test.each(landscapes)('glossaries of %s are what Contextive takes, in either YAML', (_what, landscape) => {
  const validate = compileSchema(glossary, '2020-12');

  for (const text of writeContextive(landscape).values()) {
    for (const version of ['1.1', '1.2'] as const) {
      const read: unknown = parse(text, { version });
      expect([validate(read), validate.errors]).toEqual([true, null]);
    }
  }
});

test('terms stand beside what elements say of themselves, each once', () => {
  const { contexts } = parse(writeContextive(landscapes[0]![1]).get('Billing.glossary.yml')!) as {
    contexts: readonly {
      terms: readonly { name: string; aliases?: readonly string[]; definition?: string }[];
    }[];
  };
  const terms = contexts[0]!.terms;

  expect(new Set(terms.map(({ name }) => name)).size).toBe(terms.length);
  expect(terms.find(({ name }) => name === 'Customer')?.aliases).toEqual(['debtor']);
  expect(terms.find(({ name }) => name === 'InvoicePaid')?.definition).toBe(
    'The customer owes nothing more.',
  );
});
