import { bind, type Conformance } from './check.js';
import { databaseHealthChecks } from './database-health.js';
import { eventBoundaryChecks } from './event-boundaries.js';
import { eventArchiveChecks } from './event-archives.js';
import { eventReadingChecks } from './event-reading.js';
import { eventWritingChecks } from './event-writing.js';
import { idempotencyChecks } from './idempotency.js';
import { outboxClaimChecks } from './outbox-claims.js';
import { outboxFailureChecks } from './outbox-failures.js';
import { outboxOrderChecks } from './outbox-order.js';
import { outboxChecks } from './outbox.js';
import { rawStatementChecks } from './raw-statements.js';
import { snapshotChecks } from './snapshots.js';
import { stateReadingChecks } from './state-reading.js';
import { stateWritingChecks } from './state-writing.js';
import { withDatabase, type DatabaseUnderTest } from './subject.js';
import { tenantChecks } from './tenants.js';
import { transactionChecks } from './transactions.js';

/**
 * What every database has to show: transactions, states, events, snapshots, idempotency records and outbox, as the
 * contracts of the ports have it. A capability that is claimed has to be shown as well.
 *
 * @example
 * ```ts
 * import { describe, test } from 'node:test';
 * import { memory } from '@domainry/core';
 * import { databaseConformance, registerConformance } from '@domainry/testing/conformance';
 *
 * const conformance = databaseConformance({ name: 'memory', open: (model) => memory().open(model) });
 * registerConformance({ describe, test }, conformance);
 * ```
 */
export function databaseConformance(subject: DatabaseUnderTest): Conformance {
  const checks = [
    ...transactionChecks,
    ...databaseHealthChecks,
    ...tenantChecks,
    ...rawStatementChecks,
    ...stateWritingChecks,
    ...stateReadingChecks,
    ...eventWritingChecks,
    ...eventReadingChecks,
    ...eventArchiveChecks,
    ...eventBoundaryChecks,
    ...snapshotChecks,
    ...idempotencyChecks,
    ...outboxChecks,
    ...outboxClaimChecks,
    ...outboxOrderChecks,
    ...outboxFailureChecks,
  ];
  const claims = new Set<string>(subject.capabilities);
  const meant = subject.keys === undefined ? checks : checks.filter((check) => ofStates.has(check));
  return { name: subject.name, checks: bind(meant, claims, (use) => withDatabase(subject, use)) };
}

/** What other keys make a difference to. */
const ofStates: ReadonlySet<unknown> = new Set([
  ...transactionChecks,
  ...tenantChecks,
  ...stateWritingChecks,
  ...stateReadingChecks,
]);
