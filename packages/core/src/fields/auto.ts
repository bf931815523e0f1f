import type { JsonValue } from '../errors/violation.js';
import { declareField, type FieldDecorator, type FieldPlan, type ReportOption } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { newUuid } from './identity.js';
import { identityRule } from './identity-rule.js';
import type { Inspection } from './inspection.js';
import { integerRule } from './integer-rule.js';
import type { ValueRule } from './value-rule.js';

/** Options of `field.auto`. */
export interface AutoOptions<V extends string | number = string | number> extends Omit<
  FieldOptions<V>,
  'required' | 'default' | 'nullable'
> {
  /** Gives the value for each instance; a UUID of version 7, which sorts by time, when absent. */
  readonly from?: () => V;
  /** The store counts: the value is an integer, and undefined until the first saving. */
  readonly increment?: boolean;
}

/** The type of the values of a `field.auto` field, from its options. */
export type AutoValue<Options> = Options extends { readonly increment: true }
  ? number
  : Options extends { readonly from: () => infer V }
    ? V extends number
      ? number
      : string
    : string;

/** A `field.auto` field is always there, unless the store has yet to count. */
export type AutoPresence<Options> = Options extends { readonly increment: true } ? 'optional' : 'defaulted';

/**
 * A value that nobody needs to give: made for each instance, or counted by the store. One that is given is taken.
 *
 * @example
 * ```ts fragment
 * @field.auto() trackingCode!: Defaulted<string>;
 * @field.auto({ from: () => nextOrderNumber() }) orderNumber!: Defaulted<string>;
 * @field.auto({ increment: true }) rowNumber?: number;
 * ```
 */
export function auto<const Options extends AutoOptions = {}>(
  options?: OnlyOptions<Options, AutoOptions>,
): FieldDecorator<AutoValue<Options>, AutoPresence<Options>> {
  const given: AutoOptions = options ?? {};
  return declareField({
    kind: 'auto',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['from', 'increment'],
    refusedOptions: ['required', 'default', 'nullable'],
    plan: (report) => planAuto(given, report),
  });
}

function planAuto({ from, increment }: AutoOptions, report: ReportOption): FieldPlan {
  if (increment !== undefined && typeof increment !== 'boolean') {
    report('increment', `increment is ${typeof increment}`, 'Give increment true or false.');
  }
  if (from !== undefined && typeof from !== 'function') {
    report('from', 'from is no function', 'Give a function that gives a value for each instance.');
  }
  if (increment === true) {
    if (from !== undefined)
      report('from', 'the store counts, and from gives values too', 'Keep one of the two.');
    return { rule: integerRule({}), constraints: { increment }, presence: 'optional' };
  }
  return typeof from === 'function'
    ? { rule: generatedRule, default: from }
    : { rule: textIdentity, constraints: { type: 'string' }, default: () => newUuid(Date.now()) };
}

const textIdentity = identityRule('string');
const integerIdentity = identityRule('integer');

function accept(value: unknown, inspection: Inspection): unknown {
  if (typeof value === 'string') return textIdentity.accept(value, inspection);
  if (typeof value === 'number') return integerIdentity.accept(value, inspection);
  return inspection.reject('type', 'string or integer', value, 'a string or an integer');
}

/** What a function of the user's gives is a text or an integer; which, is known only when it is called. */
const generatedRule: ValueRule = {
  accept,
  decode: accept,
  encode: (kept) => kept as JsonValue,
  schema: () => ({ anyOf: [textIdentity.schema(), integerIdentity.schema()] }),
};
