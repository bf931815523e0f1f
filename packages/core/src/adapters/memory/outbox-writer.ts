import type { Message } from '../../messages/message.js';
import type { OutboxWriter } from '../../ports/outbox.js';
import { outboxCopy } from './outbox-copy.js';
import type { Life, Participant } from './participant.js';

/** The messages that one transaction puts into the outbox. */
export class MemoryOutboxWriter implements OutboxWriter, Participant {
  readonly #written: (readonly [destination: string, message: Message])[] = [];

  constructor(
    private readonly life: Life,
    private readonly add: (destination: string, message: Message) => void,
  ) {}

  async put(destination: string, messages: readonly Message[]): Promise<void> {
    this.life.assertOpen();
    // All are looked at before the first is taken.
    const copies = messages.map(outboxCopy);
    for (const message of copies) this.#written.push([destination, message]);
  }

  /** Nothing can stand against a message that is only put behind others. */
  prepare(): void {}

  apply(): void {
    for (const [destination, message] of this.#written) this.add(destination, message);
  }
}
