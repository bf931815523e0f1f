import type { AnyAggregate } from '../elements/aggregate.js';
import type { kindOf } from '../elements/element.js';
import type { MessageReceiver } from '../dispatch/subscriptions.js';
import type { EventHandlingOptions, RetryOptions } from '../elements/handling-options.js';
import type { partOf } from '../elements/event.js';
import type { ElementTarget } from '../fields/element-reference.js';
import type { ValidationGroups } from '../fields/class-validator.js';
import type { Deprecation } from '../fields/field-options.js';
import type { IndexOption, UniqueOption } from '../registry/index-options.js';
import type { Repository } from '../repositories/repository.js';

/** A class that extends the element class of a kind. */
export type ClassOfKind<Kind extends string> = abstract new (...given: never[]) => {
  readonly [kindOf]: Kind;
};

/** What stands in a compile error when a decorator stands on a class it is not for. */
export interface ElementMismatch<Message extends string> {
  readonly mismatch: Message;
}

/** `unknown` when a class is of a kind and does not say that it belongs elsewhere, else what is wrong with it. */
export type FitsKind<Class, Kind extends string, Of> =
  Class extends ClassOfKind<Kind>
    ? Class extends abstract new (...given: never[]) => { readonly [partOf]?: infer Owner }
      ? [Exclude<Owner, undefined>] extends [Of]
        ? unknown
        : ElementMismatch<'The class says that it belongs to another aggregate than the decorator does.'>
      : unknown
    : ElementMismatch<`The class must extend ${Capitalize<Kind>}.`>;

/** A class decorator for legacy and standard decorators that takes only classes of one kind. */
export interface KindDecorator<Kind extends string, Of = unknown> {
  // A constraint with a construct signature would make the compiler instantiate generic base classes.
  <Class extends object>(cls: Class & FitsKind<Class, Kind, Of>, context?: ClassDecoratorContext): Class;
}

/** A decorator that is used as it is or called with options. */
export interface OptionalKindDecorator<Kind extends string, Options> extends KindDecorator<Kind> {
  (options: Options): KindDecorator<Kind>;
}

/** A decorator that is called with what the element belongs to. */
export interface TargetedKindDecorator<Kind extends string, Options, TargetKind extends string> {
  /**
   * @param target - what the element belongs to: a class, a thunk for one that is defined later, or the name of one.
   */
  <Of extends { readonly [kindOf]: TargetKind }>(
    target: ElementTarget<Of>,
    options?: Options,
  ): KindDecorator<Kind, Of>;
  /** For abstract base classes, which belong to nothing. */
  (options: Options & { readonly abstract: true }): KindDecorator<Kind>;
  /** Never fits: says what is missing where the decorator is used without a target. */
  <Class extends object>(
    cls: Class & ElementMismatch<`Say what it belongs to: @domain.${Kind}(Order), by class, thunk or name.`>,
    context?: ClassDecoratorContext,
  ): Class;
}

/** `unknown` when a class extends no element class, else what is wrong with it. */
export type FitsPlain<Class> =
  Class extends ClassOfKind<string>
    ? ElementMismatch<'The class must not extend an element class.'>
    : unknown;

/** A class decorator for legacy and standard decorators that takes classes which extend no element class. */
export interface PlainDecorator {
  <Class extends abstract new (...given: never[]) => object>(
    cls: Class & FitsPlain<Class>,
    context?: ClassDecoratorContext<Class>,
  ): Class;
}

/** A class decorator for legacy and standard decorators that takes classes with a method for messages of other contexts. */
export interface SubscriberDecorator {
  <Class extends abstract new (...given: never[]) => MessageReceiver>(
    cls: Class & FitsPlain<Class>,
    context?: ClassDecoratorContext<Class>,
  ): Class;
}

/** A decorator that is used as it is or called with options, for classes which extend no element class. */
export interface OptionalPlainDecorator<Options> extends PlainDecorator {
  (options: Options): PlainDecorator;
}

/** A decorator that is called with options, or without any, for classes which extend no element class. */
export interface CalledPlainDecorator<Options> {
  (options?: Options): PlainDecorator;
}

/** A decorator that is called with what the class belongs to, for classes which extend no element class. */
export interface TargetedPlainDecorator<Options, TargetKind extends string> {
  (target: ElementTarget<{ readonly [kindOf]: TargetKind }>, options?: Options): PlainDecorator;
}

