import type { MessageMetadata } from '../messages/message.js';
import { raisedSlot, type Raised, type RaisableEvent } from './pending-events.js';

/** What is known of a message that is on its way, or of a stored one; worked out when it is first asked for. */
class Known {
  #metadata: MessageMetadata | (() => MessageMetadata);

  constructor(metadata: MessageMetadata | (() => MessageMetadata)) {
    this.#metadata = metadata;
  }

  get metadata(): MessageMetadata {
    if (typeof this.#metadata === 'function') this.#metadata = this.#metadata();
    return this.#metadata;
  }
}

/** Commands have no place for it: most are never asked. */
const ofCommands = new WeakMap<object, MessageMetadata>();

/**
 * Says what is known of a message: of an event when it is stored or was read, of a command when it is processed.
 *
 * @param metadata - or a function that gives them: of thousands of events that are read, few are asked.
 */
export function setMetadata(message: object, metadata: MessageMetadata | (() => MessageMetadata)): void {
  if (raisedSlot in message) {
    (message as { [raisedSlot]: unknown })[raisedSlot] = new Known(metadata);
    return;
  }
  ofCommands.set(message, typeof metadata === 'function' ? metadata() : metadata);
}

/** All that is known of a message; undefined before it was stored, read or processed. */
export function knownMetadata(message: object): MessageMetadata | undefined {
  if (!(raisedSlot in message)) return ofCommands.get(message);
  const raised = (message as RaisableEvent)[raisedSlot] as Raised | Known | undefined;
  return raised instanceof Known ? raised.metadata : undefined;
}
