import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import type { MessageMetadata } from '../messages/message.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { databaseHere } from '../tenants/database-here.js';
import { within } from '../unit-of-work/current.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import { currentUnit, runPart } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { callHandler } from './call-handler.js';
import type { Commission } from './commission.js';
import type { DeliveryReport } from './delivery-report.js';
import type { DispatchHost } from './dispatch-host.js';
import { handlerContext } from './handler-context.js';
import { claimOf, completeClaim, takeClaim, type Claim } from './idempotency.js';
import { Limits } from './limits.js';
import { KnowingLogger, type Logger } from './logger.js';
import type { ProcessOptions } from './process-options.js';
import { requireVersion } from './require-version.js';
import { runWithRetries, Tries } from './run-with-retries.js';

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
  outcome: CommandOutcome = new CommandOutcome(),
): Promise<CommandOutcome> {
  const { command, element, route, metadata } = commission;
  signal?.throwIfAborted();
  const expired = (): DomainryError => expiredError(element, metadata);
  const limits = new Limits(host, { deadline: metadata.deadline?.getTime(), signal, expired });
  const handling: Handling = {
    commission,
    claim: claimOf(host, element, command, metadata, isFromOutbox),
    whenInFlight,
    limits,
    logger: new KnowingLogger(host.logger, { handler: route.label, command: metadata.id }),
    outcome,
  };
  const job = host.work.begin();
  try {
    outcome.result = await within({ message: metadata, tenant: metadata.tenant, jobs: job.here }, () =>
      handleInMiddleware(host, handling),
    );
    return outcome;
  } finally {
    limits.release();
    try {
      // Also when something failed after the commit: what happened did happen, and others wait for it.
      const delivered = host.deliveries.deliver(outcome.events);
      outcome.deliveries = delivered instanceof Promise ? await delivered : delivered;
    } finally {
      host.work.end(job);
    }
  }
}

/** What is known while a command is handled. */
interface Handling {
  readonly commission: Commission;
  readonly claim: Claim | undefined;
  readonly whenInFlight: 'wait' | 'fail';
  readonly limits: Limits;
  readonly logger: Logger;
  readonly outcome: CommandOutcome;
}

/** What became of a command so far. */
export class CommandOutcome extends Tries {
  result: unknown;
  isReplay = false;
  events: readonly RecordedEvent[] = none;
  deliveries: readonly DeliveryReport[] = none;
}

function handleInMiddleware(host: DispatchHost, handling: Handling): Promise<unknown> {
  const { commission, limits, logger } = handling;
  const { command, metadata, route } = commission;
  return host.middleware.run(
    { kind: 'command', message: command, metadata, handler: route.label, limits, logger },
    () => handleCommand(host, handling),
  );
}

/** Handles it in the unit that is open here, once; or in units of its own, as often as it takes. */
function handleCommand(host: DispatchHost, handling: Handling): Promise<unknown> {
  const { commission, limits, logger, outcome } = handling;
  requireTime(handling);
  const outer = currentUnit(host.domain);
  if (outer !== undefined) {
    outcome.attempts = 1;
    return runPart(outer, () => handleOnce(host, handling, outer));
  }
  const runner = {
    domain: host.domain,
    committed: (events: readonly RecordedEvent[]): void => {
      outcome.events = events;
    },
  };
  return runWithRetries(commission.route.retry, { runner, limits, logger, tries: outcome }, (unit) =>
    handleOnce(host, handling, unit),
  );
}

/** One try: nothing it does is there before the commit of the unit. */
async function handleOnce(host: DispatchHost, handling: Handling, unit: UnitOfWork): Promise<unknown> {
  const { claim, commission, limits, logger, outcome, whenInFlight } = handling;
  const { command, element, metadata, route } = commission;
  const owner = host.registry.clusterOf(element.cls);
  const database = host.databaseOf(owner);
  if (claim !== undefined) {
    const transaction = await unit.transaction(database, host.databaseNameOf(owner), element.name);
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
    const transaction = await unit.transaction(database, host.databaseNameOf(owner), element.name);
    await completeClaim(transaction, claim, result, route.label, host.now());
    unit.afterCommit(() => host.keys.remembered(databaseHere(database)));
  }
  return result;
}

function requireTime({ limits, commission }: Handling): void {
  if (limits.timeLeft < 0) throw expiredError(commission.element, commission.metadata);
}

function expiredError({ name }: RegisteredElement, { id, deadline }: MessageMetadata): DomainryError {
  const until = deadline!.toISOString();
  return new DomainryError(
    'COMMAND_EXPIRED',
    `${name} had to be handled by ${until}, and that moment has passed: it was not handled. Send it again, with more time.`,
    { details: { command: name, id, deadline: until } },
  );
}

const none: readonly never[] = Object.freeze([]);
