import { contentField } from './content-field.js';
import { dictRule } from './dict-rule.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { checkLengths, type Lengths } from './lengths.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.dict`. */
export interface DictOptions<Value>
  extends Omit<FieldOptions<Readonly<Record<string, Value>>>, 'identifier' | 'unique'>, Lengths {
  /** Fewest entries. */
  readonly minLength?: number;
  /** Most entries. */
  readonly maxLength?: number;
}

/**
 * Values of one kind by keys of the user's choice. Everything said about the values is checked for each of them. Keys
 * are texts of at most 255 UTF-16 code units; those that reach into prototypes (`__proto__`, `constructor`,
 * `prototype`) are refused. The dict is copied when it is given, frozen, and has no prototype: asking for a key that is
 * not there gives undefined, whatever its name.
 *
 * @param of - what a value is: a field without options such as `required`, since a value is always there.
 *
 * @example
 * ```ts fragment
 * @field.dict(field.integer({ min: 0 }), { default: {} }) stockByShop!: Defaulted<Readonly<Record<string, number>>>;
 * ```
 */
export function dict<Value, const Options extends DictOptions<Value> = {}>(
  of: FieldDecorator<Value, 'optional'>,
  options?: OnlyOptions<Options, DictOptions<Value>>,
): FieldDecorator<Readonly<Record<string, Value>>, PresenceOf<Options>> {
  const given: DictOptions<Value> = options ?? {};
  return declareField({
    kind: 'dict',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['minLength', 'maxLength'],
    refusedOptions: ['identifier', 'unique'],
    plan: (report) => {
      const items = contentField('value', of, report);
      const lengths = checkLengths(given, report);
      return { rule: dictRule(items.rule, lengths), constraints: { ...lengths }, items };
    },
  });
}
