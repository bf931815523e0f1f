import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Decimal, and, not, or, type Criteria } from '@domainry/core';
import { matcherOf } from '../../src/queries/evaluate.js';
import { predicateOf } from '../../src/queries/predicate-of.js';
import { holds } from './plain-reference.js';
import { Line, Money, Note, Order, orders, ordersIn, recordOf, storeOf } from './shop.js';

const texts = ['', 'a', 'A', 'b', 'é', 'É', 'ß', '�', '😀', 'İ', 'Σ'];
const text = fc.constantFrom(...texts);
const number = fc.integer({ min: 0, max: 3 });
const decimal = fc
  .constantFrom('-1', '0', '0.5', '9', '10', '123456789012345678901234567890.1')
  .map((value) => new Decimal(value));
const big = fc.constantFrom(-1n, 0n, 9n, 10n, 10n ** 30n);
const float = fc.constantFrom(-0.5, 0, 0.1, 3);
const day = fc.constantFrom('0001-01-01', '2024-02-29', '2025-01-01');
const instant = fc.constantFrom(-62_135_596_800_000, 0, 1).map((epoch) => new Date(epoch));
const money = fc
  .record({ amount: decimal, currency: text })
  .map(({ amount, currency }) => new Money({ amount, currency }));
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

let codes = 0;
const order = fc
  .record({
    city: maybe(text),
    quantity: number,
    limit: fc.option(number),
    wei: maybe(big),
    weight: maybe(float),
    total: maybe(decimal),
    paid: fc.boolean(),
    due: maybe(day),
    placedAt: maybe(instant),
    state: fc.constantFrom('Open' as const, 'Closed' as const),
    level: maybe(fc.constantFrom(1 as const, 2 as const)),
    tags: fc.array(text, { maxLength: 2 }),
    rates: maybe(fc.array(decimal, { maxLength: 2 })),
    fees: maybe(fc.array(money, { maxLength: 2 })),
    price: maybe(money),
    extra: maybe(fc.constantFrom({ colour: 'red' }, { colour: 'blue' })),
    lines: fc.array(fc.record({ quantity: number, product: maybe(text) }), { maxLength: 2 }),
    note: maybe(text),
  })
  .map(
    ({ lines, note, ...values }) =>
      new Order({
        ...values,
        code: `${++codes}`,
        lines: lines.map((line) => new Line(line)),
        ...(note === undefined ? {} : { note: new Note({ text: note }) }),
      }),
  );

const equality = <Value>(value: fc.Arbitrary<Value>) => [
  value,
  fc.record({ equals: fc.option(value) }),
  fc.record({ in: fc.array(fc.option(value), { maxLength: 3 }) }),
  fc.record({ isNull: fc.boolean() }),
];
const order4 = <Value>(value: fc.Arbitrary<Value>) => [
  fc.record({ gt: value }),
  fc.record({ gte: value, lt: value }),
  fc.record({ lte: value }),
];
const textual = [
  'contains',
  'startsWith',
  'endsWith',
  'equalsIgnoringCase',
  'containsIgnoringCase',
  'startsWithIgnoringCase',
  'endsWithIgnoringCase',
].map((lookup) => text.map((value) => ({ [lookup]: value })));
const against = (...names: string[]) => [
  fc
    .tuple(fc.constantFrom('equals', 'gt', 'gte', 'lt', 'lte'), fc.constantFrom(...names))
    .map(([lookup, field]) => ({ [lookup]: { field } })),
];
const on = (name: string, ...conditions: fc.Arbitrary<unknown>[]) =>
  fc.oneof(...conditions).map((condition) => ({ [name]: condition }));

const moneyCondition = fc.oneof(
  on('amount', ...equality(decimal), ...order4(decimal)),
  on('currency', ...equality(text), ...textual),
);
const lineCondition = fc.oneof(
  on('quantity', ...equality(number), ...order4(number)),
  on('product', ...equality(text), fc.constant(null)),
);
const quantified = (condition: fc.Arbitrary<object>) =>
  fc.tuple(fc.constantFrom('some', 'every', 'none'), condition).map(([quantifier, part]) => ({
    [quantifier]: part,
  }));

