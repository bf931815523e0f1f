import type { MessageMetadata } from '../messages/message.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { DomainEvents, ReadableEvents } from '../repositories/domain-events.js';
import type { RepositoryLookup } from '../repositories/repository-lookup.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Ask, Process } from './calls.js';
import type { Limits } from './limits.js';
import type { Logger } from './logger.js';

declare global {
  /** Named here for programs that are compiled without the types of Node or of browsers; to those, this adds nothing. */
  interface AbortSignal {
    readonly aborted: boolean;
  }
}

/** What a method that answers queries is given beside the query. It only reads. */
export interface QueryContext {
  /** The repository of an aggregate, or a repository class of yours; it belongs to the unit of work of this handling. */
  readonly repository: RepositoryLookup;
  /** Asks another query. */
  readonly ask: Ask;
  /** What happened: `domain.events`, as the unit of work of this handling sees it. */
  readonly events: ReadableEvents;
  /** Is aborted when nobody waits for the result any more: the deadline has passed, the caller gave up, the domain closes. */
  readonly signal: AbortSignal;
  /** Adds to everything which method wrote it. */
  readonly logger: Logger;
}

/** What a method that handles a command or event is given beside the message. */
export interface HandlerContext extends QueryContext {
  /** The events of the domain: `domain.events`. What is written belongs to the unit of work of this handling. */
  readonly events: DomainEvents;
  /** Handles another command, as a part of the same unit of work: it follows from the message that is handled here. */
  readonly process: Process;
  /** Everything known of the message beside its payload. */
  readonly message: MessageMetadata;
  /** 1 for the first try; each one begins anew. */
  readonly attempt: number;
}

/** Where contexts take from what is the same for all messages. */
export interface ContextSources {
  readonly repositoriesIn: (unit: UnitOfWork) => RepositoryLookup;
  readonly domainEvents: () => DomainEvents;
  readonly process: Process;
  readonly ask: Ask;
  /** Version of an aggregate or decider by its identity, as the unit of work that is open sees it; −1 when there is none. */
  readonly versionOf: (element: RegisteredElement, id: unknown) => Promise<number>;
}

/** What is particular to one try of one message. */
export interface HandlingFacts {
  /** The unit of work it runs in. */
  readonly unit: UnitOfWork;
  readonly metadata: MessageMetadata;
  readonly attempt: number;
  readonly limits: Limits;
  readonly logger: Logger;
}

/** The context of one try of a command or event. */
export function handlerContext(sources: ContextSources, facts: HandlingFacts): HandlerContext {
  return new MessageContext(sources, facts);
}

/** The context of a query. */
export function queryContext(
  sources: ContextSources,
  facts: Pick<HandlingFacts, 'unit' | 'limits' | 'logger'>,
): QueryContext {
  return new ReadingContext(sources, facts);
}

/**
 * What contexts have in common. A class, since a literal with a getter becomes a dictionary: it costs twenty times as much,
 * and lives until the next full collection of garbage, with everything the getter leads to. See ADR-0047.
 */
class ReadingContext implements QueryContext {
  readonly repository: RepositoryLookup;
  readonly ask: Ask;
  readonly events: DomainEvents;
  readonly logger: Logger;
  readonly #limits: Limits;

  constructor(
    { repositoriesIn, ask, domainEvents }: ContextSources,
    { unit, limits, logger }: Pick<HandlingFacts, 'unit' | 'limits' | 'logger'>,
  ) {
    this.repository = repositoriesIn(unit);
    this.ask = ask;
    this.events = domainEvents();
    this.logger = logger;
    this.#limits = limits;
  }

  get signal(): AbortSignal {
    return this.#limits.signal;
  }
}

class MessageContext extends ReadingContext implements HandlerContext {
  readonly process: Process;
  readonly message: MessageMetadata;
  readonly attempt: number;

  constructor(sources: ContextSources, facts: HandlingFacts) {
    super(sources, facts);
    this.process = sources.process;
    this.message = facts.metadata;
    this.attempt = facts.attempt;
  }
}
