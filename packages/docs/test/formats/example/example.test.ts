/** @needs-code-generation ajv compiles schemas into code */
import { describe, expect, test } from '@jest/globals';
import { landscapeOf } from '@domainry/model';
import { exampleOf } from '../../../src/formats/example/example-of.js';
import { textOfPattern } from '../../../src/formats/example/text-of-pattern.js';
import { jsonSchemaOf } from '../../../src/formats/json-schema/json-schema-of.js';
import { elementsWithContents } from '../../../src/formats/names/element-names.js';
import { field, writeModel } from '../../bookshop/write-model.js';
import { atlas, classes } from '../atlas.js';
import { landscapes } from '../landscapes.js';
import { compileSchema } from '../json-schema/validator.js';

describe('the example of an element', () => {
  test.each(landscapes)('satisfies its schema, in %s', (_what, landscape) => {
    for (const element of elementsWithContents(landscape)) {
      for (const side of ['input', 'output'] as const) {
        const validate = compileSchema(jsonSchemaOf(landscape, element, { side }), '2020-12');
        const example = exampleOf(landscape, element, { side });
        expect([element.id, validate(example), validate.errors]).toEqual([element.id, true, null]);
      }
    }
  });

  test.each(Object.entries(classes))('is taken by its class: %s', (name, cls) => {
    const landscape = landscapeOf([atlas]);
    const example = exampleOf(landscape, landscape.find(`Atlas.${name}`)!, { side: 'input' });

    expect(Object.keys((cls as typeof classes.Point).fromDict(example).toDict())).toEqual(
      expect.arrayContaining(Object.keys(example)),
    );
  });

  test('is the same every time', () => {
    const landscape = landscapeOf([atlas]);
    const surveyed = landscape.find('Atlas.Surveyed')!;

    expect(exampleOf(landscape, surveyed)).toEqual(exampleOf(landscapeOf([atlas]), surveyed));
  });

  test('takes what people gave as examples and defaults, as JSON has it', () => {
    const landscape = landscapeOf([atlas]);

    expect(exampleOf(landscape, landscape.find('Atlas.Surveyed')!)).toMatchObject({
      channel: 'web',
      mass: '1000000000000000000000',
      paved: false,
      factor: '1.0',
      centre: { latitude: 52.5, longitude: 1.5 },
    });
  });

  test('leaves out an example that is none', () => {
    const money = field('amount', 'decimal', { examples: ['a lot', '3'], constraints: { scale: 2 } });
    const landscape = landscapeOf([
      writeModel({
        context: { name: 'Bank' },
        elements: [{ kind: 'valueObject', name: 'Money', fields: [money] }],
      }),
    ]);

    expect(exampleOf(landscape, landscape.find('Bank.Money')!)).toEqual({ amount: '3.00' });
  });
});

describe('a text for a pattern', () => {
  test.each([
    ['^[A-Z]{3}$', 'AAA'],
    ['^(?:eur|usd)-\\d+$', 'eur-0'],
    ['^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', 'a@a.aa'],
    ['^(?<year>\\d{4})-\\d\\d$', '0000-00'],
    ['\\p{Lu}\\w*?', 'Aa'],
    ['^\\u0041\\x42\\u{43}[\\]\\-]?$', 'ABC]'],
    ['', ''],
  ])('%s is the plainest one', (pattern, text) => {
    expect(textOfPattern(pattern)).toBe(text);
    expect(new RegExp(pattern, 'u').test(text)).toBe(true);
  });

  test('is as long as it has to be', () => {
    expect(textOfPattern('^[a-z]+$', 5)).toBe('aaaaa');
  });

  test.each(['(a', '[a', 'a{2000}', '\\p{Unheard}'])('is none for %s', (pattern) => {
    expect(textOfPattern(pattern)).toBeUndefined();
  });
});
