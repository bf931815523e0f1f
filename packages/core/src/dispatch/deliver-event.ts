import { within } from '../unit-of-work/current.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { AnotherAttempt } from './dead-letters.js';
import type { DispatchHost } from './dispatch-host.js';
import type { DeliveryReport } from './delivery-report.js';
import type { EventConsumer } from './event-consumer.js';
import { handlerContext } from './handler-context.js';
import { Limits } from './limits.js';
import { KnowingLogger } from './logger.js';
import { runWithRetries, Tries } from './run-with-retries.js';

/**
 * Hands one event to one consumer, in a unit of work of its own, as often as its policy says. Never fails: what cannot be
 * handled is put aside, and nobody else notices.
 */
export async function deliverEvent(
  host: DispatchHost,
  event: RecordedEvent,
  consumer: EventConsumer,
): Promise<DeliveryReport> {
  const { id, type } = event.metadata;
  const handler = consumer.label;
  if (host.deadLetters.isStopped(consumer.label)) {
    putAside(host, event, consumer, { attempts: 0, error: undefined });
    return { event: id, type, handler, outcome: 'waiting', attempts: 0 };
  }
  const { succeeded, attempts, error } = await handleEvent(host, event, consumer);
  if (succeeded) return { event: id, type, handler, outcome: 'handled', attempts };
  const isStopping = consumer.onFailure === 'stop';
  if (isStopping) host.deadLetters.stop(consumer.label);
  putAside(host, event, consumer, { attempts, error });
  const consequence = isStopping ? 'It is stopped until deadLetters.resume().' : 'See deadLetters.';
  host.logger.error(`${consumer.label} could not handle ${type} ${id}. ${consequence}`, { attempts, error });
  return { event: id, type, handler, outcome: isStopping ? 'stopped' : 'parked', attempts, error };
}

function putAside(
  host: DispatchHost,
  event: RecordedEvent,
  consumer: EventConsumer,
  { attempts, error }: { readonly attempts: number; readonly error: unknown },
): void {
  host.deadLetters.add({
    handler: consumer.label,
    metadata: event.metadata,
    attempts,
    error,
    again: () => handleEvent(host, event, consumer),
  });
}

async function handleEvent(
  host: DispatchHost,
  { event, metadata }: RecordedEvent,
  consumer: EventConsumer,
): Promise<AnotherAttempt> {
  const { label } = consumer;
  const limits = new Limits(host);
  const logger = new KnowingLogger(host.logger, { handler: label, event: metadata.id });
  const tries = new Tries();
  const once = (unit: UnitOfWork): unknown =>
    consumer.handle(event, handlerContext(host, { unit, metadata, attempt: tries.attempts, limits, logger }));
  const all = (): Promise<unknown> =>
    runWithRetries(consumer.retry, { runner: host.units, limits, logger, tries }, once);
  const handling = { kind: 'event', message: event, metadata, handler: label, limits, logger } as const;
  try {
    // What the handler does follows from the event, whoever brought the event here: units of other domains, too, are not its
    // own.
    await within({ message: metadata, tenant: metadata.tenant, units: none }, () =>
      host.middleware.run(handling, all),
    );
    return { succeeded: true, attempts: Math.max(tries.attempts, 1) };
  } catch (error) {
    const attempts = Math.max(tries.attempts, 1);
    if (!tries.isDurable) return { succeeded: false, attempts, error };
    // What it did is there, and must not be done twice.
    logger.error(`${label} has handled ${metadata.type} ${metadata.id}; what came after that failed.`, {
      error,
    });
    return { succeeded: true, attempts };
  } finally {
    limits.release();
  }
}

const none: readonly never[] = Object.freeze([]);
