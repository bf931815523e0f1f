import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { canTransition } from '../../src/fields/transitions.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

enum Colour {
  Red,
  Green = 5,
  Blue,
}

enum Status {
  Draft = 'DRAFT',
  Placed = 'PLACED',
  Shipped = 'SHIPPED',
}

describe('enum', () => {
  test.each([
    ['an enum of numbers', Colour, [0, 5, 6]],
    ['an enum of texts', Status, ['DRAFT', 'PLACED', 'SHIPPED']],
    ['a const object', { Yes: 'y', No: 'n', Maybe: 0 }, ['y', 'n', 0]],
    ['an array', ['a', 'b', 3], ['a', 'b', 3]],
    ['an enum with two names for one value', { Grey: 'g', Gray: 'g' }, ['g']],
    ['an object with a name that is also a value', { A: 'B', B: 1 }, ['B', 1]],
  ])('its values are those of %s', (_what, of, values) => {
    expect(fieldOf(field.enum(of)).constraints['choices']).toEqual(values);
    for (const value of values) expect(fromCode(field.enum(of), value).kept).toBe(value);
  });

  test('members are their values', () => {
    expect(fromCode(field.enum(Status), Status.Draft).kept).toBe('DRAFT');
    expect(fromCode(field.enum(Colour), Colour.Green).json).toBe(5);
    expect(fromJson(field.enum(Colour), 5).kept).toBe(Colour.Green);
  });

  test('names, reverse names and other values are refused', () => {
    expect(fromCode(field.enum(Colour), 'Red').messages).toEqual([
      'Sample.value: expected one of 0, 5, 6, received "Red".',
    ]);
    expect(fromCode(field.enum(Colour), '0').codes).toEqual(['choice']);
    expect(fromCode(field.enum(Status), 'Draft').codes).toEqual(['choice']);
    expect(fromCode(field.enum(Status), 'toString').codes).toEqual(['choice']);
    expect(fromJson(field.enum(Status), ['DRAFT']).codes).toEqual(['choice']);
  });

  test('−0 is kept as 0', () => {
    expect(fromCode(field.enum(Colour), -0).kept).toBe(0);
  });

  test('many values are found too', () => {
    const many = Array.from({ length: 100 }, (_, index) => `v${index}`);

    expect(fromCode(field.enum(many), 'v99').kept).toBe('v99');
    expect(fromCode(field.enum(many), 'v100').codes).toEqual(['choice']);
  });

  test('sources that cannot be one are reported', () => {
    expect(problemsOf(field.enum([]))).toEqual([
      'of: there are no values to choose from. Give an enum, a const object or an array of literals.',
    ]);
    expect(problemsOf(field.enum(undefined as never))).toHaveLength(1);
    expect(problemsOf(field.enum([Number.NaN, true, 'a'] as never))).toEqual([
      'of: a value is neither a text nor a finite number. Name texts and finite numbers only.',
    ]);
    expect(problemsOf(field.enum([1, '1']))).toEqual([
      'of: two values are written 1. Make the values differ as texts too.',
    ]);
  });

  test('a default must be one of the values', () => {
    expect(problemsOf(field.enum(Status, { default: 'Draft' as never }))).toHaveLength(1);
    expect(problemsOf(field.enum(Status, { default: Status.Draft }))).toEqual([]);
  });

  test('the schema lists the values', () => {
    expect(fieldOf(field.enum(Status)).rule.schema()).toEqual({ enum: ['DRAFT', 'PLACED', 'SHIPPED'] });
  });
});

describe('status', () => {
  const transitionsOf = (decorator: unknown) => fieldOf(decorator).constraints;

  test('transitions may be written with names, values and members, and are kept as values', () => {
    const { transitions } = transitionsOf(
      field.status(Status, {
        transitions: { Draft: ['Placed', 'SHIPPED'], [Status.Placed]: [Status.Shipped] },
      }),
    );

    expect(transitions).toEqual({ DRAFT: ['PLACED', 'SHIPPED'], PLACED: ['SHIPPED'] });
    expect(Object.isFrozen(transitions)).toBe(true);
  });

  test('states that are numbers work alike', () => {
    const constraints = transitionsOf(
      field.status(Colour, { transitions: { Red: ['Green'], [Colour.Green]: [Colour.Blue] } }),
    );

    expect(constraints['transitions']).toEqual({ 0: [5], 5: [6] });
    expect(canTransition(constraints, Colour.Red, Colour.Green)).toBe(true);
    expect(canTransition(constraints, Colour.Red, Colour.Blue)).toBe(false);
  });

  test('a name that is also a value means the value', () => {
    const { transitions } = transitionsOf(field.status({ A: 'B', B: 'C' }, { transitions: { B: ['A'] } }));

    expect(transitions).toEqual({ B: ['B'] });
  });

  test('what follows is allowed, all else is not; what is missing is final', () => {
    const constraints = transitionsOf(
      field.status(['draft', 'placed', 'shipped'], {
        transitions: { draft: ['placed', 'draft'], placed: ['shipped'] },
      }),
    );
    const can = (from: unknown, to: unknown) => canTransition(constraints, from, to);

    expect([can('draft', 'placed'), can('placed', 'shipped')]).toEqual([true, true]);
    expect([can('draft', 'shipped'), can('placed', 'draft'), can('shipped', 'draft')]).toEqual([
      false,
      false,
      false,
    ]);
    expect([can('draft', 'draft'), can('placed', 'placed'), can('shipped', 'shipped')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([can(undefined, 'shipped'), can(null, 'draft')]).toEqual([true, true]);
    expect([can('__proto__', 'draft'), can('constructor', 'x'), can('draft', undefined)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('without transitions every state may follow every other', () => {
    expect(canTransition(transitionsOf(field.status(Status)), 'SHIPPED', 'DRAFT')).toBe(true);
  });

  test('states that do not exist are reported', () => {
    expect(problemsOf(field.status(['a', 'b'], { transitions: { a: ['c'], d: [] } } as never))).toEqual([
      'transitions: transitions name a state that does not exist: c. States: a, b.',
      'transitions: transitions name a state that does not exist: d. States: a, b.',
    ]);
    expect(problemsOf(field.status(['a'], { transitions: ['a'] } as never))).toEqual([
      'transitions: transitions is no map. Give an object: { Draft: [next states] }.',
    ]);
    expect(problemsOf(field.status(['a', 'b'], { transitions: { a: 'b' } } as never))).toEqual([
      'transitions: the states that follow a are no array. Give an array: { a: […] }.',
    ]);
  });

  test('it is neither unique nor an identity', () => {
    expect(problemsOf(field.status(['a'], { unique: true } as never))).toHaveLength(1);
  });
});