const simple: fc.Arbitrary<object> = fc.oneof(
  on('city', ...equality(text), ...order4(text), ...textual, fc.constant(null)),
  on('quantity', ...equality(number), ...order4(number), ...against('limit', 'weight', 'total', 'wei')),
  on('limit', ...equality(number), fc.constant(null), ...against('quantity')),
  on('wei', ...equality(big), ...order4(big), ...against('total', 'quantity')),
  on('weight', ...equality(float), ...order4(float)),
  on('total', ...equality(decimal), ...order4(decimal)),
  on('paid', ...equality(fc.boolean())),
  on('due', ...equality(day), ...order4(day)),
  on('placedAt', ...equality(instant), ...order4(instant)),
  on('state', ...equality(fc.constantFrom('Open', 'Closed'))),
  on('level', ...equality(fc.constantFrom(1, 2, 3))),
  on(
    'tags',
    ...equality(fc.array(text, { maxLength: 2 })),
    fc.record({ has: text }),
    fc.record({ hasAny: fc.array(text, { maxLength: 2 }) }),
    fc.record({ hasAll: fc.array(text, { maxLength: 2 }) }),
  ),
  on('rates', fc.record({ has: decimal }), fc.record({ equals: fc.array(decimal, { maxLength: 2 }) })),
  on('fees', quantified(moneyCondition)),
  on('price', money, moneyCondition, fc.constant(null)),
  on('extra', fc.record({ equals: fc.constantFrom({ colour: 'red' }, { colour: 'blue' }) })),
  on('lines', quantified(lineCondition)),
  on('note', on('text', ...equality(text), ...textual), fc.constant(null)),
);

const { criteria } = fc.letrec<{ criteria: object }>((tie) => ({
  criteria: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    fc.array(tie('criteria'), { maxLength: 3 }).map((parts) => and<Order>(...(parts as Criteria<Order>[]))),
    fc.array(tie('criteria'), { maxLength: 3 }).map((parts) => or<Order>(...(parts as Criteria<Order>[]))),
    tie('criteria').map((part) => not<Order>(part as Criteria<Order>)),
    fc.tuple(simple, simple).map(([one, other]) => ({ ...one, ...other })),
  ),
}));
const condition = criteria as fc.Arbitrary<Criteria<Order>>;

function matches(subject: Order, asked: Criteria<Order>): boolean {
  return matcherOf(orders, predicateOf(orders, asked))(recordOf(subject).data);
}

describe('the laws of conditions', () => {
  test('they mean what a plain look at the objects means', () => {
    fc.assert(
      fc.property(order, condition, (subject, asked) => {
        expect(matches(subject, asked)).toBe(holds(subject, asked));
      }),
      { numRuns: 5000 },
    );
  });

  test('a condition and its negation part every set in two', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(order, { maxLength: 6 }), condition, async (given, asked) => {
        const all = ordersIn(await storeOf(given));
        const ids = async (selection: typeof all) => (await selection.all()).map(({ id }) => id);
        const yes = await ids(all.where(asked));
        const no = await ids(all.where(not(asked)));

        expect([...yes, ...no].sort()).toEqual(given.map(({ id }) => id).sort());
        expect(await ids(all.where(not(not<Order>(asked))))).toEqual(yes);
      }),
      { numRuns: 500 },
    );
  });

  test('the laws of De Morgan, absorption and distribution hold, absent values or not', () => {
    fc.assert(
      fc.property(order, condition, condition, condition, (subject, p, q, r) => {
        const is = (asked: Criteria<Order>): boolean => matches(subject, asked);
        expect(is(not(and<Order>(p, q)))).toBe(is(or(not<Order>(p), not<Order>(q))));
        expect(is(not(or<Order>(p, q)))).toBe(is(and(not<Order>(p), not<Order>(q))));
        expect(is(or(p, and<Order>(p, q)))).toBe(is(p));
        expect(is(and(p, or<Order>(q, r)))).toBe(is(or(and<Order>(p, q), and<Order>(p, r))));
      }),
      { numRuns: 1000 },
    );
  });

  test('every is none of the others', () => {
    fc.assert(
      fc.property(order, lineCondition, (subject, part) => {
        expect(matches(subject, { lines: { every: part } })).toBe(
          matches(subject, { lines: { none: not<Line>(part) } }),
        );
        expect(matches(subject, { lines: { some: part } })).toBe(
          matches(subject, not({ lines: { none: part } })),
        );
      }),
    );
  });

  test('conditions are frozen plain data that survive JSON', () => {
    fc.assert(
      fc.property(order, condition, (subject, asked) => {
        const predicate = predicateOf(orders, asked);
        const { data } = recordOf(subject);
        const copied = JSON.parse(JSON.stringify(predicate)) as typeof predicate;

        expect(Object.isFrozen(predicate)).toBe(true);
        expect(matcherOf(orders, copied)(data)).toBe(matcherOf(orders, predicate)(data));
      }),
    );
  });
});
