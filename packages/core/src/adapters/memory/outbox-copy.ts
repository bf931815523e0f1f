import type { Message, MessageMetadata } from '../../messages/message.js';
import { storedCopy } from './stored-copy.js';

/** A message as a database would keep it: nothing is shared with the caller. */
export function outboxCopy({ data, metadata }: Message): Message {
  const subject = `${metadata.type} ${metadata.id}`;
  const copied: MessageMetadata = {
    ...metadata,
    time: new Date(metadata.time),
    ...(metadata.deadline === undefined ? {} : { deadline: new Date(metadata.deadline) }),
    extensions: storedCopy(subject, metadata.extensions),
  };
  return Object.freeze({ data: storedCopy(subject, data), metadata: Object.freeze(copied) });
}
