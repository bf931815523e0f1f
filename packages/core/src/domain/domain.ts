import type { UseCasesOf } from '../dispatch/application-service.js';
import type { AnyQuery } from '../dispatch/calls.js';
import type { AnyCommand } from '../elements/command.js';
import type { CommandReport } from '../dispatch/command-report.js';
import type { DeadLetters } from '../dispatch/dead-letters.js';
import type {
  AskOptions,
  AsynchronousOptions,
  ProcessOptions,
  Receipt,
} from '../dispatch/process-options.js';
import type { ApplicationService } from '../elements/application-service.js';
import type { ResultOf } from '../elements/command.js';
import type { DecidedCommand, Decider, DeciderDefinition, EvolvedEvent } from '../elements/decider.js';
import type { Compilation, ModelEnvironment } from '../elements/element-model.js';
import { ModelError } from '../errors/model-error.js';
import type { Problem } from '../errors/problem.js';
import type { AnyClass } from '../metadata.js';
import type { Broker } from '../ports/broker.js';
import type { DatabaseAdapter } from '../ports/database.js';
import type { RawStatements } from '../ports/raw-statements.js';
import type { StateShape } from '../ports/state-store.js';
import type { Migrator } from '../ports/migrations.js';
import type { DomainFamily } from '../registry/class-owner.js';
import { diagnose } from '../registry/diagnose.js';
import type { ElementKind } from '../registry/element-kinds.js';
import { registerElement } from '../registry/register-element.js';
import { Registry } from '../registry/registry.js';
import { DecoratorSite } from '../registry/source-position.js';
import type { NotificationLog } from '../event-store/notification-log.js';
import type { VerificationReport } from '../event-store/verification.js';
import type { DomainEvents } from '../repositories/domain-events.js';
import {
  logOf,
  verifyDomain,
  type Notification,
  type VerifyOptions,
} from '../repositories/event-inspection.js';
import type { EventStreams } from '../repositories/event-streams.js';
import type { RepositoryLookup } from '../repositories/repository-lookup.js';
import { databaseHere } from '../tenants/database-here.js';
import type { Past } from '../unit-of-work/persister.js';
import { isOnlyDescribed } from './describe-mode.js';
import { checkDomainOptions, descriptionIn, type DomainOptions } from './domain-options.js';
import { ElementDecorators, registerAs } from './element-decorators.js';
import { SharedEnvironment, ownEnvironment } from './environment.js';
import { checkForkOptions } from './fork-options.js';
import { runInScope } from './fork-scope.js';
import { defaultBroker, defaultDatabase, type InitOptions } from './init-options.js';
import { healthOf, type HealthOptions, type HealthReport } from './health.js';
import { kindToRegister } from './kind-to-register.js';
import { Lifetime } from './lifetime.js';
import type { RegisterOptions } from './register-options.js';
import { openMigrators } from './open-migrators.js';
import { keptTenants, type KeptTenants } from './kept-tenants.js';
import { runForTenant } from './run-for-tenant.js';
import { Wiring, brokerIn, databaseIn, shapesIn, type UnitContext } from './wiring.js';

/**
 * A bounded context: the elements of one model, and everything that runs it.
 *
 * Nothing is global: classes are registered with the domain object whose decorators stand on them, and two domains
 * never see each other.
 *
 * @example
 * ```ts
 * import { Aggregate, Domain, field } from '@domainry/core';
 *
 * const banking = new Domain('Banking', { description: 'Accounts of private customers' });
 *
 * @banking.aggregate
 * class Account extends Aggregate<Account> {
 *   @field.float({ required: true }) balance!: number;
 * }
 *
 * await banking.init();
 * ```
 */
export class Domain extends ElementDecorators {
  readonly name: string;
  /** What was said about the domain, as read-only data. */
  readonly options: DomainOptions;
  #registry: Registry;
  #family: DomainFamily;
  #isFork = false;
  readonly #own: ModelEnvironment;
  readonly #lifetime: Lifetime;
  readonly #compilation: Compilation;

  /**
   * @param name - starts the stored names of messages: keep it when the code is reorganised.
   * @throws DomainryError MODEL_INVALID when an option is unknown or wrong.
   */
  constructor(name: string, options: DomainOptions = {}) {
    super();
    checkDomainOptions(name, options);
    this.name = name;
    this.options = Object.freeze({ ...options });
    this.#registry = new Registry(name, descriptionIn(options));
    this.#family = Object.freeze({ name });
    this.#compilation = options.codeGeneration === false ? 'interpreted' : 'generated';
    this.#lifetime = new Lifetime(name);
    this.#own = ownEnvironment(name, this.options, () => this.#registry);
  }

