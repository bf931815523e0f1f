import * as fc from 'fast-check';
import type { MessageMetadata } from '../../src/messages/message.js';

const instant = fc.date({
  min: new Date('0001-01-01'),
  max: new Date('9999-12-31'),
  noInvalidDate: true,
});
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });

/** Everything that can be known of a message. */
export const messageMetadata: fc.Arbitrary<MessageMetadata> = fc.record(
  {
    id: fc.uuid({ version: 7 }),
    type: fc.constantFrom('Bank.Withdraw.v1', 'Bank.Withdrawn.v12'),
    kind: fc.constantFrom('command' as const, 'event' as const, 'fact' as const),
    time: instant,
    schemaVersion: fc.integer({ min: 1, max: 20 }),
    stream: text,
    correlationId: text,
    causationId: text,
    originId: text,
    originStream: text,
    sequence: fc.nat(),
    expectedVersion: fc.integer({ min: -1, max: 9 }),
    priority: fc.integer(),
    deadline: instant,
    idempotencyKey: text,
    traceparent: fc.constant('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
    tenant: text,
    extensions: fc.dictionary(
      fc
        .stringMatching(/^[a-z][a-zA-Z0-9]{0,9}$/)
        .filter((name) => name !== 'constructor' && name !== 'prototype'),
      fc
        .jsonValue({ maxDepth: 2 })
        .filter(
          (value) =>
            !/__proto__|-0|"constructor"|prototype/.test(JSON.stringify(value)) && !holdsMinusZero(value),
        ),
      { noNullPrototype: true, maxKeys: 3 },
    ) as fc.Arbitrary<MessageMetadata['extensions']>,
  },
  { requiredKeys: ['id', 'type', 'kind', 'time', 'schemaVersion', 'correlationId', 'extensions'] },
);

/** JSON writes −0 as 0. */
function holdsMinusZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsMinusZero);
  return Object.is(value, -0);
}
