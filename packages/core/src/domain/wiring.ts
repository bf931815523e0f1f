import { memory } from '../adapters/memory/memory.js';
import { memoryBroker } from '../adapters/memory/broker.js';
import { Dispatcher } from '../dispatch/dispatcher.js';
import { consoleLogger, safeLogger, type Logger } from '../dispatch/logger.js';
import { extensionsBy, type Enrichers } from '../dispatch/enrichers.js';
import { versionOf } from '../elements/aggregate.js';
import { DomainryError } from '../errors/domainry-error.js';
import { AnnouncingDatabase } from '../event-store/announcing-database.js';
import type { CommitSignal } from '../event-store/commit-signal.js';
import { CommitSignals } from '../event-store/commit-signals.js';
import { tagsOf } from '../event-store/tags-of.js';
import { Deciders } from '../deciders/deciders.js';
import { MessageCatalog } from '../event-store/message-catalog.js';
import type { Broker } from '../ports/broker.js';
import type { Database } from '../ports/database.js';
import type { RawStatements } from '../ports/raw-statements.js';
import type { StateShape } from '../ports/state-store.js';
import { CursorSigner } from '../queries/cursor.js';
import { isBuiltFromEvents } from '../registry/built-from-events.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { DomainEvents } from '../repositories/domain-events.js';
import { EventStreams } from '../repositories/event-streams.js';
import type { RepositoryLookup } from '../repositories/repository-lookup.js';
import { Repositories } from '../repositories/repositories.js';
import { EventSourcedPersister } from '../repositories/event-sourced-persister.js';
import { StatePersister } from '../repositories/state-persister.js';
import { openRaw } from '../repositories/open-raw.js';
import { stateShapeOf } from '../repositories/state-shape.js';
import { tableModelOf } from '../repositories/table-model.js';
import { tenantOfPositions } from '../tenants/database-here.js';
import { EventRecorder } from '../unit-of-work/event-recorder.js';
import type { Past, Persister, SaveHooks } from '../unit-of-work/persister.js';
import { currentUnit, runUnit, type UnitRunner } from '../unit-of-work/run-unit.js';
import {
  checkInitOptions,
  databaseNameOf,
  defaultBroker,
  defaultDatabase,
  type InitOptions,
} from './init-options.js';

/** What a domain is wired with. */
export interface WiringSources {
  readonly registry: Registry;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  /** Identity of a message that is made at a time. */
  readonly newMessageId: (now: number) => string;
}

/** What the function of a unit of work is given. */
export interface UnitContext {
  /** Gives repositories that belong to the unit, also where the runtime cannot follow calls, as in browsers. */
  readonly repository: RepositoryLookup;
}

/** An initialised domain: which adapter serves which port, and everything that works with them. */
export class Wiring {
  readonly units: UnitRunner;
  readonly repositories: Repositories;
  readonly deciders: Deciders;
  /** What the database of what belongs to no aggregate is called. */
  readonly mainName: string;
  /** How messages are stored and read. */
  readonly catalog: MessageCatalog;
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<string, Broker>;
  readonly #commits = new CommitSignals();
  #events: DomainEvents | undefined;
  #started: Promise<void> | undefined;
  readonly #recorder: EventRecorder;
  readonly #logger: Logger;

