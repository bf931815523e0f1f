import { describe, expect, test } from '@jest/globals';
import { deepStrictEqual } from 'node:assert';
import * as fc from 'fast-check';
import { metadataOf, versionOf, type AnyEvent } from '@domainry/core';
import { beforeSlot, changeSlot, ownerSlot, type Changeable } from '../../src/change/journal.js';
import { compilations } from '../elements/compilations.js';
import { histories, models, perform, type Side, type Step } from './random-model.js';
import { RealSide, type Real } from './real-side.js';
import { Reference } from './reference.js';

/** `DOMAINRY_RUNS=20000 npx jest no-trace` for a larger run. */
const numRuns = Number(process.env['DOMAINRY_RUNS'] ?? 60);

describe.each(compilations)('the law, %s', (_name, newDomain) => {
  test('a change is made as a whole, or leaves no trace', () => {
    const law = fc.property(models, histories, (model, history) => {
      const reference = new Reference(model);
      const real = new RealSide(model, newDomain());
      const attempt = (side: Side, step: Step): string => {
        try {
          perform(side, model, step);
          return 'done';
        } catch (error) {
          return side.outcome(error);
        }
      };

      const first: Step = { do: 'create', level: 0, value: 0, children: [] };
      for (const step of [first, first, ...history]) {
        const outcome = attempt(reference, step);
        mustEqual([step, attempt(real, step)], [step, outcome]);
        mustBeSame(real, reference);
      }
    });

    expect(() => fc.assert(law, { numRuns })).not.toThrow();
  });
});

function mustBeSame({ objects, model }: RealSide, { things }: Reference): void {
  mustEqual(objects.length, things.length);
  things.forEach((thing, key) => {
    const object = objects[key]!;
    const { numbers, many, one } = model.levels[thing.level]!;
    const collection = (i: number): readonly Real[] => [...(object[`many${i}`] as Iterable<Real>)];
    const keysOf = (children: readonly (Real | undefined)[]): readonly number[] =>
      children.map((child) => (child === undefined ? -1 : objects.indexOf(child)));
    const numbered = <T>(count: number, make: (i: number) => T): T[] =>
      Array.from({ length: count }, (_, i) => make(i));
    const inner = object as unknown as Changeable;

    const found = {
      key,
      numbers: numbered(numbers, (i) => object[`n${i}`]),
      sealed: object['sealed'],
      many: numbered(many, (i) => keysOf(collection(i))),
      one: numbered(one, (i) => keysOf([object[`one${i}`] as Real | undefined])[0]),
      owner:
        inner[ownerSlot] === undefined ? undefined : objects.indexOf(inner[ownerSlot] as unknown as Real),
      events: object.pendingEvents?.map(({ n }) => n) ?? [],
      idle: inner[changeSlot] === undefined && inner[beforeSlot] === undefined,
    };

    mustEqual(found, {
      key,
      numbers: numbered(numbers, (i) => thing.values[`n${i}`]),
      sealed: thing.values['sealed'],
      many: thing.many,
      one: thing.one.map((child) => child ?? -1),
      owner: thing.owner,
      events: thing.events,
      idle: true,
    });
    if (thing.level > 0) return;
    mustEqual(versionOf(object as never), -1);
    mustEqual(
      object.pendingEvents!.every((event) => metadataOf(event as unknown as AnyEvent) !== undefined),
      true,
    );
    mustEqual(object.toDict(), dictOf(key, things));
  });
}

function mustEqual(found: unknown, wanted: unknown): void {
  deepStrictEqual(found, wanted);
}

function dictOf(key: number, things: Reference['things']): Record<string, unknown> {
  const { id, values, many, one } = things[key]!;
  const dict: Record<string, unknown> = { id, ...values };
  many.forEach((children, i) => (dict[`many${i}`] = children.map((child) => dictOf(child, things))));
  one.forEach((child, i) => {
    if (child !== undefined) dict[`one${i}`] = dictOf(child, things);
  });
  return dict;
}
