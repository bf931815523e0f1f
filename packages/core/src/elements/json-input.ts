import type { JsonValue } from '../errors/violation.js';
import type { Unmarked } from '../fields/presence.js';
import type { InputOf, input } from './input-of.js';

/**
 * What data has to look like to become an element: `JsonInput<Withdraw>`. As the construction input, with the forms that
 * JSON has for instants, decimals and big integers taken too.
 */
export type JsonInput<Element> = {
  [Key in keyof InputOf<Element>]: undefined extends InputOf<Element>[Key]
    ? JsonInputValue<Property<Element, Key>> | null | undefined
    : JsonInputValue<Property<Element, Key>>;
};

type Property<Element, Key> = Key extends keyof Element ? Unmarked<Element[Key]> : never;

type JsonInputValue<Value> = Value extends bigint
  ? Value | string
  : Value extends JsonValue | undefined
    ? Value
    : Value extends Date
      ? Value | string
      : typeof input extends keyof Value
        ? Value | JsonInput<Value>
        : Value extends { toJSON(): infer Json }
          ? Value | Json
          : Value extends readonly (infer Item)[]
            ? readonly JsonInputValue<Item>[]
            : Value extends object
              ? { readonly [Key in keyof Value]: JsonInputValue<Value[Key]> }
              : Value;
