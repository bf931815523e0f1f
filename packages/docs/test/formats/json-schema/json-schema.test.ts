/** @needs-code-generation ajv compiles schemas into code */
import { describe, expect, test } from '@jest/globals';
import { landscapeOf } from '@domainry/model';
import type { JsonValue } from '@domainry/core';
import { exampleOf } from '../../../src/formats/example/example-of.js';
import { jsonSchemaOf } from '../../../src/formats/json-schema/json-schema-of.js';
import type { SchemaDraft } from '../../../src/formats/json-schema/schema-draft.js';
import { writeJsonSchemas } from '../../../src/formats/json-schema/write-json-schemas.js';
import { elementsWithContents } from '../../../src/formats/names/element-names.js';
import { atlas, classes } from '../atlas.js';
import { landscapes } from '../landscapes.js';
import { compileSchema } from './validator.js';

const drafts: readonly SchemaDraft[] = ['2020-12', 'draft-07'];
const landscape = landscapeOf([atlas]);

/** Values that one field or another takes, and others refuse. */
const values: readonly JsonValue[] = (
  [
    [null, true, false, 0, 1, 2, -1, 1.5, 7, 10_000, 2 ** 53],
    ['', 'a', 'web', 'WEB', 'yes', 'YES', 'no way', 'Open', 'Shut', 'north pole', '#ff0000', 'toolong', 'é'],
    ['AB-123', 'AB-12', '1', '1.0', '2.5', '0.00', '0.001', '123456.78', '-5', '1e3', 'x'.repeat(256)],
    ['2025-01-31', '2025-02-30', '1899-12-31', '2025-01-31T09:30:00.000Z', '2031-01-31T09:30:00Z', 'soon'],
    ['018f3c7e-5b2a-7c3d-9e4f-000000000001'],
    [[], ['a'], ['a', 'a'], ['a', 'b', 'c', 'd', 'e'], [1], [[1], [2]], [[1]], ['1.00'], {}, { a: 1 }],
    [{ a: '2025-01-31T09:30:00Z' }, { name: 'ab' }, { name: 'ab', parts: [{ name: 'c' }] }],
    [
      { latitude: 1, longitude: 2 },
      { latitude: 1, longitude: 2, label: null },
      { latitude: 91, longitude: 2 },
    ],
    [{ a: [{ latitude: 1, longitude: 2, label: 'l' }] }, { a: [{ latitude: 1 }] }],
  ] as readonly (readonly JsonValue[])[]
).flat();

/** Everything that becomes of an example when one of its fields has another value, is missing, or is unknown. */
function mutantsOf(
  example: Readonly<Record<string, JsonValue>>,
  names: readonly string[],
): readonly object[] {
  return [
    example,
    { ...example, unheardOf: 1 },
    ...names.flatMap((name) => [
      Object.fromEntries(Object.entries(example).filter(([key]) => key !== name)),
      ...values.map((value) => ({ ...example, [name]: value })),
    ]),
  ];
}

describe.each(drafts)('JSON Schema %s', (draft) => {
  test.each(landscapes)('of %s is read by a strict validator', (_what, each) => {
    const elements = elementsWithContents(each);

    for (const element of elements) {
      for (const side of ['input', 'output'] as const)
        expect(compileSchema(jsonSchemaOf(each, element, { draft, side }), draft)).toBeInstanceOf(Function);
    }
  });

  test.each(Object.entries(classes))(
    'of %s says of every value what the schema of the class says',
    (name, cls) => {
      const element = landscape.find(`Atlas.${name}`)!;
      const fields = element.fields.flatMap((field) => [field.name, ...(field.renamedFrom ?? [])]);

      for (const side of ['input', 'output'] as const) {
        const target = draft === '2020-12' ? 'draft-2020-12' : draft;
        const ours = compileSchema(jsonSchemaOf(landscape, element, { draft, side }), draft);
        const ofClass = compileSchema((cls as typeof classes.Point).jsonSchema({ target, side }), draft);
        const differing = mutantsOf(exampleOf(landscape, element, { side }), fields).filter(
          (mutant) => ours(mutant) !== ofClass(mutant),
        );
        expect(differing).toEqual([]);
      }
    },
  );

  test.each(Object.entries(classes))('of %s takes what toDict of the class gives', (name, cls) => {
    const element = landscape.find(`Atlas.${name}`)!;
    const validate = compileSchema(jsonSchemaOf(landscape, element, { draft, side: 'output' }), draft);
    const example = exampleOf(landscape, element, { side: 'input' });
    // An identity of null is taken for one that is given later, and the dict is without it until then.
    const others = element.fields
      .filter(({ identifier }) => identifier !== true)
      .map(({ name: each }) => each);
    let taken = 0;

    for (const mutant of mutantsOf(example, others)) {
      const dict = dictOf(cls as typeof classes.Point, mutant);
      if (dict === undefined) continue;
      taken++;
      expect([validate(dict), validate.errors]).toEqual([true, null]);
    }
    expect(taken).toBeGreaterThan(0);
  });

  test('says what has no word in JSON Schema under one keyword of its own, unless it is told not to', () => {
    const surveyed = landscape.find('Atlas.Surveyed')!;

    const said = jsonSchemaOf(landscape, surveyed, { draft }) as unknown as Schema;
    const silent = JSON.stringify(jsonSchemaOf(landscape, surveyed, { draft, extensions: false }));

    expect(said['x-domainry']).toEqual({ element: 'Atlas.Surveyed', kind: 'event' });
    expect(said.properties['by']!['x-domainry']).toEqual({
      personal: 'contact',
      renamedFrom: ['author', 'writer'],
    });
    expect(said.properties['population']!['x-domainry']).toEqual({ minimum: '0' });
    expect(said.properties['consent']!['x-domainry']).toEqual({ pattern: '^(yes|no)$', patternFlags: 'i' });
    expect(silent).not.toContain('x-domainry');
  });
});

interface Schema {
  readonly 'x-domainry'?: unknown;
  readonly properties: Readonly<Record<string, Schema>>;
}

function dictOf(cls: typeof classes.Point, json: object): object | undefined {
  try {
    return cls.fromDict(json).toDict();
  } catch {
    return undefined;
  }
}

test('there is a file for each element, and version of it, in both drafts', () => {
  const files = writeJsonSchemas(landscapes[0]![1]);

  expect([...files.keys()].filter((path) => path.includes('OrderPlaced'))).toEqual([
    'Ordering/events/OrderPlaced.v2.json',
    'Ordering/events/OrderPlaced.v1.json',
    'draft-07/Ordering/events/OrderPlaced.v2.json',
    'draft-07/Ordering/events/OrderPlaced.v1.json',
  ]);
});

test('schemas are named by URNs, or by where they are published', () => {
  const element = landscape.find('Atlas.Surveyed')!;

  expect(jsonSchemaOf(landscape, element)['$id']).toBe('urn:domainry:schema:2020-12:Atlas.Surveyed.v2');
  expect(jsonSchemaOf(landscape, element, { baseUri: 'https://maps.example/schemas/' })['$id']).toBe(
    'https://maps.example/schemas/Atlas/events/Surveyed.v2.json',
  );
});
