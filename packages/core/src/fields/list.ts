import { contentField } from './content-field.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { checkLengths, type Lengths } from './lengths.js';
import { listRule } from './list-rule.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.list`. */
export interface ListOptions<Item>
  extends Omit<FieldOptions<readonly Item[]>, 'identifier' | 'unique'>, Lengths {
  /** Fewest items. */
  readonly minLength?: number;
  /** Most items. */
  readonly maxLength?: number;
  /** No two items may be the same, that is have the same JSON form. */
  readonly distinct?: boolean;
}

/**
 * Several values of one kind, in order. Everything said about the items is checked for each of them. The list is copied
 * when it is given and frozen: to change it, assign another one.
 *
 * @param of - what an item is: a field without options such as `required`, since an item is always there.
 *
 * @example
 * ```ts fragment
 * @field.list(field.string({ maxLength: 20 }), { default: [], maxLength: 10, distinct: true })
 * tags!: Defaulted<readonly string[]>;
 * ```
 */
export function list<Item, const Options extends ListOptions<Item> = {}>(
  of: FieldDecorator<Item, 'optional'>,
  options?: OnlyOptions<Options, ListOptions<Item>>,
): FieldDecorator<readonly Item[], PresenceOf<Options>> {
  const given: ListOptions<Item> = options ?? {};
  return declareField({
    kind: 'list',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['minLength', 'maxLength', 'distinct'],
    refusedOptions: ['identifier', 'unique'],
    plan: (report) => {
      const items = contentField('item', of, report);
      const lengths = checkLengths(given, report);
      if (given.distinct !== undefined && typeof given.distinct !== 'boolean') {
        report('distinct', `distinct is ${typeof given.distinct}`, 'Give distinct true or false.');
      }
      const distinct = given.distinct === true;
      return {
        rule: listRule(items.rule, lengths, distinct),
        constraints: { ...lengths, ...(distinct ? { distinct } : {}) },
        items,
      };
    },
  });
}
