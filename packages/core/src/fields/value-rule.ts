import type { JsonValue } from '../errors/violation.js';
import type { Inspection } from './inspection.js';

/**
 * What a kind of field knows about its values: how they are accepted from code and from JSON, kept, and written.
 *
 * A value is *kept* in one form (for instance the epoch milliseconds of an instant) and *shown* in another where the
 * two differ; kept values are immutable.
 */
export interface ValueRule {
  /** Accepts a value from code: gives the value to keep, or REJECTED after telling the inspection why. Never sees undefined or null. */
  accept(value: unknown, inspection: Inspection): unknown;
  /** Accepts a value from JSON, likewise. */
  decode(value: unknown, inspection: Inspection): unknown;
  /** Writes a kept value as JSON; what it gives, {@link ValueRule.decode} accepts as an equal value. */
  encode(kept: unknown): JsonValue;
  /**
   * Reads what {@link ValueRule.encode} gave, as it is kept. The rules of the field do not matter: the value was checked
   * when it was written. The JSON itself when absent.
   *
   * @throws Error whose message completes the sentence "expected …", when it cannot be read.
   */
  readonly restore?: (stored: unknown) => unknown;
  /** Whether two kept values are the same value. Identity when absent. */
  readonly equals?: (kept: unknown, other: unknown) => boolean;
  /** Shows a kept value to the user. As it is when absent. */
  readonly show?: (kept: unknown) => unknown;
  /** A shortcut that compiled code takes instead of {@link ValueRule.accept}. */
  readonly inline?: InlineRule;
  /** JSON Schema (draft 2020-12) of what {@link ValueRule.encode} gives. */
  schema(): JsonSchema;
}

/** JSON Schema as plain data. */
export type JsonSchema = { readonly [keyword: string]: JsonValue };

/**
 * JavaScript source for the common case of a rule, put into the code that is generated for a class.
 *
 * The source may use the variable it is given, literals, globals, `isCleanText` (clean-text.ts), and its own constants
 * under the names that the generated code gives them.
 */
export interface InlineRule {
  /** Values that the source needs and that no literal can write, such as a RegExp or a function. */
  readonly constants?: Readonly<Record<string, unknown>>;
  /** An expression over the variable `v` that is true only for values that the rule accepts. */
  readonly test: (v: string, names: InlineNames) => string;
  /** The value to keep, as an expression over a `v` that passed the test; the value itself when absent. */
  readonly keep?: (v: string, names: InlineNames) => string;
  /** An expression for {@link ValueRule.encode} over a kept value; a call of the rule when absent. */
  readonly encode?: (kept: string, names: InlineNames) => string;
}

/** What each of the constants of an {@link InlineRule} is called in the generated code, by its own name. */
export type InlineNames = Readonly<Record<string, string>>;
