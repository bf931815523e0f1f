import type { Message, MessageMetadata } from '../../messages/message.js';
import type { Outbox, OutboxEntry, OutboxWriter } from '../../ports/outbox.js';
import type { Life, Participant } from './participant.js';
import { storedCopy } from './stored-copy.js';

interface Waiting {
  readonly position: number;
  readonly destination: string;
  readonly message: Message;
  attempts: number;
  failure?: string;
}

/** The messages of a memory database that wait to be handed over. */
export class MemoryOutbox implements Outbox {
  readonly #entries = new Map<number, Waiting>();
  /** By destination, then by priority; entries in the order of their positions. */
  readonly #queues = new Map<string, Map<number, Map<number, Waiting>>>();
  #lastPosition = 0;

  constructor(private readonly life: Life) {}

  async waiting(destination: string, limit: number): Promise<readonly OutboxEntry[]> {
    this.life.assertOpen();
    const found: OutboxEntry[] = [];
    const queues = [...(this.#queues.get(destination) ?? [])].sort(([one], [other]) => other - one);
    for (const [, queue] of queues) {
      for (const entry of queue.values()) {
        if (found.length >= limit) return found;
        found.push({ ...entry, message: copyOf(entry.message) });
      }
    }
    return found;
  }

  async done(position: number): Promise<void> {
    this.life.assertOpen();
    const entry = this.#entries.get(position);
    if (entry === undefined) return;
    this.#entries.delete(position);
    const queues = this.#queues.get(entry.destination);
    const priority = priorityOf(entry.message);
    const queue = queues?.get(priority);
    if (queue?.delete(position) === true && queue.size === 0) queues?.delete(priority);
  }

  async failed(position: number, reason: string): Promise<void> {
    this.life.assertOpen();
    const entry = this.#entries.get(position);
    if (entry === undefined) return;
    entry.attempts++;
    entry.failure = reason;
  }

  begin(life: Life): MemoryOutboxWriter {
    return new MemoryOutboxWriter(life, (destination, message) => this.#add(destination, message));
  }

  #add(destination: string, message: Message): void {
    const entry: Waiting = { position: ++this.#lastPosition, destination, message, attempts: 0 };
    this.#entries.set(entry.position, entry);
    const queues = entryOf(this.#queues, destination, () => new Map<number, Map<number, Waiting>>());
    entryOf(queues, priorityOf(message), () => new Map<number, Waiting>()).set(entry.position, entry);
  }
}

/** The messages that one transaction puts into the outbox. */
class MemoryOutboxWriter implements OutboxWriter, Participant {
  readonly #written: (readonly [destination: string, message: Message])[] = [];

  constructor(
    private readonly life: Life,
    private readonly add: (destination: string, message: Message) => void,
  ) {}

  async put(destination: string, messages: readonly Message[]): Promise<void> {
    this.life.assertOpen();
    // All are looked at before the first is taken.
    const copies = messages.map(copyOf);
    for (const message of copies) this.#written.push([destination, message]);
  }

  /** Nothing can stand against a message that is only put behind others. */
  prepare(): void {}

  apply(): void {
    for (const [destination, message] of this.#written) this.add(destination, message);
  }
}

function copyOf({ data, metadata }: Message): Message {
  const subject = `${metadata.type} ${metadata.id}`;
  const copied: MessageMetadata = {
    ...metadata,
    time: new Date(metadata.time),
    ...(metadata.deadline === undefined ? {} : { deadline: new Date(metadata.deadline) }),
    extensions: storedCopy(subject, metadata.extensions),
  };
  return Object.freeze({ data: storedCopy(subject, data), metadata: Object.freeze(copied) });
}

function priorityOf({ metadata }: Message): number {
  return metadata.priority ?? 0;
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
