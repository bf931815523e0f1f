import type { Message, MessageMetadata, OutboxEntry } from '@domainry/core/ports';
import type { SqlRow } from '../session.js';

/** A message as it is written. */
export interface OutboxRow {
  readonly destination: string;
  readonly priority: number;
  readonly data: string;
  readonly metadata: string;
}

export function outboxRowOf(destination: string, { data, metadata }: Message): OutboxRow {
  return {
    destination,
    priority: metadata.priority ?? 0,
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  };
}

/** A message that waits, from the columns position, destination, attempts, data and metadata. */
export function outboxEntryIn(row: SqlRow): OutboxEntry {
  const metadata = JSON.parse(row['metadata'] as string) as MessageMetadata;
  return {
    position: Number(row['position']),
    destination: row['destination'] as string,
    attempts: Number(row['attempts']),
    message: {
      data: JSON.parse(row['data'] as string) as Message['data'],
      metadata: {
        ...metadata,
        time: new Date(metadata.time),
        ...(metadata.deadline === undefined ? {} : { deadline: new Date(metadata.deadline) }),
      },
    },
  };
}
