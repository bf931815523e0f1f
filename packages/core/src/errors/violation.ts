/** Anything that JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The way from the element to a value in it: field names, keys and 0-based positions. */
export type Path = readonly (string | number)[];

/** One rule that does not hold: data first, the sentence made from it. */
export interface Violation {
  /** Where, seen from the element that was built or changed. Empty when the element as a whole is meant. */
  readonly path: Path;
  /** Which rule, for instance `required`, `type`, `min`; an invariant may bring its own. */
  readonly code: string;
  /** What the rule asks for, in short: `>= 0`, `string`. */
  readonly expected: string;
  /** What was there, safe for JSON and cut to a readable size. */
  readonly received: JsonValue;
  /** The sentence for a person: `Account.balance: expected at least 0, received -50.` */
  readonly message: string;
}

/** `lines[2].price.amount` for `['lines', 2, 'price', 'amount']`; keys that are no plain names are quoted. */
export function formatPath(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (step.length <= longest && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step))
      text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(shorten(step))}]`;
  }
  return text;
}

/** What was received, as data that JSON can hold: scalars as they are, anything large or strange by a short description. */
export function describeReceived(value: unknown): Scalar {
  switch (typeof value) {
    case 'string':
      return shorten(value);
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : Object.is(value, -0)
          ? '-0'
          : String(value);
    case 'bigint':
      // Writing all digits of a huge one takes long.
      return value < hugeBigint && value > -hugeBigint ? `${value}n` : 'a bigint of more than 100 digits';
    case 'undefined':
      return 'nothing';
    case 'symbol':
      return shorten(String(value));
    case 'function':
      return 'a function';
    case 'object':
      return describeObject(value);
  }
}

/** The received value as it stands in a sentence: strings in quotes, the rest as {@link describeReceived} puts it. */
export function phraseReceived(value: unknown): string {
  const described = describeReceived(value);
  return typeof value === 'string' ? JSON.stringify(described) : String(described);
}

function describeObject(value: object | null): Scalar {
  if (value === null) return null;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const known = describeDate(value) ?? describeDecimal(value);
  if (known !== undefined) return known;
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  if (prototype === null || prototype === Object.prototype) return 'an object';
  const name = prototype.constructor?.name;
  return typeof name === 'string' && name !== '' ? `an instance of ${shorten(name)}` : 'an object';
}

function describeDate(value: object): string | undefined {
  try {
    // Throws for anything but a real Date, whatever its prototype.
    if (Number.isNaN(Date.prototype.getTime.call(value))) return 'an invalid Date';
    return `the Date ${Date.prototype.toISOString.call(value)}`;
  } catch {
    return undefined;
  }
}

/** A number of decimal.js, from whichever copy; errors know no library. */
function describeDecimal(value: object): string | undefined {
  if (!('toStringTag' in value) || value.toStringTag !== '[object Decimal]') return undefined;
  return 'toJSON' in value && typeof value.toJSON === 'function'
    ? shorten(`the Decimal ${value.toJSON()}`)
    : undefined;
}

type Scalar = string | number | boolean | null;

const longest = 100;
const hugeBigint = 10n ** 100n;

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}
