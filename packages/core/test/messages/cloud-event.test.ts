import { expect, test } from '@jest/globals';
import { CloudEvent as SdkEvent, HTTP } from 'cloudevents';
import * as fc from 'fast-check';
import { DomainryError, type JsonValue } from '@domainry/core';
import { toCloudEvent } from '../../src/messages/cloud-event.js';
import { fromCloudEvent } from '../../src/messages/from-cloud-event.js';
import type { Message, MessageMetadata } from '../../src/messages/message.js';
import { thrownBy } from '../elements/compilations.js';
import { messageMetadata } from './message-metadata.js';

const metadata: MessageMetadata = {
  id: 'e1',
  type: 'Bank.Deposited.v2',
  kind: 'event',
  time: new Date('2025-01-02T03:04:05.678Z'),
  schemaVersion: 2,
  stream: 'Account-1',
  correlationId: 'k',
  causationId: 'c1',
  sequence: 3,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  tenant: 'acme',
  extensions: { user: 'ada', verified: true, attempts: 2 },
};
const message: Message = { data: { amount: 5, nested: { deep: [1, null] } }, metadata };

function refused(act: () => unknown): string {
  const error = thrownBy(act);
  expect(DomainryError.is(error, 'CLOUD_EVENT_INVALID')).toBe(true);
  return (error as Error).message;
}

test('a message is a CloudEvent that the SDK takes, and its HTTP binding carries', () => {
  const event = toCloudEvent(message);

  const sdk = new SdkEvent(event as never);
  expect(sdk.validate()).toBe(true);
  expect(event).toMatchObject({
    specversion: '1.0',
    source: '/Bank',
    type: 'Bank.Deposited.v2',
    subject: 'Account-1',
    time: '2025-01-02T03:04:05.678Z',
    correlationid: 'k',
    user: 'ada',
  });
  for (const bound of [HTTP.structured(sdk), HTTP.binary(sdk)]) {
    const received = HTTP.toEvent({ headers: bound.headers, body: bound.body }) as SdkEvent<unknown>;
    const { source, data, metadata: known } = fromCloudEvent(received);
    expect({ source, data }).toEqual({ source: '/Bank', data: message.data });
    expect(known).toMatchObject({ ...metadata, extensions: { user: 'ada' } });
  }
});

test('what the SDK makes is read, also what it makes up itself', () => {
  const sdk = new SdkEvent({
    type: 'com.example.paid',
    source: 'https://shop.example/1',
    data: { a: 1 },
    mykey: 'x',
  });

  const received = fromCloudEvent(sdk);

  expect(received).toEqual({
    source: 'https://shop.example/1',
    data: { a: 1 },
    metadata: {
      id: sdk.id,
      type: 'com.example.paid',
      kind: 'event',
      time: new Date(sdk.time!),
      schemaVersion: 1,
      correlationId: sdk.id,
      extensions: { mykey: 'x' },
    },
  });
});

test('every message comes back as it was, through the SDK and as text', () => {
  const scalars = fc.dictionary(
    fc.stringMatching(/^x[a-z0-9]{0,9}$/),
    fc.oneof(fc.boolean(), fc.integer(), fc.string({ unit: fc.constantFrom('a', 'ß', ' ', '😀') })),
  );
  const plain = fc.string({ unit: fc.constantFrom('a', 'B', '-', '7'), minLength: 1 });
  const texts = [
    'stream',
    'correlationId',
    'causationId',
    'originId',
    'originStream',
    'idempotencyKey',
    'tenant',
  ];
  fc.assert(
    fc.property(messageMetadata, scalars, plain, (known, extensions, text) => {
      const sound: Record<string, unknown> = { ...known, extensions };
      for (const name of texts) if (sound[name] !== undefined) sound[name] = text;
      const given = { data: { a: 1 }, metadata: sound as unknown as MessageMetadata };

      const event = toCloudEvent(given);

      expect(new SdkEvent(event as never).validate()).toBe(true);
      const { data, metadata: read } = fromCloudEvent(JSON.parse(JSON.stringify(event)));
      expect({ data, metadata: read }).toEqual(given);
    }),
  );
});