/** `unknown` when a class is a repository of an aggregate, else what is wrong with it. */
export type FitsRepository<Class, Of extends AnyAggregate> = Class extends abstract new (
  ...given: never[]
) => infer Instance
  ? Instance extends Repository<infer Own>
    ? [Own] extends [Of]
      ? unknown
      : ElementMismatch<'The class is a repository of another aggregate than the decorator says.'>
    : ElementMismatch<'The class must extend Repository.'>
  : ElementMismatch<'The class must extend Repository.'>;

/** A decorator that is called with the aggregate that a class is the repository of. */
export interface RepositoryDecorator {
  <Of extends AnyAggregate>(
    target: ElementTarget<Of>,
    options?: ElementOptions,
  ): <Class extends object>(cls: Class & FitsRepository<Class, Of>, context?: ClassDecoratorContext) => Class;
}

/** Options of every element. */
export interface ElementOptions {
  /** Name in the domain, when it is not the name of the class. Give it where builds shorten names. */
  readonly name?: string;
  /** What the element is, for the documentation. */
  readonly description?: string;
  /** Since when it should not be used any more, and what to use instead. */
  readonly deprecated?: Deprecation | string;
}

/** Options of every element with fields. */
export interface StatefulOptions extends ElementOptions {
  /** The class is only there to be extended. */
  readonly abstract?: boolean;
  /** Which constraints of class-validator are checked, in place of those the domain names. */
  readonly validation?: ValidationGroups;
}

/** Options of `@domain.aggregate`. */
export interface AggregateOptions extends StatefulOptions {
  /** The events are what is stored, and the state follows from them. */
  readonly eventSourced?: boolean;
  /** How many events there are between two snapshots. */
  readonly snapshotEvery?: number;
  /** How many of them are kept in memory as they were saved last; what others wrote since is read each time. */
  readonly cache?: number;
  /** Each event carries a hash over itself and the one before, so that later changes of the store show. */
  readonly hashChain?: boolean;
  /** A save also publishes an event with the whole state. */
  readonly factEvents?: boolean;
  /** Construction, `changeAttribute` and `discard` raise events by themselves. */
  readonly lifecycleEvents?: boolean;
  /** Its repository removes it from the store when it is told to. */
  readonly removable?: boolean;
  /** Category of the streams, when it does not follow from the name. */
  readonly stream?: string;
  /** Name in the store, when it does not follow from the name. */
  readonly storedAs?: string;
  /** Name of the database, when it is not the default one. */
  readonly database?: string;
  /**
   * Combinations of fields that no two have the same values in. With `where`, the rule holds only among those for which
   * the criteria do: `[{ fields: ['bank', 'number'], where: { closed: false } }]`. Absent values are never the same.
   */
  readonly unique?: readonly UniqueOption[];
  /** Fields by which they are often looked up: `['status', ['city', '-openedAt']]`. */
  readonly indexes?: readonly IndexOption[];
}

/** Options of `@domain.entity`. */
export interface EntityOptions extends StatefulOptions {
  /** Name in the store, when it does not follow from the name. */
  readonly storedAs?: string;
}

/** Options of `@domain.event`. */
export interface EventOptions extends StatefulOptions {
  /**
   * What an event is about, beside its stream: `(event: Subscribed) => ['course:' + event.courseId]`. Consistency
   * boundaries are drawn by tags; an event with tags need not be part of an aggregate.
   */
  readonly tags?: (event: never) => readonly string[];
  /** Version of its form, from 1. */
  readonly version?: number;
  /** Other contexts may see it. */
  readonly published?: boolean;
  /** Names it had in stores before, to read what is stored so: `Opened`, or with that of a former domain `Accounts.Opened`. */
  readonly renamedFrom?: string | readonly string[];
  /** Drops stored keys that no field has, instead of refusing to read the message. */
  readonly lenient?: boolean;
  /** Event that takes its place. */
  readonly supersededBy?: ElementTarget;
}

/** `@domain.event(Account)`, or `@domain.event({ tags })` for an event that is part of no aggregate. */
export interface EventDecorator extends TargetedKindDecorator<
  'event',
  EventOptions,
  'aggregate' | 'decider'
> {
  (options: EventOptions & Required<Pick<EventOptions, 'tags'>>): KindDecorator<'event'>;
}

/** Options of `@domain.command`. */
export interface CommandOptions extends StatefulOptions {
  /** Version of its form, from 1. */
  readonly version?: number;
  /** Names it had in stores before, to read what is stored so: `Opened`, or with that of a former domain `Accounts.Opened`. */
  readonly renamedFrom?: string | readonly string[];
  /** Drops stored keys that no field has, instead of refusing to read the message. */
  readonly lenient?: boolean;
  /** Command that takes its place. */
  readonly supersededBy?: ElementTarget;
}

