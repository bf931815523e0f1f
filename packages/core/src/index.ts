/**
 * Domain-Driven Design with decorators and a domain registry.
 *
 * @packageDocumentation
 */
export { errorCodes, retiredCodes, type CodeEntry, type ErrorCode } from './errors/codes.js';
export { DomainryError, type ErrorDetails } from './errors/domainry-error.js';
export { ModelError } from './errors/model-error.js';
export { formatProblem, type Problem, type ProblemCode, type SourcePosition } from './errors/problem.js';
export { ValidationError } from './errors/validation-error.js';
export { formatPath, type JsonValue, type Path, type Violation } from './errors/violation.js';
export type { ValidationGroups } from './fields/class-validator.js';
export { Decimal } from 'decimal.js';
export type { FieldCodec } from './fields/codec-rule.js';
export type { AnyColumnCodec, ColumnCodec, ColumnKind } from './fields/column-codec.js';
export type { ElementTarget } from './fields/element-reference.js';
export type { Deprecation, FieldOptions, FieldValidator, PersonalData } from './fields/field-options.js';
export type { FieldDecorator, FieldDescriptor, FieldKind } from './fields/field.js';
export { field } from './fields/field-namespace.js';
export type {
  Computed,
  ComputedMark,
  Defaulted,
  DefaultedMark,
  FieldMismatch,
  Presence,
} from './fields/presence.js';
export type { JsonSchema } from './fields/value-rule.js';
export { invariant, type InvariantOptions, type InvariantStage } from './invariants/invariant.js';
export type { InvariantDescriptor } from './invariants/check-invariants.js';
export { Aggregate, versionOf, type AnyAggregate } from './elements/aggregate.js';
export { Children, type Identity } from './elements/children.js';
export { Command, type AnyCommand, type ResultOf } from './elements/command.js';
export type { InputOf } from './elements/input-of.js';
export type { DictOf } from './elements/dict.js';
export { Entity } from './elements/entity.js';
export { Event, metadataOf, type AnyEvent, type EventMetadata, type RaisableBy } from './elements/event.js';
export type { JsonInput } from './elements/json-input.js';
export type { JsonSchemaOptions, SchemaSide } from './elements/json-schema.js';
export { Projection } from './elements/projection.js';
export { Query } from './elements/query.js';
export type { SchemaDraft } from './elements/schema-draft.js';
export type {
  ElementSchema,
  StandardIssue,
  StandardProperties,
  StandardResult,
  StandardTarget,
} from './elements/standard-schema.js';
export { ValueObject } from './elements/value-object.js';
export type { DecidedCommand, Decider, DeciderDefinition, EvolvedEvent } from './elements/decider.js';
export { DomainService } from './elements/domain-service.js';
export { ApplicationService } from './elements/application-service.js';
export { apply } from './elements/apply.js';
export { handle, type HandleOptions } from './elements/handle.js';
export type {
  CommandHandlingOptions,
  EventHandlingOptions,
  FailurePolicy,
  RetriedError,
  RetryOptions,
} from './elements/handling-options.js';
export { on } from './elements/on.js';
export { read } from './elements/read.js';
export { useCase } from './elements/use-case.js';
export type { HandlerMark, MarkOptions, MessageMethodDecorator } from './elements/handler-note.js';
export { factEventOf } from './elements/fact-event.js';
export { describeRegistry } from './registry/describe.js';
export { describeElement } from './registry/describe-element.js';
export type {
  DomainSummary,
  ElementSummary,
  FieldSummary,
  HandlerSummary,
} from './registry/domain-summary.js';
export type { ContextRelationship, DomainDescription } from './registry/domain-description.js';
export type { ElementKind } from './registry/element-kinds.js';
export type { HandledMessage, RegisteredElement } from './registry/registered-element.js';
export { Registry } from './registry/registry.js';
export type { UseCasesOf } from './dispatch/application-service.js';
export type { AnyQuery, Ask, Process } from './dispatch/calls.js';
export type { CommandReport } from './dispatch/command-report.js';
export type { DeadLetter, DeadLetters } from './dispatch/dead-letters.js';
export type { DeliveryReport } from './dispatch/delivery-report.js';
export type { DispatchOptions } from './dispatch/dispatch-options.js';
export type { Enrichers } from './dispatch/enrichers.js';
export type { HandlerContext, QueryContext } from './dispatch/handler-context.js';
export type { Logger } from './dispatch/logger.js';
export type {
  MessageHandling,
  Middleware,
  MiddlewareContext,
  MiddlewareKind,
  QueryHandling,
} from './dispatch/middleware.js';
export type { AskOptions, AsynchronousOptions, ProcessOptions, Receipt } from './dispatch/process-options.js';
export type { MessageReceiver } from './dispatch/subscriptions.js';
export { Repository } from './repositories/repository.js';
export type { RepositoryAccess } from './repositories/repository-access.js';
export type { RepositoryLookup } from './repositories/repository-lookup.js';
export type { Past } from './unit-of-work/persister.js';
export type { ColumnOptions, ColumnTypes } from './registry/column-options.js';
export type { IndexOption, IndexOptions, UniqueOption } from './registry/index-options.js';
export {
  and,
  not,
  or,
  Combination,
  type Condition,
  type Criteria,
  type FieldCriteria,
  type FieldName,
  type MemberCriteria,
  type Present,
} from './queries/criteria.js';
export type {
  Equality,
  ListComparison,
  OrderComparison,
  OtherField,
  TextComparison,
} from './queries/comparisons.js';
export type { OrderBy, OrderName, OrderStep, ValueAt } from './queries/orderings.js';
export { Results, type Page, type PageRequest } from './queries/results.js';
export { Selection } from './queries/selection.js';
export type {
  AverageOf,
  ColumnName,
  NumberName,
  Row,
  SelectionChanges,
  SumOf,
} from './queries/selection-types.js';
export type {
  AggregateOptions,
  ApplicationServiceDecorator,
  CalledPlainDecorator,
  CommandDecorator,
  CommandOptions,
  DomainServiceDecorator,
  DomainServiceOptions,
  ElementMismatch,
  ElementOptions,
  EntityOptions,
  EventDecorator,
  EventHandlerOptions,
  EventOptions,
  KindDecorator,
  OptionalKindDecorator,
  OptionalPlainDecorator,
  PlainDecorator,
  ProcessManagerOptions,
  ProjectionOptions,
  ProjectorOptions,
  QueryOptions,
  StatefulOptions,
  SubscriberDecorator,
  SubscriberOptions,
  TargetedKindDecorator,
  TargetedPlainDecorator,
  UpcasterDecorator,
  UpcasterOptions,
  ValueObjectOptions,
} from './domain/class-decorators.js';
export type {
  ColumnsOf,
  DatabaseModelDecorator,
  DatabaseModelOptions,
  StoredValue,
} from './domain/database-model-decorator.js';
export type { FitsRepository, RepositoryDecorator } from './domain/class-decorators.js';
// What users hand around; what stands behind these names is in `for-adapters.ts`, for those who write adapters.
export type { Broker, BrokerAdapter, BrokerMessage } from './ports/broker.js';
export type { ConnectionCounts } from './ports/database.js';
export type { Cache, CacheAdapter } from './ports/cache.js';
export type { DatabaseAdapter } from './ports/database.js';
export { memoryBroker } from './adapters/memory/broker.js';
export { memoryCache, type MemoryCacheOptions } from './adapters/memory/cache.js';
export { memory, type MemoryOptions } from './adapters/memory/memory.js';
export { tenantDatabases, type TenantDatabasesOptions } from './tenants/tenant-databases.js';
export { toCloudEvent, type CloudEvent, type CloudEventOptions } from './messages/cloud-event.js';
export type { ExtensionName } from './messages/cloud-event-attributes.js';
export { fromCloudEvent, type ReceivedCloudEvent } from './messages/from-cloud-event.js';
export { compression, type CompressionOptions } from './messages/compression.js';
export { encryption, type EncryptionOptions } from './messages/encryption.js';
export type { Message, MessageKind, MessageMetadata } from './messages/message.js';
export type { PayloadCodec } from './messages/payload-codec.js';
export {
  childTraceparent,
  formatTraceparent,
  parseTraceparent,
  type TraceParent,
} from './messages/traceparent.js';
export { messageOf } from './elements/message-of.js';
export type { MessageOptions } from './event-store/message-catalog.js';
export { UnknownMessage } from './event-store/unknown-message.js';
export {
  boundaryView,
  type BoundaryView,
  type BoundaryViews,
  type EventClass,
  type EventCriteria,
  type EventCriterion,
  type EventsMatching,
  type StatesOf,
} from './event-store/boundary.js';
export type { MessageNode } from './event-store/message-tree.js';
export type {
  LogSection,
  NotificationFollow,
  NotificationLog,
  NotificationRead,
} from './event-store/notification-log.js';
export type { Finding, FindingKind, VerificationReport } from './event-store/verification.js';
export type { DomainEvents, EventsRead, ReadableEvents } from './repositories/domain-events.js';
export type { HistoryOptions, ReadEvent, UnknownEventPolicy } from './repositories/event-history.js';
export type { AppendOptions, DecideOptions, EventsReadOptions } from './repositories/event-options.js';
export type { StreamDescription, StreamListing } from './ports/event-store.js';
export type { Archived, ArchiveSelection } from './repositories/archive-selection.js';
export type { EventStream, EventStreams } from './repositories/event-streams.js';
export type { Notification, VerifyOptions } from './repositories/event-inspection.js';
export { Domain } from './domain/domain.js';
export type { InitOptions } from './domain/init-options.js';
export type { KeptTenants } from './domain/kept-tenants.js';
export type { HealthOptions, HealthReport, PartHealth } from './domain/health.js';
export type { UnitContext } from './domain/wiring.js';
export type { PlainRegisterOptions, RegisterOptions } from './domain/register-options.js';
export type { DomainOptions } from './domain/domain-options.js';