test('extensions that CloudEvents does not allow are refused, unless they are given names that it does', () => {
  const odd = (extensions: Record<string, JsonValue>): Message => ({
    ...message,
    metadata: { ...metadata, extensions },
  });

  expect(refused(() => toCloudEvent(odd({ userId: 'a' })))).toBe(
    'The attribute extensions.userId of a CloudEvent: expected a name of lower-case letters and digits, received userId.',
  );
  const extensionName = (name: string): string | undefined =>
    name === 'secret' ? undefined : name.toLowerCase();
  expect(toCloudEvent(odd({ userId: 'a', secret: 1 }), { extensionName })).toMatchObject({ userid: 'a' });
  expect(toCloudEvent(odd({ secret: 1 }), { extensionName })).not.toHaveProperty('secret');
  for (const extensions of [
    { tenant: 'x' },
    { data: 'x' },
    { id: 'x' },
    { a: null },
    { a: { b: 1 } },
    { a: [1] },
    { a: 1.5 },
    { a: 2 ** 31 },
    { a: 'line\nbreak' },
    { a: String.fromCharCode(0xd800) },
    { 'a-b': 1 },
    { ü: 1 },
  ] as Record<string, JsonValue>[])
    refused(() => toCloudEvent(odd(extensions)));
  refused(() => toCloudEvent(odd({ userId: 1, userid: 2 }), { extensionName }));
});

test('sources and schemas that are no URIs are refused', () => {
  expect(toCloudEvent(message, { source: 'urn:a', dataschema: 'https://a.example/s' })).toMatchObject({
    source: 'urn:a',
    dataschema: 'https://a.example/s',
  });
  refused(() => toCloudEvent(message, { source: '' }));
  refused(() => toCloudEvent(message, { source: 'a b' }));
  refused(() => toCloudEvent(message, { dataschema: 'relative' }));
});

test('a CloudEvent without time gets that of the clock; finer fractions are cut', () => {
  const bare = { specversion: '1.0', id: '1', source: '/', type: 't' };

  expect(fromCloudEvent(bare, () => new Date(5)).metadata.time).toEqual(new Date(5));
  expect(fromCloudEvent({ ...bare, time: '2020-01-01T00:00:00.123456789+01:00' }).metadata.time).toEqual(
    new Date('2019-12-31T23:00:00.123Z'),
  );
  const data_base64 = Buffer.from('{"a":"ü"}').toString('base64');
  expect(fromCloudEvent({ ...bare, data_base64 }).data).toEqual({ a: 'ü' });
});

test.each([
  [null],
  [5],
  [[]],
  ['{}'],
  [{}],
  [{ specversion: '0.3' }],
  [{ id: '' }],
  [{ id: 5 }],
  [{ source: undefined }],
  [{ type: 'a\0b' }],
  [{ time: 'yesterday' }],
  [{ time: 5 }],
  [{ subject: '' }],
  [{ datacontenttype: 'text/plain' }],
  [{ datacontenttype: 'application/xml' }],
  [{ data: [1] }],
  [{ data: 'text' }],
  [{ data: { a: () => 1 } }],
  [{ data_base64: '???' }],
  [{ data_base64: 'AAAA' }],
  [{ messagekind: 'query' }],
  [{ eventsequence: 'many' }],
  [{ deadline: 'soon' }],
  [{ correlationid: '' }],
  [{ Upper: 'x' }],
  [{ nested: { a: 1 } }],
  [JSON.parse('{"__proto__":"x","constructor":"y"}')],
  [{ data: JSON.parse('{"a":{"__proto__":{"polluted":1}}}') }],
  [{ data: { deep: JSON.parse('['.repeat(5000) + ']'.repeat(5000)) } }],
])('what is no CloudEvent is refused, and pollutes nothing (%#)', (part) => {
  const sound = { specversion: '1.0', id: '1', source: '/', type: 't' };
  const isPart =
    typeof part === 'object' && part !== null && !Array.isArray(part) && Object.keys(part).length > 0;
  const event: unknown = isPart ? { ...sound, ...(part as object) } : part;

  refused(() => fromCloudEvent(event));
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
