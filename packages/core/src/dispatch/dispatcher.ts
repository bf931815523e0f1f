import type { Broker } from '../ports/broker.js';
import type { ResultOf } from '../elements/command.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { currentUnit, type UnitRunner } from '../unit-of-work/run-unit.js';
import { useCasesOf, type UseCasesOf } from './application-service.js';
import type { AnyCommand } from '../elements/command.js';
import type { AnyQuery } from './calls.js';
import { CommandQueue } from './command-queue.js';
import { reportOf, type CommandReport } from './command-report.js';
import { DeadLetters } from './dead-letters.js';
import { Deliveries } from './deliveries.js';
import type { DispatchHost, DispatchSources } from './dispatch-host.js';
import type { ConsumersOf, EventConsumer } from './event-consumer.js';
import { eventHandlerConsumer } from './event-handler-consumer.js';
import { HandlerIndex, type Route } from './handler-index.js';
import { DomainryError } from '../errors/domainry-error.js';
import { KeyRetention } from './key-retention.js';
import { consoleLogger, safeLogger } from './logger.js';
import { requireNoParameters } from './make-instance.js';
import { MiddlewareChain } from './middleware.js';
import { newCommission } from './commission.js';
import { processCommand } from './process-command.js';
import type { AskOptions, AsynchronousOptions, ProcessOptions, Receipt } from './process-options.js';
import { processQuery } from './process-query.js';
import { Shutdown } from './shutdown.js';
import { Subscriptions } from './subscriptions.js';
import { Work } from './work.js';

/** Brings messages to their handlers: what a domain does with commands, queries and the events that follow. */
export class Dispatcher {
  readonly deadLetters: DeadLetters;
  readonly #host: DispatchHost;
  readonly #commands: CommandQueue;
  readonly #subscriptions: Subscriptions;

  /**
   * @param consumers - who gets events beside the methods of event handlers: projectors, process managers.
   * @throws DomainryError HANDLER_UNRESOLVED when a handler needs a container and there is none.
   */
  constructor(sources: DispatchSources, consumers: ConsumersOf = () => []) {
    const { registry, options, now } = sources;
    const index = new HandlerIndex(registry, options.retry);
    if (options.resolve === undefined) requirePlainHandlers(sources);
    const handlers = new Map<Route, EventConsumer>();
    const consumerOf = (route: Route): EventConsumer => {
      let consumer = handlers.get(route);
      if (consumer === undefined) handlers.set(route, (consumer = eventHandlerConsumer(route, options)));
      return consumer;
    };
    const known = new Map<RegisteredElement, readonly EventConsumer[]>();
    this.deadLetters = new DeadLetters(now);
    const host = {
      ...sources,
      index,
      consumersOf: (event: RegisteredElement) => {
        let all = known.get(event);
        if (all === undefined) {
          known.set(event, (all = [...consumers(event), ...index.forEvent(event).map(consumerOf)]));
        }
        return all;
      },
      middleware: new MiddlewareChain(options.middleware ?? []),
      deadLetters: this.deadLetters,
      logger: safeLogger(options.logger ?? consoleLogger),
      work: new Work(),
      shutdown: new Shutdown(),
      process: this.process,
      ask: this.ask,
      units: {
        domain: sources.domain,
        committed: (events) => this.#host.deliveries.deliver(events),
      } satisfies UnitRunner,
      get keys(): KeyRetention {
        return keys;
      },
      get deliveries(): Deliveries {
        return deliveries;
      },
      get commands(): CommandQueue {
        return commands;
      },
    } satisfies DispatchHost;
    const keys = new KeyRetention(host);
    const deliveries = new Deliveries(host);
    const commands = new CommandQueue(host);
    this.#host = host;
    this.#commands = commands;
    this.#subscriptions = new Subscriptions(host);
  }

  /** Runs units of work whose events are delivered once they are committed. */
  get units(): UnitRunner {
    return this.#host.units;
  }