  /**
   * Opens the databases.
   *
   * @throws DomainryError CONFIGURATION_INVALID; whatever a database throws.
   */
  static async open(sources: WiringSources, options: InitOptions): Promise<Wiring> {
    checkInitOptions(sources.registry, options);
    const databases = new Map<string, Database>();
    const brokers = new Map<string, Broker>();
    const wiring = new Wiring(sources, options, databases, brokers);
    try {
      for (const [name, adapter] of Object.entries(options.databases ?? { [defaultDatabase]: memory() })) {
        const shapes = shapesIn(sources.registry, name);
        const opened = await adapter.open({ domain: sources.registry.domain, shapes, now: sources.now });
        // Whose positions the log has: those of the main one.
        const isMain = name === mainNameIn(options.databases);
        databases.set(name, isMain ? wiring.#announcing(opened) : opened);
      }
      for (const [name, adapter] of Object.entries(options.brokers ?? { [defaultBroker]: memoryBroker() })) {
        brokers.set(name, await adapter.open());
      }
    } catch (error) {
      // Why it could not be opened says more than why the rest could not be closed.
      await closeAll([...databases.values(), ...brokers.values()]).catch(() => undefined);
      throw error;
    }
    return wiring;
  }

  private constructor(
    private readonly sources: WiringSources,
    options: InitOptions,
    readonly databases: ReadonlyMap<string, Database>,
    brokers: ReadonlyMap<string, Broker>,
  ) {
    const { registry, now, newMessageId } = sources;
    this.brokers = brokers;
    this.mainName = mainNameIn(options.databases);
    this.#logger = safeLogger(options.logger ?? consoleLogger);
    this.catalog = new MessageCatalog(
      registry,
      options.messages,
      options.resolve && ((cls) => options.resolve!(cls as never)),
    );
    this.dispatcher = new Dispatcher({
      registry,
      options,
      now,
      newMessageId,
      domain: this,
      databaseOf: (aggregate) => (aggregate === undefined ? this.main : this.databaseOf(aggregate)),
      databaseNameOf: (aggregate) => (aggregate === undefined ? this.mainName : databaseNameOf(aggregate)),
      writeCommand: (command) => this.catalog.writeCommand(command),
      readCommand: (message) => this.catalog.readCommand(message),
      repositoriesIn: (unit) => this.repositories.lookupIn(unit),
      versionOf: (element, id) => this.#versionOf(element, id),
      decide: (decider, command, unit, metadata) => this.deciders.handle(decider, command, unit, metadata),
      databases: () => [...databases.values()],
      domainEvents: () => this.events,
    });
    this.units = this.dispatcher.units;
    this.#recorder = new EventRecorder({
      registry,
      now,
      newMessageId,
      extensionsOf: (event, aggregate) => extensionsBy(options.enrich?.event, event, aggregate),
      encode: (event, metadata, tags = tagsOf(registry, event)) => this.catalog.encode(event, metadata, tags),
    });
    this.deciders = this.#newDeciders(this.#recorder);
    this.repositories = new Repositories({
      registry,
      units: this.units,
      now,
      cursors: new CursorSigner(options.cursorKey),
      newPersister: (element, hooks) =>
        this.#newPersister(element, withEnrichers(element, options.enrich?.aggregate, hooks)),
    });
  }

  /** The events of the database of what belongs to no aggregate. */
  get events(): DomainEvents {
    const { registry } = this.sources;
    return (this.#events ??= new DomainEvents({
      registry,
      recorder: this.#recorder,
      databaseOf: (element) => this.databaseOf(element),
      catalog: this.catalog,
      units: this.units,
      database: this.main,
      databaseName: this.mainName,
    }));
  }

  /** The streams of all databases. */
  get streams(): EventStreams {
    return new EventStreams({
      registry: this.sources.registry,
      units: this.units,
      databaseOf: (element) => (element === undefined ? this.main : this.databaseOf(element)),
      databaseNameOf: (element) => (element === undefined ? this.mainName : databaseNameOf(element)),
      catalog: this.catalog,
      takeSnapshot: (element, id) =>
        element.kind === 'decider'
          ? this.deciders.takeSnapshot(element, id as string)
          : this.repositories.takeSnapshot(element, id),
    });
  }

  /** Runs a function as a unit of work, or as a part of the one that is open here. */
  runUnit<Result>(act: (context: UnitContext) => Result | Promise<Result>): Promise<Result> {
    return runUnit(this.units, (unit) => act({ repository: this.repositories.lookupIn(unit) }));
  }

  /** The state of a decider, as the unit of work that is open here sees it, else as it was committed. */
  stateOf(decider: unknown, id: string, past: Past | undefined): Promise<unknown> {
    return this.deciders.stateOf(decider, id, currentUnit(this.units.domain), past);
  }

  /** Statements in the transaction of the unit of work that is open here. */
  rawStatements(name: string = this.mainName): Promise<RawStatements> {
    return openRaw(currentUnit(this.units.domain), databaseIn(this, name), name);
  }

  /** The database an element is kept in. */
  databaseOf(element: RegisteredElement): Database {
    return this.databases.get(databaseNameOf(element))!;
  }

  /** Begins to take messages of brokers, and commands that waited. Once; whoever calls again waits for the same. */
  start(): Promise<void> {
    return (this.#started ??= this.dispatcher.start(this.brokers));
  }

  /** Ends what is going on, then closes brokers and databases. */
  async close(): Promise<void> {
    await this.dispatcher.close();
    await closeAll([...this.brokers.values(), ...this.databases.values()]);
  }

  /** The database of what belongs to no aggregate. */
  get main(): Database {
    return this.databases.get(this.mainName)!;
  }

  /** Tells of commits to the main database; of those of the tenant that is worked for, where each has a database. */
  get commits(): CommitSignal {
    return this.#commits.of(tenantOfPositions(this.main));
  }

  #announcing(database: Database): Database {
    const signal = (): CommitSignal => this.#commits.of(tenantOfPositions(database));
    return new AnnouncingDatabase(database, signal, () => this.#commits.end());
  }

  #newDeciders(recorder: EventRecorder): Deciders {
    const { registry, now } = this.sources;
    return new Deciders({
      registry,
      recorder,
      catalog: this.catalog,
      now,
      databaseOf: (decider) => this.databaseOf(decider),
      databaseNameOf,
      onSnapshotFailure: (error) => this.#warnOfSnapshot('a decider', error),
    });
  }

  async #versionOf(element: RegisteredElement, id: unknown): Promise<number> {
    if (element.kind === 'decider')
      return this.deciders.versionOf(element, id as string, currentUnit(this.units.domain));
    // The handler gets the same object.
    const found = await this.repositories.lookup(element.cls as never).getOrNull(id as never);
    return found === null ? -1 : versionOf(found);
  }

  #warnOfSnapshot(name: string, error: unknown): void {
    this.#logger.warn(`A snapshot of ${name} could not be kept or read.`, { error });
  }

  #newPersister(element: RegisteredElement, hooks: SaveHooks): Persister {
    const database = this.databaseOf(element);
    if (isBuiltFromEvents(element)) {
      const sources = {
        database,
        databaseName: databaseNameOf(element),
        recorder: this.#recorder,
        catalog: this.catalog,
        now: this.sources.now,
        onSnapshotFailure: (error: unknown) => this.#warnOfSnapshot(element.name, error),
      };
      return new EventSourcedPersister(element, sources, hooks);
    }
    return new StatePersister(
      element,
      database,
      databaseNameOf(element),
      this.#recorder,
      this.sources.now,
      hooks,
      tableModelOf(this.sources.registry, element, databaseNameOf(element)),
    );
  }
}

