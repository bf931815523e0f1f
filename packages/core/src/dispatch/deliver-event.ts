import { within } from '../unit-of-work/current.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import { runNewUnit } from '../unit-of-work/run-unit.js';
import type { DispatchHost } from './dispatch-host.js';
import type { DeliveryReport } from './delivery-report.js';
import type { EventConsumer } from './event-consumer.js';
import { handlerContext } from './handler-context.js';
import { Limits } from './limits.js';
import { KnowingLogger } from './logger.js';
import { runWithRetries, type Tried } from './run-with-retries.js';
import { surroundingsOf } from './surroundings-of.js';

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
  const known = { event: id, type, handler: consumer.label };
  if (host.deadLetters.isStopped(consumer.label)) {
    putAside(host, event, consumer, { attempts: 0, error: undefined });
    return { ...known, outcome: 'waiting', attempts: 0 };
  }
  const tried = await handleEvent(host, event, consumer);
  if (tried.succeeded) return { ...known, outcome: 'handled', attempts: tried.attempts };
  const { attempts, error } = tried;
  const isStopping = consumer.onFailure === 'stop';
  if (isStopping) host.deadLetters.stop(consumer.label);
  putAside(host, event, consumer, tried);
  const consequence = isStopping ? 'It is stopped until deadLetters.resume().' : 'See deadLetters.';
  host.logger.error(`${consumer.label} could not handle ${type} ${id}. ${consequence}`, { attempts, error });
  return { ...known, outcome: isStopping ? 'stopped' : 'parked', attempts, error };
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
): Promise<Tried<void>> {
  const { label } = consumer;
  const limits = new Limits(host);
  const logger = new KnowingLogger(host.logger, { handler: label, event: metadata.id });
  const facts: { isDurable: boolean; tried?: Tried<void> } = { isDurable: false };
  const once = (attempt: number): Promise<void> =>
    runNewUnit(host.units, async (unit) => {
      unit.afterCommit(() => {
        facts.isDurable = true;
      });
      await consumer.handle(event, handlerContext(host, { unit, metadata, attempt, limits, logger }));
    });
  const all = async (): Promise<void> => {
    const isDurable = (): boolean => facts.isDurable;
    facts.tried = await runWithRetries(consumer.retry, { limits, logger, isDurable }, once);
    if (!facts.tried.succeeded) throw facts.tried.error;
  };
  const handling = { kind: 'event', message: event, metadata, handler: label, limits, logger } as const;
  try {
    // What the handler does follows from the event, whoever brought the event here: units of other domains, too, are not its
    // own.
    await within({ ...surroundingsOf(metadata), units: [] }, () => host.middleware.run(handling, all));
    return { succeeded: true, attempts: facts.tried?.attempts ?? 1, result: undefined };
  } catch (error) {
    const attempts = facts.tried?.attempts ?? 1;
    if (!facts.isDurable) return { succeeded: false, attempts, error };
    // What it did is there, and must not be done twice.
    logger.error(`${label} has handled ${metadata.type} ${metadata.id}; what came after that failed.`, {
      error,
    });
    return { succeeded: true, attempts, result: undefined };
  }
}
