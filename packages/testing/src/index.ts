/**
 * What tests of domains need: `@domainry/testing`. Suites for adapters are in `@domainry/testing/conformance`.
 *
 * @packageDocumentation
 */
export { armFaultPoints, faultPoints, type FaultPoint } from '@domainry/core/fault-points';
export { fixedClock, type FixedClock } from './fixed-clock.js';
export { given, type DeciderFunctions, type Given, type SourcedClass, type Tried } from './given.js';
export { interleavings, type InterleavingOptions, type Round, type Step } from './interleavings.js';
export { linearizationOf, type Operation, type SequentialModel } from './linearizability.js';
export { sequentialIds } from './sequential-ids.js';
export { steppedDatabase } from './stepped-database.js';
