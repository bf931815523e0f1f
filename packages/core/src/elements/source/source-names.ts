import type { FieldDescriptor } from '../../fields/field.js';
import type { ClassPlan, PlannedField } from '../class-plan.js';
import { isGenerated } from '../construct.js';

/**
 * The identifiers of one generated class, and the values they stand for: `$0` slots, `F0` fields, `P0` planned fields,
 * `R0` rules, `D0` defaults, `I0` rules of the model, `m0` methods, `k0` symbols that name them, `c0_pattern` constants of a rule.
 */
export class SourceNames {
  readonly #constants: Record<string, unknown> = {};

  constructor(plan: ClassPlan, defaultValue: (field: FieldDescriptor) => unknown) {
    const constants = this.#constants;
    constants['plan'] = plan;
    constants['env'] = plan.environment;
    plan.fields.forEach((field, index) => {
      const { descriptor, slot } = field;
      constants[`$${index}`] = slot;
      constants[`F${index}`] = descriptor;
      constants[`P${index}`] = field;
      constants[`R${index}`] = descriptor.rule;
      if (hasStaticDefault(field)) constants[`D${index}`] = defaultValue(descriptor);
      for (const [name, value] of Object.entries(descriptor.rule.inline?.constants ?? {})) {
        constants[`c${index}_${name}`] = value;
      }
    });
    plan.invariants.forEach(({ descriptor, method }, index) => {
      constants[`I${index}`] = descriptor;
      constants[`i${index}`] = method;
    });
    plan.methods.forEach(({ name, method }, index) => {
      constants[`m${index}`] = method;
      if (typeof name === 'symbol') constants[`k${index}`] = name;
    });
  }

  /** All constants by their identifiers. */
  constants(): Readonly<Record<string, unknown>> {
    return this.#constants;
  }

  constantNames(): readonly string[] {
    return Object.keys(this.#constants);
  }

  /** Identifiers of a rule's own constants. */
  ofRule({ descriptor }: PlannedField, index: number): Readonly<Record<string, string>> {
    const own = Object.keys(descriptor.rule.inline?.constants ?? {});
    return Object.fromEntries(own.map((name) => [name, `c${index}_${name}`]));
  }
}

/** Whether the default of a field can be made once for all instances. */
export function hasStaticDefault({ descriptor }: PlannedField): boolean {
  return (
    descriptor.presence === 'defaulted' &&
    !isGenerated(descriptor) &&
    typeof descriptor.default !== 'function' &&
    descriptor.rule.inline !== undefined
  );
}