  /** Everything the domain knows of its elements. Can no longer be added to after {@link Domain.init}. */
  get registry(): Registry {
    return this.#registry;
  }

  /**
   * Registers a class, as the decorator of its kind does. The kind follows from the base class; a class without one names
   * it: `banking.register(AccountCommands, { kind: 'commandHandler', partOf: Account })`.
   *
   * @returns the finished class, which is the one to use: `const Account = banking.register(class Account extends …)`.
   * @throws DomainryError MODEL_INVALID when the kind cannot be told; DOMAIN_FROZEN after `init()`.
   */
  register<Class extends AnyClass>(
    cls: Class,
    ...[options]: {} extends RegisterOptions<Class>
      ? [options?: RegisterOptions<Class>]
      : [options: RegisterOptions<Class>]
  ): Class {
    // oxlint-disable-next-line typescript/unbound-method -- only says where in the stack the caller begins
    const site = new DecoratorSite(this.register);
    const { kind: named, ...given } = (options ?? {}) as { readonly kind?: unknown };
    return this[registerAs](kindToRegister(this.name, cls, named), cls, given, site) as Class;
  }

  /**
   * Registers a decider: a consistency boundary written as functions. Its commands and events are declared as part of it, by
   * its name or lazily, and it is run by `process` like any handler, on a stream of events for each identity.
   *
   * @example
   * ```ts fragment
   * @banking.event('Counter')
   * class Counted extends Event<Counted> {
   *   @field.integer({ required: true }) readonly by!: number;
   * }
   * @banking.command('Counter')
   * class Count extends Command<Count> {
   *   @field.identifier({ required: true }) readonly counterId!: string;
   *   @field.integer({ required: true, min: 1 }) readonly by!: number;
   * }
   * const counter = banking.decider('Counter', {
   *   commands: [Count],
   *   events: [Counted],
   *   initial: () => ({ total: 0 }),
   *   decide: ({ by }, { total }) => (total + by > 100 ? [] : new Counted({ by })),
   *   evolve: ({ total }, { by }) => ({ total: total + by }),
   *   id: ({ counterId }) => counterId,
   * });
   * ```
   * @param name - what it is called; its streams begin with that.
   * @throws DomainryError DOMAIN_FROZEN after `init()`.
   */
  decider<
    State,
    const Commands extends readonly DecidedCommand[],
    const Events extends readonly EvolvedEvent[],
  >(name: string, definition: DeciderDefinition<State, Commands, Events>): Decider<State> {
    // oxlint-disable-next-line typescript/unbound-method -- only says where in the stack the caller begins
    const site = new DecoratorSite(this.decider);
    // A class of its own stands for it, where others are elements by their classes.
    const cls = { [name]: class {} }[name]!;
    return this[registerAs]('decider', cls, { ...definition, name }, site) as unknown as Decider<State>;
  }

