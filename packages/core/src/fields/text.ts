import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { checkLengths, type Lengths } from './lengths.js';
import type { PresenceOf } from './presence.js';
import { checkPattern, describePattern, textRule } from './text-rule.js';

/** Options of `field.text`. Lengths are counted in UTF-16 code units, as `length` does. */
export interface TextOptions extends Omit<FieldOptions<string>, 'identifier' | 'unique'>, Lengths {
  /** Shortest length; 0 when absent: `required` alone does not keep out the empty string. */
  readonly minLength?: number;
  /** Greatest length; without bound when absent. */
  readonly maxLength?: number;
  /** What the text must match somewhere: anchor it with `^` and `$` to mean all of it. */
  readonly pattern?: RegExp;
}

/**
 * A text of any length, in all else like `field.string`.
 *
 * @example
 * ```ts fragment
 * @field.text() notes?: string;
 * ```
 */
export function text<const Options extends TextOptions = {}>(
  options?: OnlyOptions<Options, TextOptions>,
): FieldDecorator<string, PresenceOf<Options>> {
  const given: TextOptions = options ?? {};
  return declareField({
    kind: 'text',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['minLength', 'maxLength', 'pattern'],
    // Databases cannot index what may be of any length.
    refusedOptions: ['identifier', 'unique'],
    plan: (report) => {
      const lengths = checkLengths(given, report);
      const pattern = checkPattern(given.pattern, report);
      return {
        rule: textRule({ ...lengths, pattern }),
        constraints: { ...lengths, ...describePattern(pattern) },
      };
    },
  });
}
