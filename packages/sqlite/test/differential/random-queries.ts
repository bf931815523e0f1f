import type { FieldDescriptor, JsonValue } from '@domainry/core';
import type {
  Calculation,
  Lookup,
  Ordering,
  Predicate,
  Shape,
  StateQuery,
  StateShape,
} from '@domainry/core/ports';
import fc from 'fast-check';
import { identities, valuesOf } from './random-values.js';

/** A single value somewhere in a state. */
interface Leaf {
  readonly path: readonly string[];
  readonly descriptor: FieldDescriptor;
  readonly values: fc.Arbitrary<JsonValue>;
}

const texts = ['contains', 'startsWith', 'endsWith'] as const;
const foldedTexts = texts.map((lookup) => `${lookup}IgnoringCase` as const);
const numeric = ['integer', 'float', 'decimal'];

/** Single values that paths lead to: those of the state, of its value objects and of its single children. */
function leavesOf(shape: Shape, prefix: readonly string[] = []): readonly Leaf[] {
  return shape.fields.flatMap((descriptor): readonly Leaf[] => {
    const path = [...prefix, descriptor.name];
    const nested = shape.nested.get(descriptor.name);
    if (nested === undefined) {
      const values = descriptor.identifier ? identities : valuesOf(descriptor, shape);
      return [{ path, descriptor, values }];
    }
    return nested.kind === 'child' || nested.kind === 'valueObject' ? leavesOf(nested.shape(), path) : [];
  });
}

/** What cannot be stored may still be asked for. */
const operands = fc.constantFrom(
  '',
  'a',
  'A',
  'B',
  'É',
  'SS',
  'i',
  '%',
  '_',
  "'",
  '\0',
  'a\0',
  '\ud83d',
  '\ude00',
);

function comparisons({ path, values }: Leaf): fc.Arbitrary<Predicate> {
  const compare = (lookup: Lookup, value: fc.Arbitrary<JsonValue>): fc.Arbitrary<Predicate> =>
    value.map((operand) => ({ kind: 'compare', path, lookup, value: operand }));
  const several = fc.array(fc.option(values, { freq: 6 }), { maxLength: 3 });
  return fc.oneof(
    compare('equals', fc.option(values, { freq: 5 })),
    compare('in', several),
    compare('isNull', fc.boolean()),
    fc.constantFrom<Lookup>('gt', 'gte', 'lt', 'lte').chain((lookup) => compare(lookup, values)),
    fc
      .constantFrom<Lookup>(...texts, ...foldedTexts, 'equalsIgnoringCase')
      .chain((lookup) => compare(lookup, operands)),
  );
}

function memberships({ descriptor, path, values }: Leaf): fc.Arbitrary<Predicate> | undefined {
  if (descriptor.kind !== 'list') return undefined;
  return values.chain((list) =>
    fc.constantFrom<Predicate>(
      { kind: 'compare', path, lookup: 'has', value: (list as readonly JsonValue[])[0] ?? '1' },
      { kind: 'compare', path, lookup: 'hasAny', value: list },
      { kind: 'compare', path, lookup: 'hasAll', value: list },
    ),
  );
}

function fieldComparisons(leaves: readonly Leaf[]): fc.Arbitrary<Predicate> | undefined {
  const pairs = leaves.flatMap((one) =>
    leaves
      .filter(({ descriptor }) =>
        numeric.includes(one.descriptor.kind)
          ? numeric.includes(descriptor.kind)
          : descriptor.kind === one.descriptor.kind && descriptor.kind !== 'list',
      )
      .map((other) => [one.path, other.path] as const),
  );
  if (pairs.length === 0) return undefined;
  return fc
    .tuple(fc.constantFrom(...pairs), fc.constantFrom('equals', 'gt', 'gte', 'lt', 'lte'))
    .map(([[path, other], lookup]) => ({ kind: 'compareFields', path, lookup, other }));
}

function memberConditions(shape: Shape, depth: number): readonly fc.Arbitrary<Predicate>[] {
  return shape.fields.flatMap((descriptor): readonly fc.Arbitrary<Predicate>[] => {
    const nested = shape.nested.get(descriptor.name);
    if (nested?.kind !== 'children' && nested?.kind !== 'valueObjects') return [];
    return [
      fc
        .tuple(fc.constantFrom('some', 'every', 'none'), conditionsOf(nested.shape(), depth))
        .map(([quantifier, part]) => ({ kind: 'members', path: [descriptor.name], quantifier, part })),
    ];
  });
}

/** Conditions on the states of a shape. */
export function conditionsOf(shape: Shape, depth = 2): fc.Arbitrary<Predicate> {
  const leaves = leavesOf(shape);
  const atoms = [
    fc.constant<Predicate>({ kind: 'everything' }),
    ...leaves.map(comparisons),
    ...leaves.flatMap((leaf) => memberships(leaf) ?? []),
    ...(fieldComparisons(leaves) === undefined ? [] : [fieldComparisons(leaves)!]),
  ];
  if (depth === 0) return fc.oneof(...atoms);
  const inner = conditionsOf(shape, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...atoms, ...memberConditions(shape, depth - 1)) },
    { weight: 1, arbitrary: inner.map((part): Predicate => ({ kind: 'not', part })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(inner, { maxLength: 3 }))
        .map(([kind, parts]): Predicate => ({ kind, parts })),
    },
  );
}

/** Queries of a shape: conditions, orders, and pages of either kind. */
export function queriesOf(shape: StateShape): fc.Arbitrary<StateQuery> {
  const leaves = leavesOf(shape);
  const steps = fc.uniqueArray(fc.constantFrom(...leaves), { maxLength: 2 }).chain((chosen) =>
    fc.tuple(
      ...chosen.map((leaf) =>
        fc.record({
          ordering: fc.record<Ordering>({
            path: fc.constant(leaf.path),
            direction: fc.constantFrom('ascending', 'descending'),
            absent: fc.constantFrom('first', 'last'),
          }),
          value: fc.option(leaf.values),
        }),
      ),
    ),
  );
  return fc
    .tuple(conditionsOf(shape), steps, fc.option(identities), fc.option(fc.nat(3)), fc.option(fc.nat(4)))
    .map(([where, chosen, last, offset, limit]) => {
      const orderBy = chosen.map(({ ordering }) => ordering);
      const isOrderedById = orderBy.some(({ path }) => path.length === 1 && path[0] === shape.identity.name);
      const place = chosen.map(({ value }) => value);
      return {
        where,
        orderBy,
        ...(offset === null ? {} : { offset }),
        ...(limit === null ? {} : { limit }),
        ...(last === null ? {} : { after: isOrderedById ? place : [...place, last] }),
      };
    });
}

/** Calculations over the states of a shape. */
export function calculationsOf(shape: StateShape): fc.Arbitrary<readonly Calculation[]> {
  const each = leavesOf(shape).flatMap(({ path, descriptor }): readonly Calculation[] => [
    { of: 'count' },
    { of: 'min', path },
    { of: 'max', path },
    ...(numeric.includes(descriptor.kind)
      ? [{ of: 'sum', path } as const, { of: 'avg', path } as const]
      : []),
  ]);
  return fc.array(fc.constantFrom(...each), { minLength: 1, maxLength: 4 });
}
