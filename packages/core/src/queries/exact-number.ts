/** A number with all its digits: `digits` divided by ten to the power of `scale`. */
export interface ExactNumber {
  readonly digits: bigint;
  /** Not negative. */
  readonly scale: number;
}

/** Reads what stores keep of decimals, integers of any size and other numbers: `-12.50`, `1e21`, 3. */
export function exactNumber(value: string | number): ExactNumber {
  const parts = shape.exec(String(value));
  if (parts === null) throw new RangeError(`${value} is no number.`);
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

const shape = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,4}))?$/;

/** Negative, zero or positive, as the first number is less than, equal to or greater than the other. */
export function compareExact(one: ExactNumber, other: ExactNumber): number {
  const [left, right] = atScale(one, other);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function addExact(one: ExactNumber, other: ExactNumber): ExactNumber {
  const [left, right] = atScale(one, other);
  return { digits: left + right, scale: Math.max(one.scale, other.scale) };
}

/** A number divided by a count above 0, with at most 20 digits after the point, or as many as it has; halves are rounded away from 0. */
export function divideExact(sum: ExactNumber, count: number): ExactNumber {
  const scale = Math.max(sum.scale, 20);
  const dividend = sum.digits * 10n ** BigInt(scale - sum.scale);
  const divisor = BigInt(count);
  const half = dividend < 0n ? -divisor : divisor;
  return { digits: (dividend * 2n + half) / (divisor * 2n), scale };
}

/** The number as text, without zeros at the end of its fraction and without an exponent. */
export function exactText({ digits, scale }: ExactNumber): string {
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}

function atScale(one: ExactNumber, other: ExactNumber): [bigint, bigint] {
  if (one.scale === other.scale) return [one.digits, other.digits];
  return one.scale > other.scale
    ? [one.digits, other.digits * 10n ** BigInt(one.scale - other.scale)]
    : [one.digits * 10n ** BigInt(other.scale - one.scale), other.digits];
}
