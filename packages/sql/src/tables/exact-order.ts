const widest = 99_999;
const middle = 50_000;

/**
 * A text for a decimal or big integer, such that texts are in the order of the numbers and equal for equal numbers: sign,
 * power of ten, digits. For databases that have no exact numbers.
 */
export function exactOrderOf(written: string | number): string {
  const match = /^(-?)0*(\d*)(?:\.(\d*?)0*)?(?:[eE]([+-]?\d+))?$/.exec(String(written));
  if (match === null) throw new RangeError(`${written} is no number that was written as digits.`);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const all = `${whole}${fraction}`;
  const digits = all.replace(/^0+/, '').replace(/0+$/, '');
  if (digits === '') return '1';
  const leading = all.length - all.replace(/^0+/, '').length;
  const power = whole.length - leading + Number(exponent) + middle;
  if (power < 0 || power > widest) throw new RangeError(`${written} has too many digits to be put in order.`);
  if (sign === '') return `2${padded(power)}${digits}`;
  // Of negative numbers those come first whose digits are greater, and longer.
  return `0${padded(widest - power)}${Array.from(digits, (digit) => 9 - Number(digit)).join('')}~`;
}

function padded(power: number): string {
  return String(power).padStart(5, '0');
}
