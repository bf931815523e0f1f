/**
 * Compares texts by code points: the order of UTF-8 bytes, which stores have without any collation. No language is
 * involved: `Z` comes before `a`, and `é` after `z`.
 */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  const shorter = Math.min(one.length, other.length);
  for (let index = 0; index < shorter; index++) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

/** Halves of code points above U+FFFF are greater than all other code units, which their numbers do not say. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
