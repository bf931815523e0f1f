/**
 * What the SQL stores share: tables of a model, conditions and orders as SQL, states, migrations. You need it to write a store
 * of your own; and to write statements of your own, for `tablesOf`.
 *
 * @packageDocumentation
 */
export type { CountedStatement, SqlList, SqlRow, SqlSession, SqlValue } from './session.js';
export type { SqlDialect } from './dialect.js';
export type { TenantColumn } from './tenant-column.js';
export type { Column, ColumnType } from './tables/column.js';
export type { UniqueViolation } from './states/unique-rules.js';
export { Counters } from './states/counters.js';
export { SqlStateReader } from './states/state-reader.js';
export { SqlStateWriter } from './states/state-writer.js';
export { migrationModes, type Migrations } from './schema/migrate.js';
export type { MigrationStep } from './schema/migration-step.js';
export type { FoundTables } from './schema/found-tables.js';
export { applyMigrations, type Occasion } from './migrations/apply-migrations.js';
export type { MigrationSettings } from './migrations/foresee.js';
export { SqlMigrator, type MigrationAccess } from './migrations/migrator.js';
export { placedOtherwise } from './migrations/placed-otherwise.js';
export type { FrameworkStep, FrameworkTables, SchemaHost } from './migrations/schema-host.js';
export {
  schemaOf,
  type SchemaColumn,
  type SchemaEmbedded,
  type SchemaTable,
  type WantedColumn,
  type WantedSchema,
  type WantedTable,
} from './schema/schema.js';
export {
  assertExpected,
  copyOfAppend,
  endless,
  isExpected,
  isInFeed,
  joined,
  keptOf,
  listedStreams,
  OwnEvents,
} from './events/own-events.js';
export { changedBy, StreamChanges, type StreamChange } from './events/stream-changes.js';
export { streamIn } from './events/stream-rows.js';
export { idempotencyRecordIn } from './idempotency/idempotency-rows.js';
export { KeyClaimer, KeyClaims } from './idempotency/key-claims.js';
export {
  checkOptions,
  oneOf,
  someText,
  wholeNumber,
  wrongOption,
  type OptionCheck,
} from './options/check-options.js';
export {
  claimedEntryIn,
  listedEntryIn,
  outboxCountsIn,
  storableReason,
  outboxRowOf,
  type OutboxRow,
} from './outbox/outbox-rows.js';
export { checkRawStatement } from './raw/check-raw-statement.js';
export type {
  ColumnSaid,
  Modelled,
  ModelledClass,
  StoredChild,
  StoredClass,
  StoredRow,
  TablesOf,
} from './raw/stored-row.js';
export { tablesOf, type TablesOptions } from './raw/tables-of.js';
