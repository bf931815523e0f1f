import type { kindOf } from '../elements/element.js';
import type { ElementTarget } from '../fields/element-reference.js';
import type {
  AggregateOptions,
  CommandOptions,
  DomainServiceOptions,
  ElementOptions,
  EntityOptions,
  EventHandlerOptions,
  EventOptions,
  ProcessManagerOptions,
  ProjectionOptions,
  ProjectorOptions,
  QueryOptions,
  SubscriberOptions,
  UpcasterOptions,
  ValueObjectOptions,
} from './class-decorators.js';
import type { DatabaseModelOptions } from './database-model-decorator.js';

/** What an element belongs to, as an option. Not needed for abstract classes. */
export interface PartOf {
  /** The aggregate, entity or projection it belongs to. */
  readonly partOf?: ElementTarget;
}

/** Options of the kinds that extend a base class, which tells the kind. */
export interface OptionsOfBase {
  readonly aggregate: AggregateOptions;
  readonly entity: EntityOptions & PartOf;
  readonly valueObject: ValueObjectOptions;
  readonly event: EventOptions & PartOf;
  readonly command: CommandOptions & PartOf;
  readonly query: QueryOptions;
  readonly projection: ProjectionOptions;
  readonly domainService: DomainServiceOptions;
  readonly applicationService: ElementOptions & PartOf;
}

/** Options of the kinds that extend no base class: they name their kind. */
export type PlainRegisterOptions =
  | ({ readonly kind: 'commandHandler' } & ElementOptions & PartOf)
  | ({ readonly kind: 'eventHandler' } & EventHandlerOptions & PartOf)
  | ({ readonly kind: 'repository' } & ElementOptions & Required<PartOf>)
  | ({ readonly kind: 'projector'; readonly projection: ElementTarget } & ProjectorOptions)
  | ({ readonly kind: 'queryHandler'; readonly projection?: ElementTarget } & ElementOptions)
  | ({ readonly kind: 'subscriber' } & SubscriberOptions)
  | ({ readonly kind: 'processManager' } & ProcessManagerOptions)
  | ({ readonly kind: 'upcaster'; readonly event: ElementTarget } & UpcasterOptions)
  | ({ readonly kind: 'databaseModel' } & DatabaseModelOptions & Required<PartOf>);

/** What `register` takes for a class: the options of its decorator, what it belongs to included. */
export type RegisterOptions<Class> = Class extends abstract new (...given: never[]) => infer Instance
  ? Instance extends { readonly [kindOf]: infer Kind extends keyof OptionsOfBase }
    ? OptionsOfBase[Kind]
    : PlainRegisterOptions
  : never;
