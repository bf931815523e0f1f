import type { MessageMetadata } from '../messages/message.js';
import type { StoredEvent } from '../ports/event-store.js';

/** A stored message that no class of the domain reads, kept for who wants to look at it. */
export class UnknownMessage {
  readonly #data: () => Readonly<Record<string, unknown>>;
  readonly #metadata: () => MessageMetadata;

  constructor(
    readonly stored: StoredEvent,
    data: () => Readonly<Record<string, unknown>>,
    metadata: () => MessageMetadata,
  ) {
    this.#data = data;
    this.#metadata = metadata;
  }

  /** Its stored name. */
  get type(): string {
    return this.stored.type;
  }

  /** Its payload, as it was stored. */
  get data(): Readonly<Record<string, unknown>> {
    return this.#data();
  }

  get metadata(): MessageMetadata {
    return this.#metadata();
  }
}
