import { DomainryError } from '../errors/domainry-error.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { within } from '../unit-of-work/current.js';
import { runNewUnit } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { checkAskOptions } from './check-call-options.js';
import { callHandler } from './call-handler.js';
import { foreignMessage } from './foreign-message.js';
import type { DispatchHost } from './dispatch-host.js';
import { queryContext } from './handler-context.js';
import type { Route } from './handler-index.js';
import { Limits } from './limits.js';
import { KnowingLogger } from './logger.js';
import type { AskOptions } from './process-options.js';
import { markAsQuery, queryWrites } from './query-units.js';

/**
 * Answers a query. It sees what was committed, also where it is asked inside a unit of work, and changes nothing.
 *
 * @throws DomainryError MESSAGE_FOREIGN, QUERY_UNHANDLED, QUERY_WRITES; what the handler throws.
 */
export async function processQuery(
  host: DispatchHost,
  query: object,
  options: AskOptions = {},
): Promise<unknown> {
  const element = host.index.elementOf(query);
  if (element?.kind !== 'query') throw foreignMessage(host, query, 'query');
  const route = host.index.forQuery(element);
  if (route === undefined) throw unhandled(element);
  checkAskOptions(element.name, options);
  const { signal, timeout, tenant } = options;
  signal?.throwIfAborted();
  const deadline = timeout === undefined ? undefined : host.now() + timeout;
  const limits = new Limits(host, { deadline, signal });
  const logger = new KnowingLogger(host.logger, { handler: route.label });
  const about = {
    kind: 'query',
    message: query,
    metadata: undefined,
    handler: route.label,
    limits,
    logger,
  } as const;
  const act = (): Promise<unknown> =>
    host.middleware.run(about, () =>
      runNewUnit(host.units, async (unit) => {
        markAsQuery(unit);
        const answer = await callHandler(host, route, query, queryContext(host, { unit, limits, logger }));
        refuseWrites(unit, route);
        return answer;
      }),
    );
  try {
    return await (tenant === undefined ? act() : within({ tenant }, act));
  } finally {
    limits.release();
  }
}

function refuseWrites(unit: UnitOfWork, { label }: Route): void {
  if (unit.isDue || unit.isWriting) throw queryWrites(`${label} handed something to a repository`);
}

function unhandled({ name }: RegisteredElement): DomainryError {
  return new DomainryError(
    'QUERY_UNHANDLED',
    `${name} is answered by nothing. Mark a method with @read(${name}) in a query handler, and import its module before init().`,
    { details: { query: name } },
  );
}
