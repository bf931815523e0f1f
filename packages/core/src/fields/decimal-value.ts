import { Decimal } from 'decimal.js';
import { mostDigits } from './big-integer-rule.js';

/** Why a value is no decimal number: not one at all, or one of too many digits. */
export type NoDecimal = 'type' | 'precision';

/**
 * An exact, frozen copy of a Decimal, whichever copy of decimal.js it comes from. The digits are looked at one by one,
 * since anything may call itself a Decimal; no method of the value is called.
 */
export function copyDecimal(value: unknown): Decimal | NoDecimal {
  if (!Decimal.isDecimal(value)) return 'type';
  const { s: sign, e: exponent, d: words } = value as { s: unknown; e: unknown; d: unknown };
  // NaN and the infinities have no digits.
  if (!Array.isArray(words) || !Number.isInteger(exponent) || (sign !== 1 && sign !== -1)) return 'type';
  if (words.length > mostDigits || Math.abs(exponent as number) > mostDigits) return 'precision';
  if (!areDigits(words, exponent as number)) return 'type';
  return settle(new Decimal(value));
}

/** Reads a decimal number, written as in JSON: `-12.50`, `1e3`. */
export function parseDecimal(text: string): Decimal | NoDecimal {
  // Looked at before it is parsed, which takes long for long ones.
  if (text.length > mostDigits + 16) return 'precision';
  const parts = shape.exec(text);
  if (parts === null) return 'type';
  return Math.abs(Number(parts[1] ?? 0)) > mostDigits ? 'precision' : settle(new Decimal(text));
}

const shape = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE]([+-]?[0-9]+))?$/;

/** Digits of one word of a Decimal: its digits are numbers below 10^7, the first without leading zeros. */
const wordLength = 7;

function areDigits(words: readonly unknown[], exponent: number): boolean {
  const first = words[0];
  if (words.length === 1 && first === 0) return exponent === 0;
  return (
    words.every(
      (word) => Number.isInteger(word) && (word as number) >= 0 && (word as number) < 10 ** wordLength,
    ) &&
    words.at(-1) !== 0 &&
    first !== 0 &&
    String(first).length === (((exponent % wordLength) + wordLength) % wordLength) + 1
  );
}

function settle(copy: Decimal): Decimal | NoDecimal {
  const integerDigits = Math.max(copy.e + 1, 1);
  // Not finite: the user has configured decimal.js to hold less.
  if (!copy.isFinite() || integerDigits + copy.decimalPlaces() > mostDigits) return 'precision';
  const settled = copy.isZero() ? new Decimal(0) : copy;
  Object.freeze(settled.d);
  return Object.freeze(settled);
}
