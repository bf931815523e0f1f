import type { RetryOptions } from '../elements/handling-options.js';
import type { MessageMetadata } from '../messages/message.js';
import type { Broker, BrokerDelivery, BrokerMessage, BrokerSubscription } from '../ports/broker.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { databaseHere } from '../tenants/database-here.js';
import { within } from '../unit-of-work/current.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { AnotherAttempt } from './dead-letters.js';
import type { DispatchHost } from './dispatch-host.js';
import { handlerContext, type HandlerContext } from './handler-context.js';
import { Limits } from './limits.js';
import { KnowingLogger } from './logger.js';
import { makeInstance } from './make-instance.js';
import { RetryPolicy } from './retry-policy.js';
import { runWithRetries, Tries } from './run-with-retries.js';
import { surroundingsOf } from './surroundings-of.js';

/** What a class decorated with `@domain.subscriber` is: it takes messages of other contexts. */
export interface MessageReceiver {
  /**
   * Takes a message, in a unit of work of its own. A message that was taken is not given again, however often the broker
   * delivers it; one for which this fails is.
   */
  receive(message: BrokerMessage, context: HandlerContext): void | Promise<void>;
}

/** One subscriber at work. */
interface Receiving {
  readonly element: RegisteredElement;
  /** `Payments.receive`. */
  readonly label: string;
  readonly policy: RetryPolicy;
}

/** The subscribers of a domain at work: each one is a group of its broker. */
export class Subscriptions {
  readonly #running: BrokerSubscription[] = [];
  #isStopped = false;

  constructor(private readonly host: DispatchHost) {}

  /** @param brokers - by name; every one that a subscriber names. */
  async start(brokers: ReadonlyMap<string, Broker>): Promise<void> {
    const { host } = this;
    for (const element of host.registry.ofKind('subscriber')) {
      const { stream, broker = 'default', retry } = element.options as unknown as SubscriberFacts;
      const receiving: Receiving = {
        element,
        label: `${element.name}.receive`,
        policy: new RetryPolicy([retry, host.options.retry], 'all'),
      };
      const subscription = await brokers.get(broker)!.subscribe({
        stream,
        group: `${host.registry.domain}.${element.name}`,
        receive: (delivery) =>
          host.work.during(() => host.deliveries.apart(() => this.#receive(receiving, delivery))),
      });
      // The domain may have been closed meanwhile.
      if (this.#isStopped) return subscription.stop();
      this.#running.push(subscription);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running.splice(0).map((subscription) => subscription.stop()));
  }

  async #receive(receiving: Receiving, delivery: BrokerDelivery): Promise<void> {
    const { host } = this;
    const { label, policy } = receiving;
    const { message, attempt, stream } = delivery;
    // The broker gives again what failed, so that messages behind it need not wait: each delivery is one try.
    const { succeeded, error } = await this.#take(receiving, delivery, single, new Tries(attempt - 1));
    if (succeeded) return delivery.ack();
    const isToBeTried = attempt < policy.attempts && policy.isTransient(error);
    if (isToBeTried || host.shutdown.isBegun) return delivery.nack(policy.delayAfter(attempt));
    host.deadLetters.add({
      handler: label,
      metadata: metadataOf(message, stream, host.now()),
      attempts: attempt,
      error,
      again: () => this.#take(receiving, delivery, policy, new Tries()),
    });
    host.logger.error(`${label} could not take ${message.id} of ${stream}. See deadLetters.`, {
      attempts: attempt,
      error,
    });
    return delivery.ack();
  }

  /** Takes a message, each try in a unit of work of its own, unless it was taken before. */
  async #take(
    receiving: Receiving,
    { message, stream }: BrokerDelivery,
    policy: RetryPolicy,
    tries: Tries,
  ): Promise<AnotherAttempt> {
    const { host } = this;
    const { label } = receiving;
    const metadata = metadataOf(message, stream, host.now());
    const limits = new Limits(host);
    const logger = new KnowingLogger(host.logger, { handler: label, message: message.id });
    const once = (unit: UnitOfWork): Promise<void> =>
      this.#takeOnce(receiving, message, {
        unit,
        key: `${host.registry.domain}.${receiving.element.name}<${stream}#${message.id}`,
        context: handlerContext(host, { unit, metadata, attempt: tries.attempts, limits, logger }),
      });
    try {
      await within({ ...surroundingsOf(metadata), units: [] }, () =>
        runWithRetries(policy, { runner: host.units, limits, logger, tries }, once),
      );
      return { succeeded: true, attempts: tries.attempts };
    } catch (error) {
      if (!tries.isDurable) return { succeeded: false, attempts: tries.attempts, error };
      // What it did is there, and must not be done twice.
      logger.error(`${label} has taken ${message.id} of ${stream}; what came after that failed.`, { error });
      return { succeeded: true, attempts: tries.attempts };
    } finally {
      limits.release();
    }
  }

  async #takeOnce(
    { element }: Receiving,
    message: BrokerMessage,
    {
      unit,
      key,
      context,
    }: { readonly unit: UnitOfWork; readonly key: string; readonly context: HandlerContext },
  ): Promise<void> {
    const { host } = this;
    const database = host.databaseOf(undefined);
    const { idempotency } = await unit.transaction(database, host.databaseNameOf(undefined), element.name);
    if ((await idempotency.claim(key, message.id, 'wait')) !== undefined) return;
    const receiver = (await makeInstance(element, host.options.resolve)) as MessageReceiver;
    await receiver.receive(message, context);
    await idempotency.complete({ key, fingerprint: message.id, result: undefined, time: host.now() });
    unit.afterCommit(() => host.keys.remembered(databaseHere(database)));
  }
}

/** Tries once, whatever it fails with. */
const single = new RetryPolicy([{ attempts: 1 }], 'none');

/** Options of a subscriber, as its decorator checked them. */
interface SubscriberFacts {
  readonly stream: string;
  readonly broker?: string;
  readonly retry?: RetryOptions;
}

/** What a message of another context is to what follows from it here: its cause, and the beginning or part of a correlation. */
function metadataOf({ id, headers }: BrokerMessage, stream: string, time: number): MessageMetadata {
  const { type, correlationId, traceparent, tenant } = headers as Partial<Record<string, string>>;
  return Object.freeze({
    id,
    type: type ?? stream,
    kind: 'event',
    time: new Date(time),
    schemaVersion: 1,
    correlationId: correlationId ?? id,
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(tenant === undefined || tenant === '' ? {} : { tenant }),
    extensions: {},
  });
}
