import type { AnyAggregate } from '../elements/aggregate.js';
import type { ElementModel } from '../elements/element-model.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';

type Slots = Record<symbol, unknown>;

/** The fields of a class that say when an aggregate was created and saved: `field.dateTime({ stamp: … })`. */
export class Stamps {
  readonly #created: readonly symbol[];
  readonly #updated: readonly symbol[];

  constructor({ fields, slots }: ElementModel) {
    const slotsOf = (stamp: string): readonly symbol[] =>
      fields.flatMap((field, index) => (stampOf(field) === stamp ? [slots[index]!] : []));
    this.#created = slotsOf('created');
    this.#updated = slotsOf('updated');
  }

  /** @param now - gives milliseconds since the epoch; asked when there is something to fill in. */
  fillIn(aggregate: AnyAggregate, isNew: boolean, now: () => number): void {
    if (this.#created.length === 0 && this.#updated.length === 0) return;
    const time = now();
    const values = aggregate as unknown as Slots;
    // A moment of creation that was given, for instance in an import, stays.
    if (isNew) for (const slot of this.#created) values[slot] ??= time;
    for (const slot of this.#updated) values[slot] = time;
  }
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
