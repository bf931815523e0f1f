import { compareModels, type ElementDocument, type FieldDocument, type ModelChange } from '@domainry/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contextOf, element, machine, rule } from '../documents.js';
import '../same-cases-in-ci.js';

const presence = fc.constantFrom('required', 'optional', 'nullable', 'defaulted');
const bound = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });

const constraints = fc
  .record({ min: bound, max: bound, minLength: bound, maxLength: bound })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

const fieldNamed = (name: string): fc.Arbitrary<FieldDocument> =>
  fc.record({
    name: fc.constant(name),
    kind: fc.constantFrom('string', 'text', 'integer', 'float', 'decimal', 'boolean', 'json', 'dateTime'),
    presence,
    constraints,
  }) as fc.Arbitrary<FieldDocument>;

const fields = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map(fieldNamed)));

const elementNamed = (name: string): fc.Arbitrary<ElementDocument> =>
  fc
    .record({
      kind: fc.constantFrom(
        'event' as const,
        'command' as const,
        'aggregate' as const,
        'projection' as const,
      ),
      fields,
      rules: fc.uniqueArray(fc.constantFrom('paid', 'whole'), { maxLength: 2 }),
      steps: fc.uniqueArray(fc.constantFrom('A → B', 'B → C', 'C → A'), { minLength: 1, maxLength: 3 }),
      version: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ kind, rules, steps, version, ...parts }) =>
      element(kind, name, {
        ...parts,
        invariants: rules.map((each) => rule(each)),
        ...(kind === 'aggregate' ? { stateMachines: [machine('status', steps)] } : { message: { version } }),
      }),
    );

const model = fc
  .uniqueArray(fc.constantFrom('One', 'Other', 'Third'), { maxLength: 3 })
  .chain((names) => fc.tuple(...names.map(elementNamed)))
  .map((elements) => contextOf('Ordering', elements));

const reverseOf = { full: 'full', backward: 'forward', forward: 'backward', none: 'none' } as const;
const oppositeOf: Readonly<Record<string, string>> = {
  FIELD_ADDED: 'FIELD_REMOVED',
  FIELD_REMOVED: 'FIELD_ADDED',
  FIELD_NARROWED: 'FIELD_WIDENED',
  FIELD_WIDENED: 'FIELD_NARROWED',
  ELEMENT_ADDED: 'ELEMENT_REMOVED',
  ELEMENT_REMOVED: 'ELEMENT_ADDED',
  INVARIANT_ADDED: 'INVARIANT_REMOVED',
  INVARIANT_REMOVED: 'INVARIANT_ADDED',
  TRANSITION_ADDED: 'TRANSITION_REMOVED',
  TRANSITION_REMOVED: 'TRANSITION_ADDED',
  VERSION_RAISED: 'VERSION_LOWERED',
  VERSION_LOWERED: 'VERSION_RAISED',
};

describe('Whatever two models are', () => {
  test('nothing is told between a model and itself', () => {
    fc.assert(
      fc.property(model, (one) => {
        expect(compareModels(one, structuredClone(one))).toMatchObject({ changes: [], contracts: [] });
      }),
    );
  });

  test('the way back tells the opposite: added is removed, narrower is wider', () => {
    const opposites = (changes: readonly ModelChange[], turned: boolean): readonly string[] =>
      changes
        .filter(({ code }) => code in oppositeOf)
        .map(({ code, path }) => `${path} ${turned ? oppositeOf[code] : code}`)
        .sort();
    fc.assert(
      fc.property(model, model, (one, other) => {
        const [there, back] = [compareModels(one, other), compareModels(other, one)];

        expect(opposites(there.changes, false)).toEqual(opposites(back.changes, true));
      }),
    );
  });

  test('the way back has the opposite verdict on every contract', () => {
    fc.assert(
      fc.property(model, model, (one, other) => {
        const [there, back] = [compareModels(one, other), compareModels(other, one)];

        const verdicts = new Map(back.contracts.map((each) => [each.element, each.compatibility]));
        expect(there.contracts.map(({ element: id }) => id)).toEqual([...verdicts.keys()]);
        for (const { element: id, compatibility } of there.contracts) {
          expect(verdicts.get(id)).toBe(reverseOf[compatibility]);
        }
      }),
    );
  });

  test('the same two give the same answer, which JSON can hold', () => {
    fc.assert(
      fc.property(model, model, (one, other) => {
        const difference = compareModels(one, other);

        expect(compareModels(structuredClone(one), structuredClone(other))).toEqual(difference);
        expect(JSON.parse(JSON.stringify(difference))).toEqual(difference);
      }),
    );
  });

  test('the whole is as grave as its gravest change', () => {
    fc.assert(
      fc.property(model, model, (one, other) => {
        const { impact, changes } = compareModels(one, other);

        expect(impact === 'breaking').toBe(changes.some((change) => change.impact === 'breaking'));
        expect(impact === undefined).toBe(changes.length === 0);
      }),
    );
  });
});
