/** Key of what a class takes at construction; there is never a value under it. */
export const input: unique symbol = Symbol('input');

/**
 * What the constructor of an element class takes: `InputOf<Money>` is `{ amount: Decimal; currency: string }`. Wherever
 * a value object or a child entity is expected, its input may be given as well.
 */
export type InputOf<Element> = { [Key in keyof InputHeld<Element>]: InputHeld<Element>[Key] };

type InputHeld<Element> = Element extends { readonly [input]?: infer Input } ? NonNullable<Input> : never;
