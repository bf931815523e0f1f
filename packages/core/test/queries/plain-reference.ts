import { Combination, Decimal, type Criteria } from '@domainry/core';

/**
 * What criteria mean, written a second time: over objects as users see them, without predicates, stored forms or
 * indexes. It is slow and says the same.
 */
export function holds(subject: object, criteria: Criteria<never> | object): boolean {
  if (criteria instanceof Combination) {
    const [first] = criteria.parts;
    if (criteria.kind === 'not') return !holds(subject, first as object);
    return criteria.kind === 'and'
      ? criteria.parts.every((part) => holds(subject, part))
      : criteria.parts.some((part) => holds(subject, part));
  }
  return Object.entries(criteria).every(([name, condition]) => {
    const value = (subject as Record<string, unknown>)[name] ?? null;
    return fulfils(subject, value, condition as unknown);
  });
}

function fulfils(subject: object, value: unknown, condition: unknown): boolean {
  if (condition === null) return value === null;
  if (isNested(value) && !(condition instanceof Combination) && isQuantified(condition)) {
    return Object.entries(condition).every(([quantifier, part]) => {
      const members = [...(value as Iterable<object>)];
      const fulfilled = members.filter((member) => holds(member, part as object)).length;
      if (quantifier === 'some') return fulfilled > 0;
      return quantifier === 'every' ? fulfilled === members.length : fulfilled === 0;
    });
  }
  if (isQuantified(condition)) return fulfils(subject, [], condition);
  if (condition instanceof Combination || isElementCondition(condition)) {
    return holds((value ?? {}) as object, condition);
  }
  if (!isPlain(condition)) return value !== null && compare(value, condition) === 0;
  return Object.entries(condition).every(([lookup, operand]) => test(subject, value, lookup, operand));
}

function test(subject: object, value: unknown, lookup: string, operand: unknown): boolean {
  if (isPlain(operand) && 'field' in operand) {
    const other = (subject as Record<string, unknown>)[String(operand['field'])] ?? null;
    if (value === null || other === null) return lookup === 'equals' && value === other;
    return test(subject, value, lookup, other);
  }
  const many = operand as readonly unknown[];
  if (lookup === 'isNull') return (value === null) === operand;
  if (lookup === 'equals')
    return operand === null ? value === null : value !== null && compare(value, operand) === 0;
  if (lookup === 'in') return many.some((each) => test(subject, value, 'equals', each));
  if (value === null) return false;
  if (Array.isArray(value)) {
    const has = (item: unknown): boolean => value.some((held) => compare(held, item) === 0);
    if (lookup === 'has') return has(operand);
    return lookup === 'hasAny' ? many.some(has) : many.every(has);
  }
  if (lookup === 'gt') return compare(value, operand) > 0;
  if (lookup === 'gte') return compare(value, operand) >= 0;
  if (lookup === 'lt') return compare(value, operand) < 0;
  if (lookup === 'lte') return compare(value, operand) <= 0;
  const [found, wanted] = lookup.endsWith('IgnoringCase')
    ? [lower(String(value as string)), lower(String(operand as string))]
    : [String(value as string), String(operand as string)];
  if (lookup.startsWith('contains')) return found.includes(wanted);
  if (lookup.startsWith('startsWith')) return found.startsWith(wanted);
  if (lookup.startsWith('endsWith')) return found.endsWith(wanted);
  return found === wanted;
}

function lower(text: string): string {
  // One point for each point, whatever the whole would become.
  return Array.from(text, (point) => Array.from(point.toLowerCase())[0]).join('');
}

/** Texts by code points, everything else by its kind. */
function compare(one: unknown, other: unknown): number {
  if (one instanceof Decimal || other instanceof Decimal) {
    return new Decimal(String(one)).cmp(new Decimal(String(other)));
  }
  if (one instanceof Date && other instanceof Date) return one.getTime() - other.getTime();
  if (typeof one === 'string' && typeof other === 'string') {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    const different = one.findIndex(
      (item, index) => index >= other.length || compare(item, other[index]) !== 0,
    );
    if (different === -1) return one.length - other.length;
    return different >= other.length ? 1 : compare(one[different], other[different]);
  }
  if (isPlain(one) && isPlain(other)) return JSON.stringify(one) === JSON.stringify(other) ? 0 : 1;
  if (isEqualer(one)) return one.equals(other) ? 0 : 1;
  return (one as number) < (other as number) ? -1 : (one as number) > (other as number) ? 1 : 0;
}

function isEqualer(value: unknown): value is { equals(other: unknown): boolean } {
  return typeof value === 'object' && value !== null && 'equals' in value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function isQuantified(condition: unknown): condition is Record<string, unknown> {
  return isPlain(condition) && Object.keys(condition).some((key) => ['some', 'every', 'none'].includes(key));
}

/** The names of the fields of the elements in the tests. */
function isElementCondition(condition: unknown): condition is object {
  return (
    isPlain(condition) && Object.keys(condition).every((key) => ['amount', 'currency', 'text'].includes(key))
  );
}
