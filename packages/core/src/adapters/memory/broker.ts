import type {
  Broker,
  BrokerAdapter,
  BrokerMessage,
  BrokerReceiver,
  BrokerSubscription,
} from '../../ports/broker.js';
import { BrokerGroup } from './broker-group.js';

/**
 * A broker inside the process, for tests and for contexts that live together. Opened by several domains, it connects them.
 * Nothing is lost while the process lives, and nothing outlives it.
 *
 * @example
 * ```ts fragment
 * await banking.init({ brokers: { default: memoryBroker() } });
 * ```
 */
export function memoryBroker(): BrokerAdapter {
  const streams = new Map<string, Stream>();
  return { name: 'memory', open: async () => new MemoryBroker(streams) };
}

/** The messages of one stream, and who gets them. */
class Stream {
  readonly groups = new Map<string, BrokerGroup>();
  /** Published before there was a group. */
  #waiting: BrokerMessage[] = [];

  publish(messages: readonly BrokerMessage[]): void {
    if (this.groups.size === 0) this.#waiting.push(...messages);
    for (const group of this.groups.values()) group.take(messages);
  }

  group(stream: string, name: string): BrokerGroup {
    let group = this.groups.get(name);
    if (group === undefined) {
      this.groups.set(name, (group = new BrokerGroup(stream)));
      group.take(this.#waiting);
      this.#waiting = [];
    }
    return group;
  }
}

class MemoryBroker implements Broker {
  readonly name = 'memory';
  readonly #subscriptions = new Set<() => void>();

  constructor(private readonly streams: Map<string, Stream>) {}

  async publish(stream: string, messages: readonly BrokerMessage[]): Promise<void> {
    // What receivers get is their own, as it would be if it had travelled.
    const own = messages.map((message) => structuredClone(message));
    this.#stream(stream).publish(own);
  }

  async subscribe(receiver: BrokerReceiver): Promise<BrokerSubscription> {
    const leave = this.#stream(receiver.stream).group(receiver.stream, receiver.group).join(receiver);
    this.#subscriptions.add(leave.abandon);
    return { stop: async () => leave.stop() };
  }

  /** Where this runs, it is. */
  async health(): Promise<void> {}

  async close(): Promise<void> {
    for (const abandon of this.#subscriptions) abandon();
    this.#subscriptions.clear();
  }

  #stream(name: string): Stream {
    let stream = this.streams.get(name);
    if (stream === undefined) this.streams.set(name, (stream = new Stream()));
    return stream;
  }
}
