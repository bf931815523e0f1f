/**
 * Values in the JSON text of a flat object, read where they stand: short texts are read several times as fast as by the parser,
 * since no object is made for it to put them into. Only what is written most often is read. For everything else the answer is
 * that it was not read, and the parser says what it is, or what is wrong with it.
 */

/** Longer texts are left to the parser, which is quicker by the character. What is cut out of them would also keep them whole. */
export const longestText = 128;

const [quote, minus, point, zero, nine, backslash, space] = [34, 45, 46, 48, 57, 92, 32];

/** Digits that are exact in a number, and the powers of ten that keep the quotient exact. */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

/** Where the value that was read last ends; nobody reads another one before asking. */
let end = 0;

/** Index of what follows the value that was read last. */
export function endOfValue(): number {
  return end;
}

/** The text that begins at an index, if it is written without escapes. Undefined when it was not read. */
export function textAt(json: string, start: number): string | undefined {
  if (json.charCodeAt(start) !== quote) return undefined;
  let at = start + 1;
  for (; ; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) break;
    // Beyond the end there is no code, which is not at least a space either.
    if (!(code >= space) || code === backslash) return undefined;
  }
  end = at + 1;
  return json.slice(start + 1, at);
}

/** The number that begins at an index, if it has few digits and no exponent. NaN when it was not read. */
export function numberAt(json: string, start: number): number {
  let at = start;
  let code = json.charCodeAt(at);
  const isNegative = code === minus;
  if (isNegative) code = json.charCodeAt(++at);
  const first = at;
  let value = 0;
  for (; code >= zero && code <= nine; code = json.charCodeAt(++at)) value = 10 * value + code - zero;
  let digits = at - first;
  if (digits === 0 || (digits > 1 && json.charCodeAt(first) === zero)) return NaN;
  let decimals = 0;
  if (code === point) {
    const firstDecimal = at + 1;
    code = json.charCodeAt(++at);
    for (; code >= zero && code <= nine; code = json.charCodeAt(++at)) value = 10 * value + code - zero;
    decimals = at - firstDecimal;
    if (decimals === 0) return NaN;
    digits += decimals;
  }
  if (digits > exactDigits) return NaN;
  // Both are exact, so that the quotient is the number nearest to what is written.
  if (decimals > 0) value /= powersOfTen[decimals]!;
  end = at;
  return isNegative ? -value : value;
}

/** True or false, as it stands at an index. Undefined when it was not read. */
export function truthAt(json: string, start: number): boolean | undefined {
  const isTrue = json.startsWith('true', start);
  if (!isTrue && !json.startsWith('false', start)) return undefined;
  end = start + (isTrue ? 4 : 5);
  return isTrue;
}
