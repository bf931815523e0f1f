import { enumMembers, type EnumName, type EnumSource, type EnumValue } from './enum-members.js';
import { enumRule } from './enum-rule.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import type { PresenceOf } from './presence.js';
import { readTransitions } from './transitions.js';

/** Options of `field.status`. */
export interface StatusOptions<Source> extends Omit<
  FieldOptions<EnumValue<Source>>,
  'identifier' | 'unique'
> {
  /**
   * The states that may follow each state, by values or by names of the enum. A state that is missing is final; one that
   * does not list itself cannot be assigned again. Without transitions every state may follow every other.
   */
  readonly transitions?: {
    readonly [From in EnumName<Source>]?: readonly (EnumValue<Source> | EnumName<Source>)[];
  };
}

/**
 * A state out of a few, and which may follow which. Assigning a state that may not follow is refused; building and
 * loading are not transitions.
 *
 * @param of - where the states come from: an enum, a const object or an array of literals.
 *
 * @example
 * ```ts fragment
 * @field.status(OrderStatus, {
 *   default: OrderStatus.Draft,
 *   transitions: { Draft: ['Placed', 'Cancelled'], Placed: ['Shipped', 'Cancelled'] },
 * })
 * status!: Defaulted<OrderStatus>;
 * ```
 */
export function status<const Source extends EnumSource, const Options extends StatusOptions<Source> = {}>(
  of: Source,
  options?: OnlyOptions<Options, StatusOptions<Source>>,
): FieldDecorator<EnumValue<Source>, PresenceOf<Options>> {
  const given = (options ?? {}) as StatusOptions<Source>;
  return declareField({
    kind: 'status',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['transitions'],
    refusedOptions: ['identifier', 'unique'],
    plan: (report) => {
      const members = enumMembers(of, report);
      const transitions =
        given.transitions === undefined
          ? {}
          : { transitions: readTransitions(given.transitions, members, report) };
      return { rule: enumRule(members.values), constraints: { choices: members.values, ...transitions } };
    },
  });
}
