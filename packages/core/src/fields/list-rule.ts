import { acceptContent } from './content-field.js';
import { canonicalText } from './canonical-text.js';
import { REJECTED, type Inspection } from './inspection.js';
import { hasLength, type Lengths } from './lengths.js';
import type { JsonSchema, ValueRule } from './value-rule.js';

type Kept = readonly unknown[];

/** The rule of lists, from the rule of their items. Lists are kept as frozen arrays of kept items. */
export function listRule(item: ValueRule, lengths: Lengths, distinct: boolean): ValueRule {
  const acceptBy = (how: 'accept' | 'decode') => {
    return (value: unknown, inspection: Inspection): unknown => {
      if (!Array.isArray(value)) return inspection.reject('type', 'array', value, 'an array');
      if (!hasLength(lengths, value.length, 'items', value, inspection)) return REJECTED;
      const kept = acceptItems(item, how, value, inspection);
      return kept !== REJECTED && distinct ? refuseRepeated(item, kept as Kept, inspection) : kept;
    };
  };
  const { equals: same = Object.is, show } = item;
  return {
    accept: acceptBy('accept'),
    decode: acceptBy('decode'),
    encode: (kept) => (kept as Kept).map((each) => item.encode(each)),
    equals: (kept, other) =>
      (kept as Kept).length === (other as Kept).length &&
      (kept as Kept).every((each, index) => same(each, (other as Kept)[index])),
    ...(show === undefined
      ? {}
      : { show: (kept: unknown) => Object.freeze((kept as Kept).map((each) => show(each))) }),
    schema: (): JsonSchema => ({
      type: 'array',
      items: item.schema(),
      ...(lengths.minLength === undefined ? {} : { minItems: lengths.minLength }),
      ...(lengths.maxLength === undefined ? {} : { maxItems: lengths.maxLength }),
      ...(distinct ? { uniqueItems: true } : {}),
    }),
  };
}

function acceptItems(
  item: ValueRule,
  how: 'accept' | 'decode',
  value: Kept,
  inspection: Inspection,
): unknown {
  const kept: unknown[] = [];
  let fine = true;
  // By position, so that the holes of a sparse array are seen, and refused.
  for (let index = 0; index < value.length; index++) {
    if (inspection.isOver || !inspection.count(value)) return REJECTED;
    const each = inspection.within(index, () => acceptContent(item, how, value[index], inspection));
    if (each === REJECTED) fine = false;
    else kept.push(each);
  }
  return fine ? Object.freeze(kept) : REJECTED;
}

function refuseRepeated(item: ValueRule, kept: Kept, inspection: Inspection): unknown {
  const seen = new Map<unknown, number>();
  let result: unknown = kept;
  kept.forEach((each, index) => {
    const form = item.encode(each);
    // No text holds NUL, so none is taken for the form of an object.
    const key = typeof form === 'object' ? `\0${canonicalText(form)}` : form;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else {
      const shown = item.show?.(each) ?? each;
      result = inspection.within(index, () =>
        inspection.reject('distinct', 'distinct items', shown, `an item other than that at ${first}`),
      );
    }
  });
  return result;
}
