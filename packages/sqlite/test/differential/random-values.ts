import type { FieldDescriptor, JsonValue } from '@domainry/core';
import type { Shape, StateRecord } from '@domainry/core/ports';
import fc from 'fast-check';

type Data = Readonly<Record<string, JsonValue>>;

/** Few enough for values to meet, and chosen for what databases get wrong. */
const texts = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'A',
    'ab',
    'aB',
    'b',
    'é',
    'É',
    'e\u0301',
    'ß',
    'ss',
    'İ',
    'ſ',
    '\u{1f600}',
    '\uffee',
  ),
  fc.constantFrom(
    "it's",
    '"',
    '%',
    '_',
    '100%',
    '\\',
    '?',
    '$1',
    ' a',
    'a ',
    '1',
    '01',
    '1.0',
    'null',
    '\n',
    '\ufeff',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !text.includes('\0')),
);
const integers = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 31, 2 ** 32),
);
const floats = fc.oneof(
  fc.constantFrom(0, 0.5, -0.5, 1, 2, 0.1, 0.2, 0.3, 1e300, -1e300, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((float) => (float === 0 ? 0 : float)),
);
const bigIntegers = fc.oneof(
  fc.constantFrom('0', '1', '-1', '9', '10', '99', '9007199254740993', '-10000000000000000000'),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
);
const decimals = fc.constantFrom(
  '0',
  '0.0',
  '1',
  '1.5',
  '1.50',
  '-1.5',
  '-1.51',
  '2',
  '9.99',
  '10',
  '010.0',
  '0.000001',
  '-0.000001',
  '100000000000000000000.000000000001',
  '0.1',
  '0.2',
);
const days = fc.constantFrom('0001-01-01', '2029-12-31', '2030-01-01', '2030-01-02', '9999-12-31');
const moments = fc.constantFrom(
  '2030-01-01T00:00:00.000Z',
  '2030-01-01T00:00:00.001Z',
  '1969-12-31T23:59:59.999Z',
);
const json: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>({ b: [1], a: null }, { a: null, b: [1] }, [], {}, [[1]], 0, false, '', 'a', 1.5),
  fc
    .jsonValue({ maxDepth: 2 })
    .map((value) => (value === null ? {} : (JSON.parse(JSON.stringify(value)) as JsonValue))),
);

/** Values of a field, in stored form. */
export function valuesOf(descriptor: FieldDescriptor, shape: Shape): fc.Arbitrary<JsonValue> {
  const nested = shape.nested.get(descriptor.name);
  if (nested !== undefined) {
    const element = dataOf(nested.shape());
    return nested.kind === 'child' || nested.kind === 'valueObject'
      ? element
      : fc.array(element, { maxLength: 3 });
  }
  const { kind, constraints, items } = descriptor;
  switch (kind) {
    case 'integer':
      return constraints['bigint'] === true ? bigIntegers : integers;
    case 'float':
      return floats;
    case 'decimal':
      return decimals;
    case 'boolean':
      return fc.boolean();
    case 'date':
      return days;
    case 'dateTime':
      return moments;
    case 'enum':
      return fc.constantFrom('red', 'green', 'blue');
    case 'json':
      return json;
    case 'list':
      return fc.array(valuesOf(items!, shape), { maxLength: 3 });
    case 'dict':
      return fc.dictionary(fc.constantFrom('x', 'y', 'x.y', ''), integers, {
        maxKeys: 2,
        noNullPrototype: true,
      });
    default:
      return constraints['type'] === 'integer' ? integers : texts;
  }
}

/** What an element may hold: required fields always, others now and then. */
export function dataOf(shape: Shape): fc.Arbitrary<Data> {
  const fields = shape.fields.map((descriptor) => {
    const values = descriptor.identifier ? fc.constantFrom('1', '2', '3') : valuesOf(descriptor, shape);
    const isAlways = descriptor.presence === 'required' || descriptor.identifier;
    return (isAlways ? values : fc.option(values, { nil: undefined, freq: 3 })).map(
      (value) => [descriptor.name, value] as const,
    );
  });
  return fc.tuple(...fields).map((entries) => {
    const present = entries.filter((entry): entry is readonly [string, JsonValue] => entry[1] !== undefined);
    return Object.fromEntries(present);
  });
}

/** Identities of states: few, so that they meet. */
export const identities: fc.Arbitrary<string> = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'g',
  'A',
  'é',
  "'",
  '\u{1f600}',
  '\uffee',
  '10',
  '9',
);

/** States of a shape. */
export function recordsOf(shape: Shape): fc.Arbitrary<StateRecord> {
  return fc
    .tuple(identities, dataOf(shape), fc.nat(2))
    .map(([id, data, version]) => ({ id, version, data: { ...data, id } }));
}
