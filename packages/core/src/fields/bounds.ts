import type { ReportOption } from './field.js';
import type { Inspection } from './inspection.js';

/** Smallest and largest value, both inclusive. */
export interface Bounds<V> {
  readonly min?: V;
  readonly max?: V;
}

/** Reports bounds that are no values of the kind, or that leave no value between them. */
export function checkBounds<V>(
  bounds: { readonly min?: unknown; readonly max?: unknown },
  isValue: (candidate: unknown) => candidate is V,
  isAbove: (one: V, other: V) => boolean,
  what: string,
  report: ReportOption,
): Bounds<V> {
  const { min, max } = bounds;
  const minIsValue = min !== undefined && isValue(min);
  const maxIsValue = max !== undefined && isValue(max);
  if (min !== undefined && !minIsValue)
    report('min', `min is not ${what}`, `Give ${what} as min, or leave it out.`);
  if (max !== undefined && !maxIsValue)
    report('max', `max is not ${what}`, `Give ${what} as max, or leave it out.`);
  if (minIsValue && maxIsValue && isAbove(min, max)) {
    report('min', `min (${String(min)}) is above max (${String(max)})`, 'Make min at most max.');
  }
  return { ...(minIsValue ? { min } : {}), ...(maxIsValue ? { max } : {}) };
}

/** Whether a value lies outside its bounds; tells the inspection when it does. */
export function isOutside<V extends number | bigint>(
  value: V,
  { min, max }: Bounds<V>,
  inspection: Inspection,
): boolean {
  if (min !== undefined && value < min) {
    inspection.reject('min', `>= ${min}`, value, `at least ${min}`);
    return true;
  }
  if (max !== undefined && value > max) {
    inspection.reject('max', `<= ${max}`, value, `at most ${max}`);
    return true;
  }
  return false;
}

/** The end of an inline test: source that is true when the variable `v` lies within its bounds. */
export function andWithinSource(v: string, { min, max }: Bounds<number>): string {
  return (min === undefined ? '' : ` && ${v} >= ${min}`) + (max === undefined ? '' : ` && ${v} <= ${max}`);
}
