/** Most digits that are written out; models hold no more. */
const mostDigits = 1000;

/** A decimal number without an exponent, with as many digits after the point as the scale says; as it is when it is none. */
export function fixedDecimal(text: string, scale?: number): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent);
  if (Math.abs(shift) > mostDigits) return text;
  const digits = whole.padStart(whole.length + Math.max(0, -shift - whole.length + 1), '0') + fraction;
  const point = digits.length - fraction.length + shift;
  const padded = digits.padEnd(point, '0');
  const before = padded.slice(0, point).replace(/^0+(?=\d)/, '');
  const after = padded.slice(point);
  const kept = scale === undefined ? after.replace(/0+$/, '') : after.padEnd(scale, '0');
  return `${sign}${before}${kept === '' ? '' : `.${kept}`}`;
}

/** Negative when the first is less, positive when it is greater, 0 when they are equal; both are decimal numbers. */
export function compareDecimals(one: string, other: string): number {
  const scale = Math.max(...[one, other].map((text) => (fixedDecimal(text).split('.')[1] ?? '').length));
  const [left, right] = [one, other].map((text) => BigInt(fixedDecimal(text, scale).replace('.', '')));
  return left! < right! ? -1 : left! > right! ? 1 : 0;
}
