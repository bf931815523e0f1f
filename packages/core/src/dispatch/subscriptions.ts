import type { MessageMetadata } from '../messages/message.js';
import type { Broker, BrokerDelivery, BrokerMessage, BrokerSubscription } from '../ports/broker.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { within } from '../unit-of-work/current.js';
import { runNewUnit } from '../unit-of-work/run-unit.js';
import type { AnotherAttempt } from './dead-letters.js';
import type { DispatchHost } from './dispatch-host.js';
import { handlerContext, type HandlerContext } from './handler-context.js';
import { Limits } from './limits.js';
import { KnowingLogger } from './logger.js';
import { makeInstance } from './make-instance.js';
import { RetryPolicy } from './retry-policy.js';
import { surroundingsOf } from './surroundings-of.js';

/** What a class decorated with `@domain.subscriber` is: it takes messages of other contexts. */
export interface MessageReceiver {
  /**
   * Takes a message, in a unit of work of its own. A message that was taken is not given again, however often the broker
   * delivers it; one for which this fails is.
   */
  receive(message: BrokerMessage, context: HandlerContext): void | Promise<void>;
}

/** The subscribers of a domain at work: each one is a group of its broker. */
export class Subscriptions {
  readonly #running: BrokerSubscription[] = [];

  constructor(private readonly host: DispatchHost) {}

  /** @param brokers - by name; every one that a subscriber names. */
  async start(brokers: ReadonlyMap<string, Broker>): Promise<void> {
    for (const subscriber of this.host.registry.ofKind('subscriber')) {
      const { stream, broker = 'default' } = subscriber.options as { stream: string; broker?: string };
      this.#running.push(
        await brokers.get(broker)!.subscribe({
          stream,
          group: `${this.host.registry.domain}.${subscriber.name}`,
          receive: (delivery) =>
            this.host.work.during(() =>
              this.host.deliveries.apart(() => this.#receive(subscriber, delivery)),
            ),
        }),
      );
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((subscription) => subscription.stop()));
  }

  async #receive(subscriber: RegisteredElement, delivery: BrokerDelivery): Promise<void> {
    const { host } = this;
    const { message, attempt, stream } = delivery;
    const outcome = await this.#take(subscriber, delivery, attempt);
    if (outcome.succeeded) return delivery.ack();
    const policy = new RetryPolicy([host.options.retry], 'all');
    if (host.shutdown.isBegun || attempt < policy.attempts) return delivery.nack(policy.delayAfter(attempt));
    host.deadLetters.add({
      handler: `${subscriber.name}.receive`,
      metadata: metadataOf(message, stream, host.now()),
      attempts: attempt,
      error: outcome.error,
      again: () => this.#take(subscriber, delivery, attempt + 1),
    });
    host.logger.error(`${subscriber.name} could not take ${message.id} of ${stream}: see deadLetters.`, {
      error: outcome.error,
    });
    return delivery.ack();
  }

  async #take(
    subscriber: RegisteredElement,
    { message, stream }: BrokerDelivery,
    attempt: number,
  ): Promise<AnotherAttempt> {
    const { host } = this;
    const metadata = metadataOf(message, stream, host.now());
    const limits = new Limits(host);
    const logger = new KnowingLogger(host.logger, {
      handler: `${subscriber.name}.receive`,
      message: message.id,
    });
    let isDurable = false;
    try {
      await within({ ...surroundingsOf(metadata), units: [] }, () =>
        runNewUnit(host.units, async (unit) => {
          unit.afterCommit(() => {
            isDurable = true;
          });
          const { idempotency } = await unit.transaction(host.databaseOf(undefined));
          const key = `${host.registry.domain}.${subscriber.name}<${stream}#${message.id}`;
          if ((await idempotency.claim(key, message.id, 'wait')) !== undefined) return;
          const receiver = (await makeInstance(subscriber, host.options.resolve)) as MessageReceiver;
          await receiver.receive(message, handlerContext(host, { unit, metadata, attempt, limits, logger }));
          const time = host.now();
          await idempotency.complete({ key, fingerprint: message.id, result: undefined, time });
        }),
      );
      return { succeeded: true, attempts: 1 };
    } catch (error) {
      if (isDurable) logger.error('The message was taken; what came after that failed.', { error });
      return isDurable ? { succeeded: true, attempts: 1 } : { succeeded: false, attempts: 1, error };
    } finally {
      limits.release();
    }
  }
}

/** What a message of another context is to what follows from it here: its cause, and the beginning or part of a correlation. */
function metadataOf({ id, headers }: BrokerMessage, stream: string, time: number): MessageMetadata {
  const { type, correlationId, traceparent } = headers as Partial<Record<string, string>>;
  return Object.freeze({
    id,
    type: type ?? stream,
    kind: 'event',
    time: new Date(time),
    schemaVersion: 1,
    correlationId: correlationId ?? id,
    ...(traceparent === undefined ? {} : { traceparent }),
    extensions: {},
  });
}
