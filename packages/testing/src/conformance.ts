/**
 * Shows whether an adapter keeps the promises of its port: `@domainry/testing/conformance`. Checks are data and use nothing
 * but `node:assert`, so that Jest, Vitest and `node:test` can run them, or a script of yours.
 *
 * @packageDocumentation
 */
export type { BoundCheck, Conformance } from './conformance/check.js';
export { brokerConformance, type BrokerUnderTest } from './conformance/broker.js';
export { cacheConformance, type CacheUnderTest } from './conformance/cache.js';
export { databaseConformance } from './conformance/database.js';
export { conformanceMatrix } from './conformance/matrix.js';
export { registerConformance, type TestRunner } from './conformance/register.js';
export { runConformance, type CheckResult } from './conformance/run.js';
export type { KeyType } from './conformance/other-keys.js';
export type { DatabaseUnderTest } from './conformance/subject.js';
