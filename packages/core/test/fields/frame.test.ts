import { describe, expect, test } from '@jest/globals';
import { canonicalText } from '../../src/fields/canonical-text.js';
import { isCleanText } from '../../src/fields/clean-text.js';
import { ElementReference } from '../../src/fields/element-reference.js';
import { Inspection, mostViolations, REJECTED } from '../../src/fields/inspection.js';
import { suggestName } from '../../src/fields/suggest-name.js';

describe('an inspection', () => {
  test('gathers violations with the path they were found at', () => {
    const inspection = new Inspection('Order', 'code');

    const answer = inspection.within('lines', () =>
      inspection.within(2, () =>
        inspection.within('a b', () => inspection.reject('min', '>= 0', -1, 'at least 0')),
      ),
    );

    expect(answer).toBe(REJECTED);
    expect(inspection.violations).toEqual([
      {
        path: ['lines', 2, 'a b'],
        code: 'min',
        expected: '>= 0',
        received: -1,
        message: 'Order.lines[2]["a b"]: expected at least 0, received -1.',
      },
    ]);
    expect(inspection.depth).toBe(0);
  });

  test('comes back to its place when a look throws', () => {
    const inspection = new Inspection('Order', 'code');

    expect(() =>
      inspection.within('lines', () => {
        inspection.enter(5);
        throw new Error('lost');
      }),
    ).toThrow('lost');

    expect(inspection.depth).toBe(0);
  });

  test('adopts violations found elsewhere under its place', () => {
    const inner = new Inspection('Money', 'code');
    inner.within('cents', () => inner.reject('min', '>= 0', -1));
    inner.reject('type', 'Money', 5);
    const outer = new Inspection('Order', 'code');

    outer.within('price', () => outer.adopt(inner.violations, 'Money'));

    expect(outer.violations.map(({ path, message }) => [path, message])).toEqual([
      [['price', 'cents'], 'Order.price.cents: expected >= 0, received -1.'],
      [['price'], 'Order.price: expected Money, received 5.'],
    ]);
  });

  test('gathers a thousand violations and no more', () => {
    const inspection = new Inspection('Order', 'json');
    for (let index = 0; index < mostViolations + 5; index++) {
      expect(inspection.isOver).toBe(index >= mostViolations);
      expect(inspection.reject('type', 'nothing', index)).toBe(REJECTED);
    }

    expect(inspection.violations).toHaveLength(mostViolations);
  });
});

describe('a name that was meant', () => {
  const known = ['required', 'maxLength', 'minLength', 'description'];

  test.each([
    ['requird', 'required'],
    ['maxLenght', 'maxLength'],
    ['MAXLENGTH', 'maxLength'],
    ['descripton', 'description'],
    ['length', undefined],
    ['xyz', undefined],
    ['', undefined],
  ])('%p means %p', (given, meant) => {
    expect(suggestName(given, known)).toBe(meant);
  });
});

describe('a reference to an element', () => {
  class Product {}

  test('is a class, a thunk, or a name that is looked up', () => {
    const byName = new ElementReference('Product');

    expect(new ElementReference(Product).resolve()).toBe(Product);
    expect(new ElementReference(() => Product).resolve()).toBe(Product);
    expect(byName.find()).toBeUndefined();
    byName.bind((name) => (name === 'Product' ? Product : undefined));
    expect(byName.resolve()).toBe(Product);
  });

  test('that leads nowhere says so', () => {
    expect(() => new ElementReference(undefined).resolve()).toThrow(
      'A reference to undefined could not be resolved.',
    );
    expect(() => new ElementReference('Nothing').resolve()).toThrow(
      expect.objectContaining({ code: 'REFERENCE_UNRESOLVED' }),
    );
  });
});

describe('text', () => {
  test('is clean without NUL and lone surrogates', () => {
    expect(['', 'a', '😀', 'a\ufffe', '\u0001'].map(isCleanText)).toEqual([true, true, true, true, true]);
    expect(['\0', '\ud83d', '\ude00', '\ude00\ud83d', 'a😀\ud83d'].map(isCleanText)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test('is canonical when the order of keys makes no difference', () => {
    expect(canonicalText({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });
});
