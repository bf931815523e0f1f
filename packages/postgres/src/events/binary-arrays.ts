/**
 * Arrays as PostgreSQL sends and takes them: five words (dimensions, whether there are nulls, type, length, first index), then
 * each element after its length. Neither side has to write or read a text.
 */

/** Types of elements, by the numbers that the server has for them. */
const ofBooleans = 16;
const ofBigints = 20;
const ofIntegers = 23;
const ofTexts = 25;

const header = 20;

/** `text[]`. */
export function textArray(texts: readonly string[]): Buffer {
  let most = header;
  // A unit of a text takes three bytes at most.
  for (const text of texts) most += 4 + text.length * 3;
  const array = begun(most, ofTexts, texts.length);
  let at = header;
  for (const text of texts) {
    const length = array.write(text, at + 4);
    array.writeInt32BE(length, at);
    at += 4 + length;
  }
  return texts.length === 0 ? array : array.subarray(0, at);
}

/** `bigint[]`, of whole numbers that are exact. */
export function bigintArray(numbers: readonly number[]): Buffer {
  const array = begun(header + numbers.length * 12, ofBigints, numbers.length);
  let at = header;
  for (const number of numbers) {
    array.writeInt32BE(8, at);
    array.writeInt32BE(Math.floor(number / 0x1_0000_0000), at + 4);
    array.writeUInt32BE(number >>> 0, at + 8);
    at += 12;
  }
  return array;
}

/** `integer[]`. */
export function integerArray(numbers: readonly number[]): Buffer {
  const array = begun(header + numbers.length * 8, ofIntegers, numbers.length);
  let at = header;
  for (const number of numbers) {
    array.writeInt32BE(4, at);
    array.writeInt32BE(number, at + 4);
    at += 8;
  }
  return array;
}

/** `boolean[]`. */
export function booleanArray(values: readonly boolean[]): Buffer {
  const array = begun(header + values.length * 5, ofBooleans, values.length);
  let at = header;
  for (const value of values) {
    array.writeInt32BE(1, at);
    array[at + 4] = value ? 1 : 0;
    at += 5;
  }
  return array;
}

/** An array without elements has no dimension, and nothing behind it. */
function begun(bytes: number, type: number, length: number): Buffer {
  const array = Buffer.allocUnsafe(length === 0 ? 12 : bytes);
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(type, 8);
  if (length === 0) return array;
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
