import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { inheritLineage } from '../../src/messages/lineage.js';
import type { MessageMetadata } from '../../src/messages/message.js';
import { readMetadata, writeMetadata } from '../../src/messages/metadata-text.js';
import { childTraceparent, formatTraceparent, parseTraceparent } from '../../src/messages/traceparent.js';
import { messageMetadata } from './message-metadata.js';

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const command: MessageMetadata = {
  id: 'c1',
  type: 'Bank.Withdraw.v1',
  kind: 'command',
  time: new Date(0),
  schemaVersion: 1,
  stream: 'Account-1',
  correlationId: 'k',
  causationId: 'e0',
  originStream: 'Transfer-7',
  priority: 3,
  deadline: new Date(9),
  traceparent: trace,
  tenant: 'acme',
  idempotencyKey: 'once',
  extensions: { user: 'ada' },
};

test('a first message begins a correlation of its own', () => {
  expect(inheritLineage('x', undefined)).toEqual({ correlationId: 'x' });
  expect(inheritLineage('x', undefined, 'acme')).toEqual({ correlationId: 'x', tenant: 'acme' });
});

test('what follows from a command has its lineage, and nothing that is its own', () => {
  expect(inheritLineage('x', command)).toEqual({
    correlationId: 'k',
    causationId: 'c1',
    originId: 'e0',
    originStream: 'Transfer-7',
    tenant: 'acme',
    traceparent: trace,
    priority: 3,
    deadline: new Date(9),
  });
});

test('what follows from an event has its stream as the origin', () => {
  const event: MessageMetadata = { ...command, kind: 'event', id: 'e1' };

  expect(inheritLineage('x', event)).toMatchObject({ causationId: 'e1', originStream: 'Account-1' });
});

test('the tenant that is being worked for goes before that of the message', () => {
  expect(inheritLineage('x', command, 'other')).toMatchObject({ tenant: 'other' });
});

test('what is no trace context is not passed on', () => {
  expect(inheritLineage('x', { ...command, traceparent: 'nonsense' })).not.toHaveProperty('traceparent');
});

test('lineage is the same whether the message is handled at once or was stored and read in between', () => {
  fc.assert(
    fc.property(messageMetadata, (metadata) => {
      const { id, type, time, stream } = metadata;
      const text = JSON.stringify(writeMetadata(metadata));
      const columns = { id, type, time: time.getTime(), ...(stream === undefined ? {} : { stream }) };

      const later = readMetadata(columns, text).metadata;

      expect(later).toEqual(metadata);
      expect(inheritLineage('x', later)).toEqual(inheritLineage('x', metadata));
    }),
  );
});

test.each([
  [trace, true],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00', false],
  ['cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-will-be', true],
])('%s is a trace context', (text, isSampled) => {
  expect(parseTraceparent(text)).toEqual({
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    parentId: '00f067aa0ba902b7',
    isSampled,
  });
});

test.each([
  [''],
  [undefined],
  [5],
  ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ['00-00000000000000000000000000000000-00f067aa0ba902b7-01'],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01'],
  ['00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01'],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more'],
  ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0'],
  [`cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-${'x'.repeat(1000)}`],
])('%p is none', (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});

test('a child continues the trace with a span of its own; without a parent a trace begins', () => {
  const child = parseTraceparent(childTraceparent(trace))!;
  expect(child.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  expect(child.parentId).not.toBe('00f067aa0ba902b7');

  const first = childTraceparent();
  expect(formatTraceparent(parseTraceparent(first)!)).toBe(first);
});
