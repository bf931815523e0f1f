import { Inspection, REJECTED } from './inspection.js';

/**
 * Reads a stored value by the function that accepts it, for kinds whose values are only known by being accepted.
 *
 * @throws Error whose message completes the sentence "expected …".
 */
export function restoreBy(
  accept: (value: unknown, inspection: Inspection) => unknown,
  stored: unknown,
): unknown {
  const inspection = new Inspection('value', 'json');
  const kept = accept(stored, inspection);
  if (kept === REJECTED) throw new Error(inspection.violations[0]?.expected ?? 'another value');
  return kept;
}
