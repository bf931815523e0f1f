/**
 * Compares two bounds exactly: numbers, numbers written as text, days and instants.
 *
 * @returns below 0, 0 or above 0; undefined when the two cannot be compared.
 */
export function compareBounds(one: unknown, other: unknown): number | undefined {
  const left = exactly(one);
  const right = exactly(other);
  if (left === undefined || right === undefined) {
    // Days and instants are written so that their texts sort as they do.
    return typeof one === 'string' && typeof other === 'string'
      ? Number(one > other) - Number(one < other)
      : undefined;
  }
  const scale = Math.max(left.scale, right.scale);
  const difference = scaled(left, scale) - scaled(right, scale);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

interface Exact {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

function exactly(bound: unknown): Exact | undefined {
  if (typeof bound !== 'number' && typeof bound !== 'string') return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(String(bound)) ?? [];
  if (whole === undefined) return undefined;
  const shift = Number(exponent) - fraction.length;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return shift >= 0 ? { digits: digits * 10n ** BigInt(shift), scale: 0 } : { digits, scale: -shift };
}

function scaled({ digits, scale }: Exact, to: number): bigint {
  return digits * 10n ** BigInt(to - scale);
}