/** `@domain.command(Account)`, or `@domain.command()` for a command that no single aggregate or decider is asked. */
export interface CommandDecorator extends TargetedKindDecorator<
  'command',
  CommandOptions,
  'aggregate' | 'decider'
> {
  (options?: CommandOptions): KindDecorator<'command'>;
}

/** `@domain.applicationService(Account)`, or `@domain.applicationService()` for use cases of several aggregates. */
export interface ApplicationServiceDecorator extends TargetedKindDecorator<
  'applicationService',
  ElementOptions,
  'aggregate'
> {
  (options?: ElementOptions): KindDecorator<'applicationService'>;
}

/** Options of `@domain.valueObject`. */
export interface ValueObjectOptions extends StatefulOptions {
  /** The aggregate or entity it describes, for the documentation. */
  readonly partOf?: ElementTarget<{ readonly [kindOf]: 'aggregate' | 'entity' }>;
}

/** Options of `@domain.query`. */
export interface QueryOptions extends StatefulOptions {
  /** The projection or aggregate it asks. */
  readonly partOf?: ElementTarget<{ readonly [kindOf]: 'projection' | 'aggregate' }>;
}

/** Options of `@domain.projection`. */
export interface ProjectionOptions extends StatefulOptions {
  /** Name in the store, when it does not follow from the name. */
  readonly storedAs?: string;
  /** Name of the database, when it is not the default one. */
  readonly database?: string;
  /**
   * Combinations of fields that no two have the same values in. With `where`, the rule holds only among those for which
   * the criteria do: `[{ fields: ['bank', 'number'], where: { closed: false } }]`. Absent values are never the same.
   */
  readonly unique?: readonly UniqueOption[];
  /** Fields by which they are often looked up: `['status', ['city', '-openedAt']]`. */
  readonly indexes?: readonly IndexOption[];
}

/** Options of `@domain.domainService`. */
export interface DomainServiceOptions extends ElementOptions {
  /** The aggregates it coordinates. One class is enough when it coordinates several aggregates of that class. */
  readonly aggregates: readonly ElementTarget<{ readonly [kindOf]: 'aggregate' }>[];
}

/** `@domain.domainService({ aggregates: [A, B] })`, or `@domain.domainService([A, B])`. */
export interface DomainServiceDecorator {
  (aggregates: DomainServiceOptions['aggregates'], options?: ElementOptions): KindDecorator<'domainService'>;
  (options: DomainServiceOptions): KindDecorator<'domainService'>;
}

/** Options of `@domain.eventHandler`. */
export interface EventHandlerOptions extends ElementOptions, EventHandlingOptions {
  /** Category of the streams whose events are handled, when it is not that of the aggregate. */
  readonly stream?: string;
  /**
   * Category of the streams where it began: only events are handled that follow from a command which an event of such a
   * stream led to.
   */
  readonly originStream?: string;
}

/** Options of `@domain.projector`. */
export interface ProjectorOptions extends ElementOptions {
  /** The aggregates whose events it reads, when they do not follow from its methods. */
  readonly aggregates?: readonly ElementTarget<{ readonly [kindOf]: 'aggregate' }>[];
}

/** Options of `@domain.processManager`. */
export interface ProcessManagerOptions extends ElementOptions {
  /** The aggregates whose events it reads, when they do not follow from its methods. */
  readonly aggregates?: readonly ElementTarget<{ readonly [kindOf]: 'aggregate' }>[];
}

/** Options of `@domain.subscriber`. */
export interface SubscriberOptions extends ElementOptions {
  /** Stream or topic of the broker that it listens to. */
  readonly stream: string;
  /** Name of the broker, when it is not the default one. */
  readonly broker?: string;
  /**
   * When a message is taken again after an error: the broker gives it again, and messages with other keys may come before
   * that. Without `on`, any error counts.
   */
  readonly retry?: RetryOptions;
}

/** Options of `@domain.upcaster`. */
export interface UpcasterOptions extends ElementOptions {
  /** Version of the stored form it takes. */
  readonly from: number;
  /** Version of the form it gives, greater than `from`. */
  readonly to: number;
}

/** A decorator that is called with the message whose stored form it converts. */
export interface UpcasterDecorator {
  (
    target: ElementTarget<{ readonly [kindOf]: 'event' | 'command' }>,
    options: UpcasterOptions,
  ): PlainDecorator;
}
