import type { MessageMetadata } from '../messages/message.js';
import { raisedSlot, type Raised, type RaisableEvent } from './pending-events.js';

/** What is known of a message that is on its way, or of a stored one; worked out when it is first asked for. */
class Known {
  #metadata: MessageMetadata | undefined;
  readonly #stored: unknown;
  readonly #read: ((stored: never) => MessageMetadata) | undefined;

  constructor(
    metadata: MessageMetadata | undefined,
    stored?: unknown,
    read?: (stored: never) => MessageMetadata,
  ) {
    this.#metadata = metadata;
    this.#stored = stored;
    this.#read = read;
  }

  get metadata(): MessageMetadata {
    return (this.#metadata ??= this.#read!(this.#stored as never));
  }
}

/** Commands have no place for it: most are never asked. */
const ofCommands = new WeakMap<object, MessageMetadata>();

/** Says what is known of a message: of an event when it is stored, of a command when it is processed. */
export function setMetadata(message: object, metadata: MessageMetadata): void {
  if (raisedSlot in message) (message as { [raisedSlot]: unknown })[raisedSlot] = new Known(metadata);
  else ofCommands.set(message, metadata);
}

/**
 * Says from what is known what there is to know of an event that was read: of thousands, few are asked.
 *
 * @param read - works it out of what is stored, when it is first asked for. One function for many events.
 */
export function setStored<Stored>(
  event: object,
  stored: Stored,
  read: (stored: Stored) => MessageMetadata,
): void {
  (event as { [raisedSlot]: unknown })[raisedSlot] = new Known(undefined, stored, read);
}

/** All that is known of a message; undefined before it was stored, read or processed. */
export function knownMetadata(message: object): MessageMetadata | undefined {
  if (!(raisedSlot in message)) return ofCommands.get(message);
  const raised = (message as RaisableEvent)[raisedSlot] as Raised | Known | undefined;
  return raised instanceof Known ? raised.metadata : undefined;
}
