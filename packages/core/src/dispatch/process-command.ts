import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import type { MessageMetadata } from '../messages/message.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { within } from '../unit-of-work/current.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import { currentUnit, runNewUnit, runPart } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { callHandler } from './call-handler.js';
import type { CommandReport } from './command-report.js';
import type { Commission } from './commission.js';
import type { DispatchHost } from './dispatch-host.js';
import { handlerContext } from './handler-context.js';
import { claimOf, completeClaim, takeClaim, type Claim } from './idempotency.js';
import { Limits } from './limits.js';
import { KnowingLogger, type Logger } from './logger.js';
import type { ProcessOptions } from './process-options.js';
import { requireVersion } from './require-version.js';
import { runWithRetries } from './run-with-retries.js';
import { surroundingsOf } from './surroundings-of.js';

/**
 * Handles a command: it is claimed, handled and committed as one unit of work, or as a part of the one that is open here.
 * Then its events are delivered, and whatever becomes of that, the command has succeeded.
 *
 * @param isFromOutbox - whether it waited there; it may have been handled before.
 * @param outcome - takes down what happens, for those who want to know it also when this fails.
 * @throws DomainryError COMMAND_EXPIRED, COMMAND_IN_FLIGHT, IDEMPOTENCY_MISMATCH, RESULT_NOT_STORABLE, COMMAND_OUTDATED; what
 *   the handler and the commit throw.
 */
export async function processCommand(
  host: DispatchHost,
  commission: Commission,
  { signal, whenInFlight = 'wait' }: Pick<ProcessOptions, 'signal' | 'whenInFlight'>,
  isFromOutbox = false,
  outcome: Outcome = newOutcome(),
): Promise<CommandReport<unknown>> {
  const { command, element, route, metadata } = commission;
  signal?.throwIfAborted();
  const expired = (): DomainryError => expiredError(element, metadata);
  const limits = new Limits(host, { deadline: metadata.deadline?.getTime(), signal, expired });
  const handling: Handling = {
    ...commission,
    claim: claimOf(host, element, command, metadata, isFromOutbox),
    whenInFlight,
    limits,
    logger: new KnowingLogger(host.logger, { handler: route.label, command: metadata.id }),
    outcome,
  };
  const { logger } = handling;
  const about = {
    kind: 'command',
    message: command,
    metadata,
    handler: route.label,
    limits,
    logger,
  } as const;
  let result: unknown;
  try {
    result = await within(surroundingsOf(metadata), () =>
      host.middleware.run(about, () => handleCommand(host, handling)),
    );
  } catch (error) {
    // Something failed after the commit. What happened did happen, and others wait for it.
    await host.deliveries.deliver(outcome.events);
    throw error;
  } finally {
    limits.release();
  }
  const deliveries = await host.deliveries.deliver(outcome.events);
  const { attempts, isReplay, events } = outcome;
  return { id: metadata.id, result, attempts, isReplay, events: events.map(summaryOf), deliveries };
}

/** What is known while a command is handled. */
interface Handling extends Commission {
  readonly claim: Claim | undefined;
  readonly whenInFlight: 'wait' | 'fail';
  readonly limits: Limits;
  readonly logger: Logger;
  readonly outcome: Outcome;
}

/** What became of a command so far. */
export interface Outcome {
  attempts: number;
  isReplay: boolean;
  isDurable: boolean;
  events: readonly RecordedEvent[];
}

/** Nothing happened yet. */
export function newOutcome(): Outcome {
  return { attempts: 0, isReplay: false, isDurable: false, events: [] };
}

/** Handles it in the unit that is open here, once; or in units of its own, as often as it takes. */
async function handleCommand(host: DispatchHost, handling: Handling): Promise<unknown> {
  const { limits, logger, outcome, route } = handling;
  requireTime(handling);
  const outer = currentUnit(host.domain);
  if (outer !== undefined) {
    outcome.attempts = 1;
    return runPart(outer, () => handleOnce(host, handling, outer));
  }
  const runner = {
    domain: host.domain,
    committed: async (events: readonly RecordedEvent[]): Promise<void> => {
      outcome.events = events;
    },
  };
  const isDurable = (): boolean => outcome.isDurable;
  const tried = await runWithRetries(route.retry, { limits, logger, isDurable }, (attempt) => {
    outcome.attempts = attempt;
    return runNewUnit(runner, (unit) => {
      unit.afterCommit(() => {
        outcome.isDurable = true;
      });
      return handleOnce(host, handling, unit);
    });
  });
  if (tried.succeeded) return tried.result;
  throw tried.error;
}

/** One try: nothing it does is there before the commit of the unit. */
async function handleOnce(host: DispatchHost, handling: Handling, unit: UnitOfWork): Promise<unknown> {
  const { claim, command, element, limits, logger, metadata, outcome, route, whenInFlight } = handling;
  const database = host.databaseOf(host.registry.clusterOf(element.cls));
  if (claim !== undefined) {
    const transaction = await unit.transaction(database);
    const replay = await limits.race(takeClaim(host, element, transaction, claim, whenInFlight));
    outcome.isReplay = replay !== undefined;
    if (replay !== undefined) return replay.result;
    // It may have waited for the claim.
    requireTime(handling);
  }
  if (metadata.expectedVersion !== undefined) await requireVersion(host, element, command, metadata);
  const result =
    route.element.kind === 'decider'
      ? await host.decide(route.element, command, unit, metadata)
      : await callHandler(
          host,
          route,
          command,
          handlerContext(host, { unit, metadata, attempt: outcome.attempts, limits, logger }),
        );
  faultPoint('command.handled');
  if (claim !== undefined) {
    await completeClaim(await unit.transaction(database), claim, result, route.label, host.now());
  }
  return result;
}

function requireTime({ limits, element, metadata }: Handling): void {
  if (limits.timeLeft < 0) throw expiredError(element, metadata);
}

function summaryOf({
  metadata,
  stream,
  version,
  position,
}: RecordedEvent): CommandReport<unknown>['events'][number] {
  const { id, type } = metadata;
  return { id, type, stream, version, ...(position === undefined ? {} : { position }) };
}

function expiredError({ name }: RegisteredElement, { id, deadline }: MessageMetadata): DomainryError {
  const until = deadline!.toISOString();
  return new DomainryError(
    'COMMAND_EXPIRED',
    `${name} had to be handled by ${until}, and that moment has passed: it was not handled. Send it again, with more time.`,
    { details: { command: name, id, deadline: until } },
  );
}
