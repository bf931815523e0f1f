import type { JsonValue } from '@domainry/core';

/** Whether two values in stored form are the same. What is absent is the same as null. */
export function isSameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return (one ?? null) === (other ?? null);
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    for (let at = 0; at < one.length; at++)
      if (!isSameJson(one[at] as JsonValue, other[at] as JsonValue)) return false;
    return true;
  }
  return areSameObjects(
    one as Readonly<Record<string, JsonValue>>,
    other as Readonly<Record<string, JsonValue>>,
  );
}

function areSameObjects(
  one: Readonly<Record<string, JsonValue>>,
  other: Readonly<Record<string, JsonValue>>,
): boolean {
  for (const key of Object.keys(one)) if (!isSameJson(one[key], ownOf(other, key))) return false;
  for (const key of Object.keys(other)) if (!Object.hasOwn(one, key) && other[key] !== null) return false;
  return true;
}

/** A key may be called as something that every object inherits. */
function ownOf(object: Readonly<Record<string, JsonValue>>, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
