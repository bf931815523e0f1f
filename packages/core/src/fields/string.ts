import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { checkLengths, type Lengths } from './lengths.js';
import type { PresenceOf } from './presence.js';
import { checkPattern, describePattern, textRule } from './text-rule.js';

/** Options of `field.string`. Lengths are counted in UTF-16 code units, as `length` does. */
export interface StringOptions extends FieldOptions<string>, Lengths {
  /** Shortest length; 0 when absent: `required` alone does not keep out the empty string. */
  readonly minLength?: number;
  /** Greatest length; 255 when absent. */
  readonly maxLength?: number;
  /** What the text must match somewhere: anchor it with `^` and `$` to mean all of it. */
  readonly pattern?: RegExp;
  /** The only values allowed. */
  readonly choices?: readonly string[];
}

/** Greatest length of a `field.string` that says nothing else. */
const usualMaxLength = 255;

/**
 * A text of at most 255 UTF-16 code units, unless `maxLength` says otherwise. Fits properties of narrower types too:
 * literals, template literals, branded strings. Never coerced, trimmed or escaped. A text with NUL or half a surrogate
 * pair is refused, since no database keeps it.
 *
 * @example
 * ```ts fragment
 * @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) currency!: string;
 * ```
 */
export function string<const Options extends StringOptions = {}>(
  options?: OnlyOptions<Options, StringOptions>,
): FieldDecorator<string, PresenceOf<Options>> {
  const given: StringOptions = options ?? {};
  return declareField({
    kind: 'string',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['minLength', 'maxLength', 'pattern', 'choices'],
    refusedOptions: [],
    plan: (report) => {
      const lengths = { maxLength: usualMaxLength, ...checkLengths(given, report) };
      const pattern = checkPattern(given.pattern, report);
      return {
        rule: textRule({ ...lengths, pattern }),
        constraints: { ...lengths, ...describePattern(pattern) },
      };
    },
  });
}
