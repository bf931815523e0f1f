import type { JsonValue } from '../errors/violation.js';
import { followPath, type StoredData } from './field-path.js';
import type { Ordering } from './predicate.js';
import type { Shape } from './shape.js';
import { orderOf } from './value-order.js';

/** How states are put in order. */
export interface StateOrder {
  /** Negative, zero or positive, as the first state comes before, with or after the other. */
  compare(one: StoredData, other: StoredData): number;
  /** Whether a state comes after the place that the values of all orderings name. */
  isAfter(data: StoredData, place: readonly JsonValue[]): boolean;
  /** The values of a state by which it is ordered: its place. */
  placeOf(data: StoredData): readonly JsonValue[];
}

interface Step {
  readonly read: (data: StoredData) => JsonValue;
  readonly compare: (one: JsonValue, other: JsonValue) => number;
}

/**
 * The order that a query asks for.
 *
 * @throws DomainryError QUERY_INVALID when an ordering does not fit the fields.
 */
export function stateOrderOf(shape: Shape, orderings: readonly Ordering[]): StateOrder {
  const steps = orderings.map(({ path, direction, absent }): Step => {
    const { descriptor, read } = followPath(shape, path);
    const order = orderOf(descriptor);
    const sign = direction === 'ascending' ? 1 : -1;
    const absentSign = absent === 'first' ? -1 : 1;
    const compare = (one: JsonValue, other: JsonValue): number => {
      if (one === null || other === null) {
        if (one === other) return 0;
        return one === null ? absentSign : -absentSign;
      }
      return sign * order.compare(one, other);
    };
    return { read, compare };
  });
  return {
    compare: (one, other) => {
      for (let index = 0; index < steps.length; index++) {
        const { read, compare } = steps[index] as Step;
        const result = compare(read(one), read(other));
        if (result !== 0) return result;
      }
      return 0;
    },
    isAfter: (data, place) => {
      for (let index = 0; index < steps.length; index++) {
        const { read, compare } = steps[index] as Step;
        const result = compare(read(data), place[index] ?? null);
        if (result !== 0) return result > 0;
      }
      return false;
    },
    placeOf: (data) => steps.map(({ read }) => read(data)),
  };
}

/** The orderings as they are carried out: the identity is the last, so that no two states have the same place. */
export function completeOrder(orderings: readonly Ordering[], identity: string): readonly Ordering[] {
  const position = orderings.findIndex(({ path }) => path.length === 1 && path[0] === identity);
  if (position !== -1) return orderings.slice(0, position + 1);
  return [...orderings, { path: [identity], direction: 'ascending', absent: 'last' }];
}
