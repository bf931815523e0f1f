/**
 * What an adapter of a database or broker is written against: `@domainry/core/ports`. The contracts of the ports, the
 * errors they ask for, and the references for what conditions, orders and calculations mean.
 *
 * @packageDocumentation
 */
export { suggestName } from './fields/suggest-name.js';
export type { Message, MessageKind, MessageMetadata } from './messages/message.js';
export { categoryOf } from './messages/stream-name.js';
export { calculate, type Calculation } from './queries/calculate.js';
export { completeOrder, stateOrderOf, type StateOrder } from './queries/compare-states.js';
export { matcherOf, type Matcher } from './queries/evaluate.js';
export { followPath, type FieldPath, type StoredData } from './queries/field-path.js';
export type { Lookup, Ordering, Predicate, StateQuery } from './queries/predicate.js';
export type { NestedShape, Shape } from './queries/shape.js';
export type {
  Broker,
  BrokerAdapter,
  BrokerDelivery,
  BrokerMessage,
  BrokerReceiver,
  BrokerSubscription,
} from './ports/broker.js';
export type { Cache, CacheAdapter, CacheModel } from './ports/cache.js';
export {
  boundaryConflict,
  commandInFlight,
  duplicateEvent,
  streamArchived,
  uniqueConflict,
  versionConflict,
} from './ports/conflicts.js';
export type {
  Committed,
  ConnectionCounts,
  Database,
  DatabaseAdapter,
  DatabaseCapability,
  DatabaseModel,
  DatabasesOfTenants,
  Transaction,
} from './ports/database.js';
export { eventMatches } from './ports/event-matches.js';
export type {
  AppendCondition,
  Appended,
  EventQuery,
  EventReader,
  EventWriter,
  ExpectedVersion,
  FeedRead,
  NewEvent,
  StoredEvent,
  StreamAppend,
  StreamDescription,
  StreamListing,
  StreamRead,
} from './ports/event-store.js';
export type { IdempotencyRecord, IdempotencyStore, IdempotencyWriter } from './ports/idempotency-store.js';
export type {
  AppliedMigration,
  ApplyOptions,
  MigrationDraft,
  MigrationOutcome,
  MigrationStatus,
  Migrator,
  PlannedMigration,
} from './ports/migrations.js';
export type {
  ClaimedEntry,
  HeldEntry,
  ListedEntry,
  Outbox,
  OutboxClaim,
  OutboxCounts,
  OutboxEntry,
  OutboxListing,
  OutboxState,
  OutboxWriter,
} from './ports/outbox.js';
export {
  afterFailure,
  defaultOutboxRetry,
  type AfterFailure,
  type OutboxRetry,
} from './ports/outbox-retry.js';
export { decodeTenant, encodeTenant } from './tenants/encode-tenant.js';
export { tenantInvalid, tenantMissing } from './tenants/tenant-name.js';
export type { RawResult, RawStatements } from './ports/raw-statements.js';
export type { SnapshotStore, StoredSnapshot } from './ports/snapshot-store.js';
export type { ChildMapping, ColumnMapping, TableMapping } from './ports/table-mapping.js';
export {
  heldByCodec,
  isHeldByCodec,
  throughCodecs,
  valueOfHeld,
  type FieldInColumn,
} from './ports/through-codec.js';
export type {
  IndexRule,
  Inserted,
  StateChange,
  StateReader,
  StateRecord,
  StateShape,
  StateWriter,
  UniqueRule,
} from './ports/state-store.js';
