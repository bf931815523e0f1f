import type { JsonValue } from '../errors/violation.js';
import { acceptContent } from './content-field.js';
import { isAllowedKey } from './frozen-copy.js';
import { REJECTED, type Inspection } from './inspection.js';
import { hasLength, type Lengths } from './lengths.js';
import { isPlainObject } from './plain-object.js';
import type { JsonSchema, ValueRule } from './value-rule.js';

type Kept = Readonly<Record<string, unknown>>;

/** Greatest length of a key, in UTF-16 code units. */
const longestKey = 255;

/** The rule of dicts, from the rule of their values. Dicts are kept as frozen objects without prototype. */
export function dictRule(item: ValueRule, lengths: Lengths): ValueRule {
  const acceptBy = (how: 'accept' | 'decode') => {
    return (value: unknown, inspection: Inspection): unknown => {
      if (!isPlainObject(value)) return inspection.reject('type', 'object', value, 'a plain object');
      const keys = Reflect.ownKeys(value);
      if (!hasLength(lengths, keys.length, 'entries', value, inspection)) return REJECTED;
      return acceptEntries(item, how, value, keys, inspection);
    };
  };
  const { equals: same = Object.is, show } = item;
  return {
    accept: acceptBy('accept'),
    decode: acceptBy('decode'),
    encode: (kept): JsonValue =>
      Object.fromEntries(Object.entries(kept as Kept).map(([key, each]) => [key, item.encode(each)])),
    equals: (kept, other) => {
      const keys = Object.keys(kept as Kept);
      return (
        keys.length === Object.keys(other as Kept).length &&
        keys.every((key) => key in (other as Kept) && same((kept as Kept)[key], (other as Kept)[key]))
      );
    },
    ...(show === undefined ? {} : { show: (kept: unknown) => mapValues(kept as Kept, show) }),
    schema: (): JsonSchema => ({
      type: 'object',
      additionalProperties: item.schema(),
      propertyNames: { maxLength: longestKey },
      ...(lengths.minLength === undefined ? {} : { minProperties: lengths.minLength }),
      ...(lengths.maxLength === undefined ? {} : { maxProperties: lengths.maxLength }),
    }),
  };
}

function acceptEntries(
  item: ValueRule,
  how: 'accept' | 'decode',
  value: Kept,
  keys: readonly (string | symbol)[],
  inspection: Inspection,
): unknown {
  const kept: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let fine = true;
  for (const key of keys) {
    if (inspection.isOver || !inspection.count(value)) return REJECTED;
    if (typeof key === 'symbol' || key.length > longestKey) {
      inspection.reject(
        'key',
        `texts of <= ${longestKey} characters`,
        key,
        `keys of at most ${longestKey} characters`,
      );
      fine = false;
    } else {
      const each = isAllowedKey(key, inspection)
        ? inspection.within(key, () => acceptContent(item, how, value[key], inspection))
        : REJECTED;
      if (each === REJECTED) fine = false;
      else kept[key] = each;
    }
  }
  return fine ? Object.freeze(kept) : REJECTED;
}

function mapValues(kept: Kept, show: (kept: unknown) => unknown): Kept {
  const shown: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(kept)) shown[key] = show(kept[key]);
  return Object.freeze(shown);
}
