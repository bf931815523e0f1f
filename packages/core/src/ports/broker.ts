import type { JsonValue } from '../errors/violation.js';

/** A message between contexts, as plain data that belongs to nobody's model. */
export interface BrokerMessage {
  /** The same when a message is sent again: consumers recognise repetitions by it. */
  readonly id: string;
  /** Messages with the same key are received in the order in which they were published; others in any order. */
  readonly key?: string;
  readonly body: JsonValue;
  /** What is known of the message beside its body: `type`, `correlationId`, `traceparent`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A message that was handed to a receiver and waits for its answer. */
export interface BrokerDelivery {
  readonly stream: string;
  readonly message: BrokerMessage;
  /** How often it was handed over to the group, this time included. */
  readonly attempt: number;
  /** It was dealt with: it will not come again. A second answer is ignored. */
  ack(): Promise<void>;
  /**
   * It could not be dealt with: it comes again, before later messages with its key.
   *
   * @param delay - milliseconds until then, at least.
   */
  nack(delay?: number): Promise<void>;
}

/** Who receives the messages of a stream. */
export interface BrokerReceiver {
  readonly stream: string;
  /** Each message goes to one receiver of a group, and to every group. */
  readonly group: string;
  /** How many messages may wait for an answer at a time; 1 when absent. */
  readonly prefetch?: number;
  /** Takes a delivery. When it fails before it has answered, that is a `nack`. */
  receive(delivery: BrokerDelivery): Promise<void>;
}

/** A receiver at work. */
export interface BrokerSubscription {
  /**
   * Takes no further messages. What was handed over may still be answered; what was not answered when `close` is called on
   * the broker is handed over again to another receiver of the group.
   */
  stop(): Promise<void>;
}

/**
 * Carries messages between contexts: at least once, in the order of their publication for each key. It keeps messages until
 * every group has acknowledged them; those published before the first group wait for it.
 */
export interface Broker {
  readonly name: string;
  /** Takes all messages or none; they are kept from then on. */
  publish(stream: string, messages: readonly BrokerMessage[]): Promise<void>;
  subscribe(receiver: BrokerReceiver): Promise<BrokerSubscription>;
  /**
   * Asks the broker itself for a sign of life, for who operates the domain. Absent where it cannot be asked.
   *
   * @throws DomainryError that says what is wrong and what to do, and nothing secret.
   */
  health?(): Promise<void>;
  /** Ends all subscriptions. */
  close(): Promise<void>;
}

/** Opens a broker: what `init({ brokers: { default: memoryBroker() } })` takes. */
export interface BrokerAdapter {
  readonly name: string;
  open(): Promise<Broker>;
}
