/** @needs-code-generation protobufjs compiles types into code */
import { describe, expect, test } from '@jest/globals';
import { landscapeOf, type FieldDocument, type Landscape } from '@domainry/model';
import protobuf from 'protobufjs';
import { exampleOf } from '../../../src/formats/example/example-of.js';
import { contextOf, messagesOf } from '../../../src/formats/names/element-names.js';
import { lockPath } from '../../../src/formats/protobuf/field-numbers.js';
import { packageName } from '../../../src/formats/protobuf/protobuf-names.js';
import { protobufOf, writeProtobuf } from '../../../src/formats/protobuf/write-protobuf.js';
import { field, message, writeModel } from '../../bookshop/write-model.js';
import { atlas } from '../atlas.js';
import { landscapes } from '../landscapes.js';
import { asProtobuf, readProtobuf } from './read-protobuf.js';

test.each(landscapes)(
  'messages of %s are read, and their examples written and read without loss',
  (_what, landscape) => {
    const root = readProtobuf(writeProtobuf(landscape));

    for (const element of messagesOf(landscape).filter(({ name }) => name.length < 100)) {
      const name = `${packageName(contextOf(landscape, element))}.${element.name}V${element.message!.version}`;
      const type = root.lookupType(name);
      const value = asProtobuf(type, exampleOf(landscape, element, { side: 'output' }));
      expect(type.verify(type.fromObject(value))).toBeNull();

      const read = type.decode(type.encode(type.fromObject(value)).finish());

      // What has its default is not written; `defaults` has it read all the same.
      const object = type.toObject(read, { longs: Number, enums: String, defaults: true });
      expect(object).toMatchObject(value);
    }
  },
);

test('kinds of field become types of Protobuf', () => {
  const text = protobufOf(landscapeOf([atlas]), landscapeOf([atlas]).find('Atlas.Surveyed')!);

  expect(text).toContain('import "google/protobuf/timestamp.proto";');
  expect(text).toMatch(/ {2}int64 height = \d+;/);
  expect(text).toMatch(/ {2}google\.protobuf\.Timestamp measured_at = \d+;/);
  expect(text).toMatch(/ {2}optional double slope = \d+;/);
  expect(text).toMatch(/ {2}repeated GridItem grid = \d+;/);
  expect(text).toMatch(/ {2}\.atlas\.Point centre = \d+;/);
  expect(text).toMatch(/ {2}optional string remark = \d+ \[deprecated = true\];/);
  expect(text).toContain('    CHANNEL_WEB = 1; // "web"');
});

describe('numbers of fields', () => {
  test('stay when fields come, go and change places', () => {
    const first = writeProtobuf(paid([field('a', 'string'), field('b', 'string'), field('c', 'integer')]));

    const second = writeProtobuf(paid([field('d', 'string'), field('c', 'integer'), field('a', 'string')]), {
      existing: first,
    });
    const third = writeProtobuf(paid([field('e', 'string'), field('b', 'string')]), { existing: second });

    expect(numbersIn(first)).toEqual({ a: 1, b: 2, c: 3 });
    expect(numbersIn(second)).toEqual({ d: 4, c: 3, a: 1 });
    expect(second.get('Bank.proto')).toContain('  reserved 2;\n  reserved "b";\n');
    expect(numbersIn(third)).toEqual({ e: 5, b: 2 });
    expect(third.get('Bank.proto')).toContain('  reserved 1, 3, 4;\n  reserved "a", "c", "d";\n');
  });

  test('stay when a field or its message is renamed', () => {
    const first = writeProtobuf(
      paid([field('a', 'string'), field('way', 'string', { constraints: { choices: ['x', 'y'] } })]),
    );

    const renamed = field('via', 'string', { renamedFrom: ['way'], constraints: { choices: ['y', 'z'] } });
    const second = writeProtobuf(paid([renamed], { name: 'Settled', renamedFrom: ['Bank.Paid'] }), {
      existing: first,
    });

    expect(numbersIn(second)).toEqual({ via: 2, VIA_UNSPECIFIED: 0, VIA_Y: 2, VIA_Z: 3 });
  });

  test('are given to values of enumerations, however alike those are written', () => {
    const choices = ['web', 'WEB', 'north pole', 'north-pole', 'unspecified', 'é'];
    const files = writeProtobuf(paid([field('at', 'string', { constraints: { choices } })]));

    const values = Object.entries(numbersIn(files)).filter(([name]) => name !== 'at');

    expect(values.map(([, number]) => number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(new Set(values.map(([name]) => name)).size).toBe(7);
  });

  test('are new when a field has another type', () => {
    const first = writeProtobuf(paid([field('a', 'string')]));

    expect(numbersIn(writeProtobuf(paid([field('a', 'integer')]), { existing: first }))).toEqual({ a: 2 });
    expect(numbersIn(writeProtobuf(paid([field('a', 'string')]), { existing: first }))).toEqual({ a: 1 });
  });

  test('mean the same in all versions of a message', () => {
    const root = readProtobuf(writeProtobuf(landscapes[0]![1]));
    const [older, newest] = ['OrderPlacedV1', 'OrderPlacedV2'].map((name) =>
      root.lookupType(`ordering.${name}`),
    );
    const written = older!.encode(older!.fromObject({ orderId: 'o-1', customerId: 'c-1' })).finish();

    expect(newest!.decode(written).toJSON()).toEqual({ orderId: 'o-1', customerId: 'c-1' });
  });

  test('are the same however often they are written', () => {
    const landscape = landscapeOf([atlas]);
    const first = writeProtobuf(landscape);

    expect([...writeProtobuf(landscape, { existing: first })]).toEqual([...first]);
  });

  test.each([
    '',
    '{',
    '[]',
    '{"version":2,"numbers":{}}',
    '{"version":1,"numbers":{"A":{"0":{"names":[],"type":""}}}}',
  ])('are not given anew when the old ones can not be read: %s', (text) => {
    const existing = new Map([[lockPath, text]]);

    expect(() => writeProtobuf(paid([field('a', 'string')]), { existing })).toThrow(RangeError);
  });
});

function paid(
  fields: readonly FieldDocument[],
  { name = 'Paid', renamedFrom }: { readonly name?: string; readonly renamedFrom?: readonly string[] } = {},
): Landscape {
  const contract = message(`Bank.${name}.v1`, renamedFrom === undefined ? {} : { renamedFrom });
  return landscapeOf([
    writeModel({ context: { name: 'Bank' }, elements: [{ kind: 'event', name, fields, message: contract }] }),
  ]);
}

/** Numbers of the fields and symbols of the only message. */
function numbersIn(files: ReadonlyMap<string, string>): Record<string, number> {
  const { root } = protobuf.parse(files.get('Bank.proto')!, { keepCase: true });
  const type = root.lookup('bank') as protobuf.Namespace;
  const messages = type.nestedArray.filter((each) => each instanceof protobuf.Type);
  return Object.fromEntries(
    messages.flatMap((each) => [
      ...each.fieldsArray.map(({ name, id }) => [name, id]),
      ...each.nestedArray.flatMap((inner) =>
        inner instanceof protobuf.Enum ? Object.entries(inner.values) : [],
      ),
    ]),
  ) as Record<string, number>;
}
