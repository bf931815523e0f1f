/** @needs-code-generation avsc compiles schemas into code */
import { expect, test } from '@jest/globals';
import { landscapeOf } from '@domainry/model';
import avro from 'avsc';
import { avroOf } from '../../../src/formats/avro/avro-of.js';
import { writeAvro } from '../../../src/formats/avro/write-avro.js';
import { exampleOf } from '../../../src/formats/example/example-of.js';
import { elementsWithContents, messagesOf } from '../../../src/formats/names/element-names.js';
import { field, message, writeModel } from '../../bookshop/write-model.js';
import { atlas } from '../atlas.js';
import { landscapes } from '../landscapes.js';
import { asAvro, readAvro } from './read-avro.js';

test.each(landscapes)('every message of %s is a record of Avro', (_what, landscape) => {
  const files = writeAvro(landscape);

  expect(files.size).toBe(messagesOf(landscape).length);
  for (const text of files.values())
    expect(avro.Type.forSchema(JSON.parse(text) as avro.Schema)).toBeInstanceOf(avro.types.RecordType);
});

test.each(landscapes)('examples of %s are written and read without loss', (_what, landscape) => {
  for (const element of elementsWithContents(landscape)) {
    const type = readAvro(landscape, element);
    const value = asAvro(landscape, element, exampleOf(landscape, element, { side: 'output' }));

    const read: unknown = type.fromBuffer(type.toBuffer(value));

    expect(JSON.parse(JSON.stringify(read))).toEqual(value);
  }
});

test('a reader of the newest version reads what was written in an older one', () => {
  const landscape = landscapes[0]![1];
  const [newest, older] = ['Ordering.OrderPlaced', 'Ordering.OrderPlaced.v1'].map((id) =>
    landscape.find(id)!,
  );
  const [reader, writer] = [newest!, older!].map((element) => readAvro(landscape, element));
  const written = writer!.toBuffer(asAvro(landscape, older!, exampleOf(landscape, older!)));

  const read: unknown = reader!.fromBuffer(written, reader!.createResolver(writer!));

  expect(read).toMatchObject({ orderId: 'order id', channel: 'web' });
});

test('a reader knows fields and messages by their former names', () => {
  const [before, after] = [
    { name: 'Opened', field: field('owner', 'string') },
    {
      name: 'AccountOpened',
      field: field('holder', 'string', { renamedFrom: ['owner'] }),
      renamedFrom: ['Bank.Opened'],
    },
  ].map(({ name, field: only, renamedFrom }) =>
    landscapeOf([
      writeModel({
        context: { name: 'Bank' },
        elements: [
          {
            kind: 'event',
            name,
            fields: [only],
            message: message(`Bank.${name}.v1`, renamedFrom === undefined ? {} : { renamedFrom }),
          },
        ],
      }),
    ]),
  );
  const writer = readAvro(before!, before!.find('Bank.Opened')!);
  const reader = readAvro(after!, after!.find('Bank.AccountOpened')!);

  const read: unknown = reader.fromBuffer(writer.toBuffer({ owner: 'Ada' }), reader.createResolver(writer));

  expect(read).toMatchObject({ holder: 'Ada' });
});

test('forms of values become types of Avro', () => {
  const landscape = landscapeOf([atlas]);
  const { fields } = avroOf(landscape, landscape.find('Atlas.Surveyed')!) as unknown as {
    fields: readonly { name: string; type: unknown; default?: unknown; aliases?: unknown }[];
  };
  const typeOf = (name: string): unknown => fields.find((each) => each.name === name)?.type;

  expect(typeOf('channel')).toEqual({ type: 'enum', name: 'Surveyed_channel', symbols: ['web', 'phone'] });
  expect(typeOf('price')).toEqual({ type: 'bytes', logicalType: 'decimal', precision: 8, scale: 2 });
  expect(typeOf('measuredAt')).toEqual({ type: 'long', logicalType: 'timestamp-millis' });
  expect(typeOf('slope')).toEqual(['null', 'double']);
  expect(typeOf('pole')).toEqual(['null', 'string']);
  expect(fields.find((each) => each.name === 'by')?.aliases).toEqual(['author', 'writer']);
});
