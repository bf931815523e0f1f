import type { MessageMetadata } from '../messages/message.js';
import type { Surroundings } from '../unit-of-work/current.js';

/** What is known where a message is handled: nothing of who brought it there. */
export function surroundingsOf(message: MessageMetadata): Pick<Surroundings, 'message' | 'tenant'> {
  // An absent tenant has to take the place of one that is there.
  return { message, tenant: message.tenant };
}
