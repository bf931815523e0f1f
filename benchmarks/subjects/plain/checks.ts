import { isCleanText } from './clean-text.js';

/** The checks of the fields, as somebody would write them by hand. */
export function requireObject(place: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${place}: expected an object.`);
}

export function identity(place: string, value: unknown): string {
  if (typeof value === 'string' && value.length >= 1 && value.length <= 255 && isCleanText(value))
    return value;
  throw new TypeError(`${place}: expected an identity.`);
}

export function text(place: string, value: unknown): string {
  if (typeof value === 'string' && value.length <= 255 && isCleanText(value)) return value;
  throw new TypeError(`${place}: expected a text of at most 255 characters.`);
}

export function finite(place: string, value: unknown): number {
  if (typeof value === 'number' && value - value === 0) return value + 0;
  throw new TypeError(`${place}: expected a finite number.`);
}

export function truth(place: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new TypeError(`${place}: expected true or false.`);
}

export function refuseUnknownKeys(place: string, given: object): never {
  throw new TypeError(`${place}: unknown keys among ${Object.keys(given).join(', ')}.`);
}

export function integer(place: string, value: unknown): number {
  if (Number.isSafeInteger(value)) return (value as number) + 0;
  throw new TypeError(`${place}: expected an integer.`);
}
