import type { AnyClass } from '../metadata.js';
import type { ElementKind } from '../registry/element-kinds.js';
import { DecoratorSite } from '../registry/source-position.js';
import type {
  AggregateOptions,
  ApplicationServiceDecorator,
  CalledPlainDecorator,
  CommandDecorator,
  DomainServiceDecorator,
  ElementOptions,
  EntityOptions,
  EventDecorator,
  EventHandlerOptions,
  OptionalKindDecorator,
  OptionalPlainDecorator,
  ProcessManagerOptions,
  ProjectionOptions,
  ProjectorOptions,
  QueryOptions,
  RepositoryDecorator,
  SubscriberDecorator,
  SubscriberOptions,
  TargetedKindDecorator,
  TargetedPlainDecorator,
  UpcasterDecorator,
  ValueObjectOptions,
} from './class-decorators.js';
import type { DatabaseModelDecorator } from './database-model-decorator.js';
import type { StoredKindDecorator } from './stored-kind-decorator.js';

/** Method: registers a class, from wherever its decorator stands. */
export const registerAs: unique symbol = Symbol('register as');

/** The class decorators of a domain, one for each kind of element. */
export abstract class ElementDecorators {
  /** The root of a cluster: `@banking.aggregate`, `@banking.aggregate({ eventSourced: true })`. */
  readonly aggregate: StoredKindDecorator<'aggregate', AggregateOptions> = this.#bare('aggregate');
  /** A member of a cluster: `@shop.entity(() => Order)`. */
  readonly entity: TargetedKindDecorator<'entity', EntityOptions, 'aggregate' | 'entity'> = this.#targeted(
    'entity',
    'partOf',
  );
  /** A value without identity: `@shop.valueObject`. */
  readonly valueObject: OptionalKindDecorator<'valueObject', ValueObjectOptions> = this.#bare('valueObject');
  /** Something that happened: `@banking.event('Account')`, `@banking.event(Account, { version: 2 })`. */
  readonly event: EventDecorator = this.#targeted('event', 'partOf');
  /** A request: `@banking.command(Account)`; `@courses.command()` where no single aggregate decides. */
  readonly command: CommandDecorator = this.#targeted('command', 'partOf');
  /** A question: `@banking.query`, `@banking.query({ partOf: Balance })`. */
  readonly query: OptionalKindDecorator<'query', QueryOptions> = this.#bare('query');
  /** A view kept for reading: `@banking.projection`. */
  readonly projection: StoredKindDecorator<'projection', ProjectionOptions> = this.#bare('projection');
  /** An operation on several aggregates: `@banking.domainService({ aggregates: [Account, Ledger] })`. */
  readonly domainService: DomainServiceDecorator = this.#targeted('domainService', 'aggregates');
  /** Use cases of an aggregate: `@banking.applicationService(Account)`; of several: `@banking.applicationService()`. */
  readonly applicationService: ApplicationServiceDecorator = this.#targeted('applicationService', 'partOf');
  /** Handles the commands of an aggregate: `@banking.commandHandler(Account)`; without one, any: `@courses.commandHandler()`. */
  readonly commandHandler: TargetedPlainDecorator<ElementOptions, 'aggregate'> &
    CalledPlainDecorator<ElementOptions> = this.#targeted('commandHandler', 'partOf');
  /** Reacts to events: `@banking.eventHandler(Account)`. */
  readonly eventHandler: TargetedPlainDecorator<EventHandlerOptions, 'aggregate' | 'decider'> &
    CalledPlainDecorator<EventHandlerOptions> = this.#targeted('eventHandler', 'partOf');
  /** Loads and saves an aggregate in a way of its own: `@banking.repository(Account)`. */
  readonly repository: RepositoryDecorator = this.#targeted('repository', 'partOf');
  /** Keeps a projection up to date: `@banking.projector(Balance)`. */
  readonly projector: TargetedPlainDecorator<ProjectorOptions, 'projection'> = this.#targeted(
    'projector',
    'projection',
  );
  /** Answers queries: `@banking.queryHandler(Balance)`. */
  readonly queryHandler: TargetedPlainDecorator<ElementOptions, 'projection' | 'aggregate'> &
    CalledPlainDecorator<ElementOptions> = this.#targeted('queryHandler', 'projection');
  /** Takes messages from other contexts: `@banking.subscriber({ stream: 'payments' })`. */
  readonly subscriber: (options: SubscriberOptions) => SubscriberDecorator = this.#bare('subscriber');
  /** Coordinates aggregates over time: `@shop.processManager`. */
  readonly processManager: OptionalPlainDecorator<ProcessManagerOptions> = this.#bare('processManager');
  /** Turns an old stored form of a message into a newer one: `@banking.upcaster(Opened, { from: 1, to: 2 })`. */
  readonly upcaster: UpcasterDecorator = this.#targeted('upcaster', 'event');
  /** Maps an element to a database in a way of its own: `@banking.databaseModel(Account)`. */
  readonly databaseModel: DatabaseModelDecorator = this.#targeted('databaseModel', 'partOf');

  /** @internal */
  abstract [registerAs](
    kind: ElementKind,
    written: AnyClass,
    options: object,
    site: DecoratorSite,
    context?: ClassDecoratorContext,
  ): AnyClass;

  // What the two give is typed by the properties they are assigned to.

  #bare(kind: ElementKind): never {
    const decorate = (given: unknown = {}, context?: ClassDecoratorContext): unknown => {
      const site = new DecoratorSite(decorate);
      if (typeof given === 'function') return this[registerAs](kind, given as AnyClass, {}, site, context);
      return (cls: AnyClass, called?: ClassDecoratorContext) =>
        this[registerAs](kind, cls, given as object, site, called);
    };
    return decorate as never;
  }

  #targeted(kind: ElementKind, option: string): never {
    const decorate = (...given: readonly unknown[]): unknown => {
      const site = new DecoratorSite(decorate);
      const [target, options = {}] = given;
      const isOptions = typeof target === 'object' && target !== null && !Array.isArray(target);
      // Nothing at all is no target; undefined is what a circular import leaves of one.
      const all = isOptions ? target : given.length === 0 ? {} : { ...(options as object), [option]: target };
      return (cls: AnyClass, context?: ClassDecoratorContext) =>
        this[registerAs](kind, cls, all, site, context);
    };
    return decorate as never;
  }
}
