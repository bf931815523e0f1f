import type { JsonValue } from '../errors/violation.js';
import { addExact, divideExact, exactNumber, exactText, type ExactNumber } from './exact-number.js';
import { followPath, type StoredData } from './field-path.js';
import type { Shape } from './shape.js';
import { isExact, orderOf } from './value-order.js';

/** What is calculated over the states that match. `count` takes no path. */
export interface Calculation {
  readonly of: 'count' | 'sum' | 'min' | 'max' | 'avg';
  readonly path?: readonly string[];
}

/**
 * The reference for what a calculation gives. Absent values do not count; the sum of nothing is 0, other calculations
 * over nothing are null. Sums of integers and decimals are exact: those of decimals and big integers, and those beyond
 * the safe integers, are given as text. An average of them is given with at most 20 digits after the point (more, if
 * the values have more), halves rounded away from 0. Sums and averages of floats are as exact as floats are.
 *
 * @throws DomainryError QUERY_INVALID when a path does not fit the fields.
 */
export function calculate(shape: Shape, states: readonly StoredData[], { of, path }: Calculation): JsonValue {
  if (of === 'count' || path === undefined) return states.length;
  const { descriptor, read } = followPath(shape, path);
  const values = states.map(read).filter((value) => value !== null);
  if (of === 'min' || of === 'max') {
    const order = orderOf(descriptor);
    const sign = of === 'min' ? 1 : -1;
    return values.reduce<JsonValue>(
      (best, value) => (best === null || sign * order.compare(value, best) < 0 ? value : best),
      null,
    );
  }
  if (descriptor.kind === 'float') {
    const sum = (values as number[]).reduce((total, value) => total + value, 0);
    return of === 'sum' ? sum : values.length === 0 ? null : sum / values.length;
  }
  const sum = (values as (string | number)[]).map(exactNumber).reduce(addExact, { digits: 0n, scale: 0 });
  if (of === 'sum') return written(sum, isExact(descriptor));
  return values.length === 0 ? null : written(divideExact(sum, values.length), isExact(descriptor));
}

/** Whole numbers of fields that hold numbers are given as such, as long as no digit is lost. */
function written(number: ExactNumber, asText: boolean): JsonValue {
  const text = exactText(number);
  if (asText) return text;
  return text.includes('.') || Number.isSafeInteger(Number(text)) ? Number(text) : text;
}
