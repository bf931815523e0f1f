import type { Deprecation } from '@domainry/core';

/**
 * Whether the version or date at which something was to go away has come.
 *
 * @param release - version or date of what is being released; undefined when it is not known.
 * @returns undefined when nothing was announced, or when the two cannot be compared.
 */
export function isRemovalDue(
  deprecated: Deprecation | undefined,
  release: string | undefined,
): boolean | undefined {
  if (deprecated?.removal === undefined || release === undefined) return undefined;
  const [due, now] = [partsOf(deprecated.removal), partsOf(release)];
  // A date is not compared with a version.
  if (due === undefined || now === undefined || isDate(deprecated.removal) !== isDate(release))
    return undefined;
  for (let at = 0; at < Math.max(due.length, now.length); at++) {
    const [one, other] = [due[at] ?? 0, now[at] ?? 0];
    if (one !== other) return one < other;
  }
  return true;
}

/** The numbers of `v2.10.0`, `2.10` or `2026-01-31`; what follows them, as in `-beta.1`, is passed over. */
function partsOf(text: string): readonly number[] | undefined {
  const [, numbers] = /^v?(\d+(?:[.-]\d+)*)/.exec(text.trim()) ?? [];
  return numbers === undefined ? undefined : numbers.split(/[.-]/).map(Number);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}(-\d{2})?/.test(text.trim());
}
