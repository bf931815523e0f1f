import type { JsonValue } from '../errors/violation.js';
import { canonicalText } from '../fields/canonical-text.js';
import type { FieldDescriptor } from '../fields/field.js';
import { compareText } from './compare-text.js';
import { compareExact, exactNumber, exactText } from './exact-number.js';

/** What stands for a value in an index: equal values have the same, others another one. */
export type ValueKey = string | number | boolean;

/** How the values of a field, in stored form, are told apart and ordered. Absent values are no concern of it. */
export interface ValueOrder {
  key(value: JsonValue): ValueKey;
  compare(one: JsonValue, other: JsonValue): number;
}

/** Numbers that are kept as text are compared as numbers, lists item by item, everything else as it is. */
export function orderOf(descriptor: FieldDescriptor): ValueOrder {
  if (isExact(descriptor)) return exactOrder;
  if (descriptor.kind === 'list' && descriptor.items !== undefined)
    return listOrder(orderOf(descriptor.items));
  return plainOrder;
}

/** Whether the values of a field are numbers that are kept as text. */
export function isExact({ kind, constraints }: FieldDescriptor): boolean {
  return kind === 'decimal' || (kind === 'integer' && constraints['bigint'] === true);
}

/** The order of numbers, whether they are kept as text or not. */
export const exactOrder: ValueOrder = {
  key: (value) => exactText(exactNumber(value as string | number)),
  compare: (one, other) =>
    one === other
      ? 0
      : compareExact(exactNumber(one as string | number), exactNumber(other as string | number)),
};

/** Booleans (false first) come before numbers, numbers before texts, texts (by code points) before everything else. */
const plainOrder: ValueOrder = {
  key: (value) => (typeof value === 'object' ? canonicalText(value) : value),
  compare: (one, other) => {
    if (typeof one === 'string' && typeof other === 'string') return compareText(one, other);
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    if (typeof one === 'boolean' && typeof other === 'boolean') return Number(one) - Number(other);
    const ranks = rank(one) - rank(other);
    return ranks === 0 ? compareText(canonicalText(one), canonicalText(other)) : ranks;
  },
};

function listOrder(items: ValueOrder): ValueOrder {
  return {
    key: (value) =>
      JSON.stringify((value as JsonValue[]).map((item) => (item === null ? null : items.key(item)))),
    compare: (one, other) => {
      const left = one as readonly JsonValue[];
      const right = other as readonly JsonValue[];
      for (let index = 0; index < Math.min(left.length, right.length); index++) {
        const order = items.compare(left[index] as JsonValue, right[index] as JsonValue);
        if (order !== 0) return order;
      }
      return left.length - right.length;
    },
  };
}

const ranks = ['boolean', 'number', 'string'];

function rank(value: JsonValue): number {
  const found = ranks.indexOf(typeof value);
  return found === -1 ? ranks.length : found;
}