  /**
   * Begins with what waited when the domain was closed, or when its process ended, and with what brokers bring.
   *
   * @param brokers - by name; every one that a subscriber names.
   */
  async start(brokers: ReadonlyMap<string, Broker>): Promise<void> {
    await this.#subscriptions.start(brokers);
    for (const database of this.#host.databases()) await this.#host.commands.wakeAll(database);
  }

  readonly process = (async (
    command: object,
    given?: ProcessOptions | AsynchronousOptions,
  ): Promise<unknown> => {
    const host = this.#host;
    const commission = newCommission(host, command, given);
    const options = given ?? nothing;
    if (isAsynchronous(options)) return host.work.during(() => this.#commands.accept(commission));
    return (await processCommand(host, commission, options)).result;
  }) as {
    (command: AnyCommand, options: AsynchronousOptions): Promise<Receipt>;
    <Command extends AnyCommand>(command: Command, options?: ProcessOptions): Promise<ResultOf<Command>>;
  };

  readonly processWithReport = async <Command extends AnyCommand>(
    command: Command,
    given?: ProcessOptions,
  ): Promise<CommandReport<ResultOf<Command>>> => {
    const host = this.#host;
    const commission = newCommission(host, command, given);
    const options = given ?? nothing;
    if (isAsynchronous(options)) throw reportLater(commission.element.name);
    const outcome = await processCommand(host, commission, options);
    // What the handler gives is what the command says: the compiler compared them.
    return reportOf(commission.metadata.id, outcome) as CommandReport<ResultOf<Command>>;
  };

  readonly ask = <Query extends AnyQuery>(query: Query, options?: AskOptions): Promise<ResultOf<Query>> =>
    this.#host.work.during(() => processQuery(this.#host, query, options)) as Promise<ResultOf<Query>>;

  service<Service extends object>(cls: abstract new (...given: never[]) => Service): UseCasesOf<Service> {
    return useCasesOf(this.#host, cls);
  }

  /**
   * Ends when nothing is going on: commands that were accepted, events that are delivered, and what follows from them.
   *
   * @throws DomainryError WAITS_FOR_ITSELF.
   */
  async settled(): Promise<void> {
    this.#requireNothingHere('settled');
    await this.#host.work.settled();
  }

  /**
   * Makes sure that it can be closed from here.
   *
   * @throws DomainryError WAITS_FOR_ITSELF.
   */
  requireClosable(): void {
    this.#requireNothingHere('close');
  }

  /** Tells handlers to come to an end, and waits until they have. What waits in the outbox stays there. */
  async close(): Promise<void> {
    await this.#subscriptions.stop();
    this.#host.shutdown.begin();
    await this.#host.work.settled();
  }

  /** What is going on may wait for the transaction of a unit that is open here, and the unit would wait for it. */
  #requireNothingHere(method: 'settled' | 'close'): void {
    const { work, domain } = this.#host;
    if (work.isHere || currentUnit(domain)?.isOpen === true) throw waitsForItself(this.#host, method);
  }
}

function waitsForItself({ registry }: DispatchHost, method: 'settled' | 'close'): DomainryError {
  return new DomainryError(
    'WAITS_FOR_ITSELF',
    `${registry.domain}.${method}() was called by something that it waits for, so that neither would ever end. Call it where nothing of ${registry.domain} is going on: not in handlers, middleware, use cases or units of work.`,
    { details: { domain: registry.domain, method } },
  );
}

function reportLater(command: string): DomainryError {
  return new DomainryError(
    'CONFIGURATION_INVALID',
    `A report of ${command} was asked for, and it was to be handled afterwards, when nobody waits for a report. Use process().`,
    { details: { option: 'asynchronous' } },
  );
}

function isAsynchronous(options: ProcessOptions | AsynchronousOptions): options is AsynchronousOptions {
  return 'asynchronous' in options && options.asynchronous === true;
}

const nothing: ProcessOptions = Object.freeze({});

const madeHere = ['commandHandler', 'eventHandler', 'queryHandler', 'subscriber'] as const;

function requirePlainHandlers({ registry }: DispatchSources): void {
  for (const kind of madeHere) {
    for (const { name, written } of registry.ofKind(kind)) requireNoParameters(name, written);
  }
}