  /** Everything that is wrong with the model, as far as it is known now. */
  check(): readonly Problem[] {
    return diagnose(this.#registry);
  }

  /**
   * Resolves all references, validates the model, ends registration, and opens the databases. While the domain is
   * initialised, another call without options does nothing; after {@link Domain.close} it opens them again.
   *
   * Where modules are imported only to be described, as `domainry docs build` does, nothing is opened, and the domain is not
   * initialised.
   *
   * @throws ModelError with all problems of the model; DomainryError CONFIGURATION_INVALID, ALREADY_INITIALISED; whatever
   *   a database throws when it is opened.
   */
  async init(options?: InitOptions): Promise<this> {
    const problems = this.check();
    if (problems.length > 0) throw new ModelError(this.name, problems);
    this.#registry.freeze();
    if (isOnlyDescribed()) return this;
    const sources = {
      registry: this.#registry,
      now: () => this.#own.now(),
      newMessageId: (time: number) => this.#own.newMessageId(time),
    };
    await this.#lifetime.begin(options !== undefined, () => Wiring.open(sources, options ?? {}));
    const { wiring } = this.#lifetime;
    try {
      await this.#here(() => wiring.start());
    } catch (error) {
      // It may be tried again, with other options as well; why the rest could not be closed says less.
      if (this.#lifetime.running === wiring) await this.#lifetime.end().catch(() => undefined);
      throw error;
    }
    return this;
  }

  /**
   * What leads databases from the tables they have to those of the model, by the names of the databases: looks at them, plans,
   * applies and drafts files. The domain is not initialised for it, no other connection is made, and nothing is handled.
   * Databases without tables, such as `memory()`, are left out. Close each one.
   *
   * @example
   * ```ts fragment
   * const migrators = await banking.migrators({ default: memory() });
   * const migrator = migrators.get('default')!;
   * const { pending, isUpToDate } = await migrator.status();
   * if (!isUpToDate) await migrator.apply({ dryRun: true });
   * await migrator.close();
   * ```
   * @param databases - as for {@link Domain.init}.
   * @throws ModelError with all problems of the model; DomainryError CONFIGURATION_INVALID, also when none of the databases has
   *   tables; what an adapter throws.
   */
  async migrators(
    databases: Readonly<Record<string, DatabaseAdapter>>,
  ): Promise<ReadonlyMap<string, Migrator>> {
    const problems = this.check();
    if (problems.length > 0) throw new ModelError(this.name, problems);
    this.#registry.freeze();
    return await openMigrators(this.#registry, databases, () => this.#own.now());
  }

  /**
   * Tells handlers to come to an end, waits for what is going on, and closes brokers and databases. Nothing can be
   * loaded, saved or handled then, until the next {@link Domain.init}. Commands that wait are handled then.
   *
   * @throws DomainryError WAITS_FOR_ITSELF when it is called by something that it would wait for, such as a handler or a unit of work.
   */
  async close(): Promise<void> {
    await this.#lifetime.end();
  }

  /**
   * The repository of an aggregate; or a repository class of yours, asked for by itself.
   *
   * @throws DomainryError NOT_INITIALISED, WRONG_AGGREGATE, CLASS_NOT_REGISTERED.
   */
  get repositoryFor(): RepositoryLookup {
    return this.#lifetime.wiring.repositories.lookup;
  }

  /**
   * Runs a function as one unit of work: what it adds to repositories is saved together when it is done, and nothing when
   * it throws. Inside another unit it is a part of that one, which fails as a whole when the part does.
   *
   * @throws DomainryError NOT_INITIALISED, AGGREGATE_FORGOTTEN, UNIT_DOOMED, VERSION_CONFLICT, …; ValidationError with code
   *   `unique`; whatever the function throws.
   */
  async unitOfWork<Result>(act: (context: UnitContext) => Result | Promise<Result>): Promise<Result> {
    const { wiring } = this.#lifetime;
    return this.#here(() => wiring.runUnit(act));
  }

  /**
   * Handles a command and gives what it results in: in one unit of work, or as a part of the one that is open here. With
   * `asynchronous: true` the command is only kept, to be handled afterwards.
   *
   * @example
   * ```ts fragment
   * const withdraw = new Withdraw({ accountId: '1234', amount: 50 });
   * const balance = await banking.process(withdraw, { idempotencyKey: 'transfer-17' });
   * ```
   * @throws DomainryError COMMAND_UNHANDLED, COMMAND_EXPIRED, COMMAND_OUTDATED, COMMAND_IN_FLIGHT, IDEMPOTENCY_MISMATCH,
   *   RESULT_NOT_STORABLE, NOT_INITIALISED; what the handler and the commit throw.
   */
  process(command: AnyCommand, options: AsynchronousOptions): Promise<Receipt>;
  process<Command extends AnyCommand>(command: Command, options?: ProcessOptions): Promise<ResultOf<Command>>;
  process(command: AnyCommand, options?: ProcessOptions): Promise<unknown> {
    try {
      const { dispatcher } = this.#lifetime.wiring;
      return this.#here(() => dispatcher.process(command, options));
    } catch (error) {
      // What is thrown at once is refused like everything else.
      return Promise.reject(error as Error);
    }
  }

  /** Handles a command as `process` does, and tells everything that came of it. */
  async processWithReport<Command extends AnyCommand>(
    command: Command,
    options?: ProcessOptions,
  ): Promise<CommandReport<ResultOf<Command>>> {
    return this.#here(() => this.#lifetime.wiring.dispatcher.processWithReport(command, options));
  }

  /**
   * Answers a query. It sees what was committed, also where it is asked inside a unit of work.
   *
   * @throws DomainryError QUERY_UNHANDLED, QUERY_WRITES, NOT_INITIALISED; what the handler throws.
   */
  async ask<Query extends AnyQuery>(query: Query, options?: AskOptions): Promise<ResultOf<Query>> {
    return this.#here(() => this.#lifetime.wiring.dispatcher.ask(query, options));
  }

  /**
   * The state of a decider, as its events tell; the initial one when there are none. Inside a unit of work it is what that
   * unit sees.
   *
   * @example
   * ```ts fragment
   * const { total } = await banking.stateOf(counter, 'c-1');
   * const before = await banking.stateOf(counter, 'c-1', { atVersion: 3 });
   * ```
   * @param decider - what {@link Domain.decider} gave.
   * @param past - as of which version or moment, when not as it is now.
   * @throws DomainryError CLASS_NOT_REGISTERED, NOT_INITIALISED; AGGREGATE_NOT_FOUND for a version that never was; what
   *   reading a stored event throws.
   */
  async stateOf<State>(decider: Decider<State>, id: string, past?: Past): Promise<State> {
    const state = await this.#here(() => this.#lifetime.wiring.stateOf(decider, id, past));
    return state as State;
  }

  /**
   * The use cases of an application service: each call makes the service and runs as a unit of work.
   *
   * @throws DomainryError CLASS_NOT_REGISTERED, NOT_INITIALISED.
   */
  service<Service extends ApplicationService>(
    cls: abstract new (...given: never[]) => Service,
  ): UseCasesOf<Service> {
    return this.#lifetime.wiring.dispatcher.service(cls);
  }

  /**
   * Ends when nothing is going on: accepted commands are handled, events are delivered, and what follows from them as well.
   * For tests; handlers and units of work would wait for themselves.
   *
   * @throws DomainryError WAITS_FOR_ITSELF, NOT_INITIALISED.
   */
  async settled(): Promise<void> {
    await this.#lifetime.wiring.dispatcher.settled();
  }

  /** Messages that could not be handled, and wait for someone to look at them. */
  get deadLetters(): DeadLetters {
    return this.#lifetime.wiring.dispatcher.deadLetters;
  }

  /**
   * The events of the domain, by what they are about: decisions whose consistency no single aggregate can keep. Where there
   * are several databases, they are those of the one named `default`, or of the first; only `historyOf` looks into that of
   * what it is asked for.
   *
   * @throws DomainryError NOT_INITIALISED.
   * @example
   * ```ts fragment
   * const { events } = await banking.events.read({ types: [AccountWithdrawn] });
   * events[0]?.event.amount;
   * ```
   */
  get events(): DomainEvents {
    return this.#lifetime.wiring.events;
  }

  /**
   * The streams of events, for who looks after what is stored: to describe, archive, truncate or delete them.
   *
   * @throws DomainryError NOT_INITIALISED.
   * @example
   * ```ts fragment
   * await banking.streams.of(Account, '1234').archive();
   * ```
   */
  get streams(): EventStreams {
    return this.#lifetime.wiring.streams;
  }

  /**
   * All events, numbered without gaps in the order of commits, for who reads or follows them. Positions are those of one
   * database: where there are several, of the one named `default`, or of the first.
   *
   * @throws DomainryError NOT_INITIALISED.
   * @example
   * ```ts fragment
   * for (const { position, event } of await banking.log.read({ after: 0, limit: 100 })) { … }
   * ```
   */
  get log(): NotificationLog<Notification> {
    const { main, catalog, commits } = this.#lifetime.wiring;
    return logOf(databaseHere(main), catalog, commits);
  }

  /**
   * Reads everything that is stored of events, and tells what is not as it must be. Changes nothing.
   *
   * @throws DomainryError NOT_INITIALISED, CONFIGURATION_INVALID when there is no such database.
   */
  async verify(options?: VerifyOptions): Promise<VerificationReport> {
    const { wiring } = this.#lifetime;
    const database = databaseIn(wiring, options?.database ?? wiring.mainName);
    return verifyDomain(this.#registry, database, wiring.catalog, options);
  }

  /**
   * How everything is that the domain runs on: whether each database and broker answers, how long that took, what is wrong
   * and what to do. For probes: it never fails, says nothing secret, and ends by its time-out, also when nobody answers.
   *
   * @example
   * ```ts fragment
   * const { isHealthy, databases } = await banking.health({ timeout: 500 });
   * if (!isHealthy) console.error(databases.filter(({ status }) => status === 'down'));
   * ```
   * @throws DomainryError CONFIGURATION_INVALID when an option is unknown or wrong, and nothing else.
   */
  async health(options?: HealthOptions): Promise<HealthReport> {
    return healthOf(this.name, this.#lifetime.state, this.#lifetime.running, options);
  }

  /**
   * A broker, to publish messages for other contexts.
   *
   * @throws DomainryError CONFIGURATION_INVALID when there is none of that name.
   */
  broker(name: string = defaultBroker): Broker {
    return brokerIn(this.#lifetime.wiring, name);
  }

  /**
   * Statements in the language of the database, inside the unit of work that is open here: they see what it wrote, and are
   * committed or undone with it. Typed ones are given by `tablesOf` of `@domainry/sql`, which stands on this.
   *
   * No rule is checked, no event raised, no version advanced by itself; objects that were loaded before do not follow.
   *
   * @param database - name of the database; that of what belongs to no aggregate when absent.
   * @throws DomainryError RAW_OUTSIDE_UNIT, RAW_UNSUPPORTED, NOT_INITIALISED, CONFIGURATION_INVALID when there is no such
   *   database; TWO_DATABASES when the unit has written to another one.
   */
  async rawStatements(database?: string): Promise<RawStatements> {
    return await this.#lifetime.wiring.rawStatements(database);
  }

  /** The tables of the elements that are kept in a database, for who writes statements about them. */
  storedShapes(database: string = defaultDatabase): readonly StateShape[] {
    return shapesIn(this.#registry, database);
  }

  /** Runs a function, and whatever it begins and awaits, for a tenant: units of work and messages carry its name. */
  withTenant<Result>(tenant: string, act: () => Result): Result {
    return runForTenant(tenant, act);
  }

  /**
   * The tenants of a database that keeps them apart: their names, and how what is kept of one is removed. What is to be done for
   * each of them is done by {@link Domain.withTenant}.
   *
   * @example
   * ```ts fragment
   * for (const tenant of await banking.tenants().known())
   *   await banking.withTenant(tenant, () => banking.verify());
   * ```
   * @param database - name of the database; the main one when absent.
   * @throws DomainryError CONFIGURATION_INVALID when there is no such database, or it keeps no tenants apart; NOT_INITIALISED.
   */
  tenants(database?: string): KeptTenants {
    const { wiring } = this.#lifetime;
    const name = database ?? wiring.mainName;
    return keptTenants(databaseIn(wiring, name), name);
  }

  /**
   * A copy for tests: it knows the same elements, can be given more or others in their place, and has options of its own.
   * The domain itself is left as it is. Classes are shared; they follow the clock, the identities and the warnings of the
   * fork inside {@link Domain.run}.
   *
   * An element that is registered with the fork takes the place of the one of the same kind and name.
   *
   * @throws DomainryError MODEL_INVALID when an option is unknown, wrong, or would change the type of identities.
   */
  fork(overrides: DomainOptions = {}): Domain {
    checkForkOptions(this.name, this.options, overrides);
    const fork = new Domain(this.name, { ...this.options, ...overrides });
    fork.#registry = this.#registry.copy(descriptionIn(fork.options));
    fork.#family = this.#family;
    fork.#isFork = true;
    return fork;
  }

  /**
   * Runs a function in which the classes of this domain, and of what it was forked from, follow its clock, identities and
   * warnings; with everything the function calls, begins and awaits, and nothing else. Functions of other forks that run
   * at the same time do not notice. Browsers cannot follow a call beyond its first `await`, so there the scope ends with it.
   */
  run<Result>(act: () => Result): Result {
    return runInScope(this.#family, this.#own, act);
  }

  /** What runs here follows the clock and the identities of this domain, also when it is a fork. */
  #here<Result>(act: () => Result): Result {
    return this.#isFork ? this.run(act) : act();
  }

  /** @internal */
  override [registerAs](
    kind: ElementKind,
    written: AnyClass,
    options: object,
    site: DecoratorSite,
    context?: ClassDecoratorContext,
  ): AnyClass {
    return registerElement(
      {
        registry: this.#registry,
        family: this.#family,
        environment: new SharedEnvironment(this.#family, this.#own),
        identityType: this.options.identity === 'integer' ? 'integer' : 'string',
        compilation: this.#compilation,
      },
      { kind, written, options: options as Readonly<Record<string, unknown>>, site, context },
    );
  }
}
