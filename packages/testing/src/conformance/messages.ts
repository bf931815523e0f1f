import type { Message, MessageMetadata } from '@domainry/core/ports';

/** A message for the outbox; what a check does not say is made up. */
export function messageOf(id: string, given: Partial<MessageMetadata> = {}): Message {
  return {
    data: { id, amount: 1 },
    metadata: {
      id,
      type: 'Conformance.Happened.v1',
      kind: 'event',
      time: new Date(1_800_000_000_000),
      schemaVersion: 1,
      correlationId: id,
      extensions: {},
      ...given,
    },
  };
}
