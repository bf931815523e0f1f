/**
 * What tests of domains need: `@domainry/testing`. Suites for adapters are in `@domainry/testing/conformance`.
 *
 * @packageDocumentation
 */
export { armFaultPoints, faultPoints, type FaultPoint } from '@domainry/core/fault-points';
export { interleavings, type InterleavingOptions, type Round, type Step } from './interleavings.js';
export { linearizationOf, type Operation, type SequentialModel } from './linearizability.js';
export { steppedDatabase } from './stepped-database.js';
