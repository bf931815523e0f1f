import type { AnyAggregate } from '../elements/aggregate.js';
import { modelOfInstance } from '../elements/element.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';

type Slots = Record<symbol, unknown>;

/** Fills in when an aggregate was created and saved, where it has fields for that: `field.dateTime({ stamp: … })`. */
export function stamp(aggregate: AnyAggregate, isNew: boolean, now: number): void {
  const { fields, slots } = modelOfInstance(aggregate);
  const values = aggregate as unknown as Slots;
  fields.forEach((field, index) => {
    const slot = slots[index]!;
    // A moment of creation that was given, for instance in an import, stays.
    if (stampOf(field) === 'created' && isNew) values[slot] ??= now;
    if (stampOf(field) === 'updated') values[slot] = now;
  });
}

/** What a change of many states at once sets beside what was asked for, in stored form. */
export function stampedChanges(
  fields: readonly FieldDescriptor[],
  now: number,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    fields
      .filter((field) => stampOf(field) === 'updated')
      .map(({ name, rule }) => [name, rule.encode(now)] as const),
  );
}

function stampOf({ constraints }: FieldDescriptor): unknown {
  return constraints['stamp'];
}
