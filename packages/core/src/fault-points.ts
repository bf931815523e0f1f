/**
 * Places where tests can make the library fail: `@domainry/core/fault-points`. Nothing else should import it.
 *
 * @packageDocumentation
 */
export { armFaultPoints, faultPoints, type FaultPoint } from './errors/fault-point.js';