/** The database of what belongs to no aggregate: the default one, else the first. */
function mainNameIn(databases: InitOptions['databases']): string {
  if (databases === undefined || defaultDatabase in databases) return defaultDatabase;
  return Object.keys(databases)[0] ?? defaultDatabase;
}

/**
 * A broker by its name.
 *
 * @throws DomainryError CONFIGURATION_INVALID.
 */
export function brokerIn({ brokers }: Pick<Wiring, 'brokers'>, name: string): Broker {
  const broker = brokers.get(name);
  if (broker !== undefined) return broker;
  throw new DomainryError(
    'CONFIGURATION_INVALID',
    `There is no broker ${name}. Give it to init({ brokers }), which has ${[...brokers.keys()].join(', ')}.`,
    { details: { broker: name } },
  );
}

/**
 * A database by its name.
 *
 * @throws DomainryError CONFIGURATION_INVALID.
 */
export function databaseIn({ databases }: Pick<Wiring, 'databases'>, name: string): Database {
  const database = databases.get(name);
  if (database !== undefined) return database;
  throw new DomainryError(
    'CONFIGURATION_INVALID',
    `There is no database ${name}. Give it to init({ databases }), which has ${[...databases.keys()].join(', ')}.`,
    { details: { database: name } },
  );
}

/** What a database has to know of the states that it keeps. */
export function shapesIn(registry: Registry, database: string): readonly StateShape[] {
  return statesIn(registry, database).map((element) =>
    stateShapeOf(element, tableModelOf(registry, element, database)),
  );
}

/** The elements whose states a database keeps. */
function statesIn(registry: Registry, database: string): readonly RegisteredElement[] {
  return [...registry].filter(
    (element) =>
      (element.kind === 'aggregate' || element.kind === 'projection') &&
      !element.isAbstract &&
      !isBuiltFromEvents(element) &&
      databaseNameOf(element) === database,
  );
}

/** Closes all, also when one of them fails to. */
async function closeAll(all: readonly { close(): Promise<void> }[]): Promise<void> {
  const closed = await Promise.allSettled(all.map((each) => each.close()));
  const failed = closed.filter((outcome) => outcome.status === 'rejected');
  if (failed.length > 0) throw failed[0]!.reason;
}

/** What enrichers do to an aggregate before it is saved comes before what its repository does. */
function withEnrichers(
  element: RegisteredElement,
  enrich: Enrichers['aggregate'],
  hooks: SaveHooks,
): SaveHooks {
  // The state of event-sourced ones follows from their events, and from nothing else.
  if (enrich === undefined || isBuiltFromEvents(element)) return hooks;
  const enrichers = typeof enrich === 'function' ? [enrich] : enrich;
  return {
    ...hooks,
    beforeSave: async (aggregate) => {
      for (const each of enrichers) each(aggregate);
      await hooks.beforeSave?.(aggregate);
    },
  };
}
