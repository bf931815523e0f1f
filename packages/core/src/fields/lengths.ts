import type { ReportOption } from './field.js';
import type { Inspection } from './inspection.js';

/** Smallest and largest length, both inclusive. */
export interface Lengths {
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Reports lengths that are no natural numbers, or that leave no length between them. */
export function checkLengths(given: Lengths, report: ReportOption): Lengths {
  const lengths: { minLength?: number; maxLength?: number } = {};
  for (const option of ['minLength', 'maxLength'] as const) {
    const length: unknown = given[option];
    if (length === undefined) continue;
    if (typeof length === 'number' && Number.isSafeInteger(length) && length >= 0) lengths[option] = length;
    else report(option, `${option} is no natural number`, `Give ${option} an integer from 0.`);
  }
  const { minLength, maxLength } = lengths;
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    report(
      'minLength',
      `minLength (${minLength}) is above maxLength (${maxLength})`,
      'Make minLength at most maxLength.',
    );
  }
  return lengths;
}

/**
 * Whether a value has an allowed length; tells the inspection when it has not.
 *
 * @param parts - what is counted: `characters`, `items`.
 */
export function hasLength(
  { minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Lengths,
  length: number,
  parts: string,
  value: unknown,
  inspection: Inspection,
): boolean {
  if (length < minLength) {
    inspection.reject('minLength', `>= ${minLength} ${parts}`, value, `at least ${minLength} ${parts}`);
    return false;
  }
  if (length > maxLength) {
    inspection.reject('maxLength', `<= ${maxLength} ${parts}`, value, `at most ${maxLength} ${parts}`);
    return false;
  }
  return true;
}
