import type { JsonValue } from '@domainry/core';
import type { FieldDocument } from '../document/field-document.js';
import { compareBounds } from './exact-number.js';
import { bothWays, narrowed, neitherWay, widened, type Direction } from './compatibility.js';
import { baseFormOf, lengthsOf } from './value-form.js';

/** One rule of a field that is another than before. */
export interface ConstraintChange {
  /** `maxLength`, `pattern`, `choices` … */
  readonly constraint: string;
  readonly direction: Direction;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** Compares the rules of two fields whose values have one form, rule by rule. */
export function compareConstraints(before: FieldDocument, after: FieldDocument): readonly ConstraintChange[] {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const changes: ConstraintChange[] = [];
  for (const constraint of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
    const [one, other] = [old[constraint], now[constraint]];
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    changes.push({
      constraint,
      direction: directionOf(constraint, one, other),
      ...(one === undefined ? {} : { before: one }),
      ...(other === undefined ? {} : { after: other }),
    });
  }
  return changes;
}

type Rules = Readonly<Record<string, JsonValue>>;

/** What says nothing of single values, or says it elsewhere. */
const noRules: ReadonlySet<string> = new Set(['bigint', 'increment', 'stamp', 'transitions', 'type']);

/** The rules of a field, those that belong together as one, and those that are silent said aloud. */
function rulesOf(field: FieldDocument): Rules {
  const { pattern, patternFlags, precision, scale, ...others } = field.constraints;
  const rules: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(others)) if (!noRules.has(name)) rules[name] = value;
  if (pattern !== undefined) {
    const flags = typeof patternFlags === 'string' ? patternFlags : '';
    rules['pattern'] = typeof pattern === 'string' ? `/${pattern}/${flags}` : pattern;
  }
  if (precision !== undefined || scale !== undefined) {
    rules['digits'] = {
      ...(precision === undefined ? {} : { precision }),
      ...(scale === undefined ? {} : { scale }),
    };
  }
  if (baseFormOf(field) === 'text') {
    const { min, max } = lengthsOf(field);
    if (min > 0) rules['minLength'] = min;
    else delete rules['minLength'];
    if (Number.isFinite(max)) rules['maxLength'] = max;
  }
  return rules;
}

function directionOf(
  constraint: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): Direction {
  // Who asks for distinct items says so; false is the same as nothing.
  if (constraint === 'distinct') return after === true ? narrowed : before === true ? widened : bothWays;
  if (constraint === 'digits') return digitsDirection(before, after);
  if (before === undefined) return narrowed;
  if (after === undefined) return widened;
  switch (constraint) {
    case 'min':
    case 'minLength':
      return boundDirection(compareBounds(after, before));
    case 'max':
    case 'maxLength':
      return boundDirection(compareBounds(before, after));
    case 'choices':
      return choicesDirection(before, after);
    default:
      return neitherWay;
  }
}

/** @param tightening - above 0 when the bound leaves less room than before. */
function boundDirection(tightening: number | undefined): Direction {
  if (tightening === undefined) return neitherWay;
  return tightening === 0 ? bothWays : tightening > 0 ? narrowed : widened;
}

function choicesDirection(before: JsonValue, after: JsonValue): Direction {
  const [old, now] = [asList(before), asList(after)];
  const isWider = now.some((value) => !old.includes(value));
  const isNarrower = old.some((value) => !now.includes(value));
  if (isWider && isNarrower) return neitherWay;
  return isWider ? widened : isNarrower ? narrowed : bothWays;
}

/** Decimal numbers: digits before the point, after it, and in all. */
function digitsDirection(before: JsonValue | undefined, after: JsonValue | undefined): Direction {
  const [old, now] = [digitsOf(before), digitsOf(after)];
  const isWider = isMore(now, old);
  const isNarrower = isMore(old, now);
  if (isWider && isNarrower) return neitherWay;
  return isWider ? widened : isNarrower ? narrowed : bothWays;
}

interface Digits {
  readonly before: number;
  readonly after: number;
  readonly all: number;
}

function digitsOf(digits: JsonValue | undefined): Digits {
  const given = (digits ?? {}) as { readonly precision?: number; readonly scale?: number };
  const { precision: all = Number.POSITIVE_INFINITY, scale: after = Number.POSITIVE_INFINITY } = given;
  return { before: given.scale === undefined ? all : all - after, after: Math.min(after, all), all };
}

function isMore(one: Digits, other: Digits): boolean {
  return one.before > other.before || one.after > other.after || one.all > other.all;
}

function asList(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}
