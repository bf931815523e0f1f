import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  type Children,
  Domain,
  Entity,
  ValueObject,
  ValidationError,
  field,
} from '@domainry/core';
import { hugeSparseArray } from './hostile-values.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

const shop = new Domain('Shop');

@shop.valueObject
class Money extends ValueObject<Money> {
  @field.integer({ required: true, min: 0 }) readonly cents!: number;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;
}

@shop.valueObject
class Category extends ValueObject<Category> {
  @field.string({ required: true }) readonly name!: string;
  @field.valueObject(() => Category) readonly left?: Category;
  @field.valueObject(() => Category) readonly right?: Category;
}

@shop.entity('Order')
class OrderLine extends Entity<OrderLine> {
  @field.valueObject(() => Money, { required: true }) price!: Money;
}

@shop.aggregate
class Order extends Aggregate<Order> {
  @field.hasMany(() => OrderLine) readonly lines!: Children<OrderLine>;
  @field.hasOne(() => OrderLine) gift?: OrderLine;
  @field.list(field.valueObject(() => Money)) refunds?: readonly Money[];
  @field.valueObject(() => Category) category?: Category;
}

const price = { cents: 5, currency: 'EUR' };

function violationsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ValidationError) return error.violations.map(({ message }) => message);
    throw error;
  }
  return [];
}

describe('valueObject', () => {
  const money = field.valueObject(() => Money);

  test('an instance is taken as it is', () => {
    const given = new Money(price);

    expect(fromCode(money, given).kept).toBe(given);
    expect(fromCode(money, given).json).toEqual(price);
  });

  test('plain values are built into an instance', () => {
    expect(fromCode(money, price).kept).toBeInstanceOf(Money);
    expect(fromJson(money, price).json).toEqual(price);
  });

  test('violations inside carry their path', () => {
    expect(fromCode(money, { cents: -1, currency: 'euro' }).messages).toEqual([
      'Sample.value.cents: expected at least 0, received -1.',
      'Sample.value.currency: expected a text that matches /^[A-Z]{3}$/, received "euro".',
    ]);
    expect(violationsOf(() => new Order({ refunds: [price, { cents: 0.5, currency: 'EUR' }] }))).toEqual([
      'Order.refunds[1].cents: expected an integer, received 0.5.',
    ]);
  });

  test.each([['5 EUR'], [5], [[price]], [new Date()], [new Category({ name: 'a' })]])(
    'nothing else is taken: %p',
    (value) => {
      expect(fromCode(money, value).codes).toEqual(['type']);
    },
  );

  test('equality is that of the class', () => {
    const { rule } = fieldOf(money);

    expect(rule.equals?.(new Money(price), new Money(price))).toBe(true);
    expect(rule.equals?.(new Money(price), new Money({ ...price, cents: 6 }))).toBe(false);
  });

  test('the schema is that of the class', () => {
    expect(fieldOf(money).rule.schema()).toMatchObject({ title: 'Money', type: 'object' });
  });

  test('values that hold themselves, or nest too deeply, are refused', () => {
    const loop: Record<string, unknown> = { name: 'loop' };
    loop['left'] = loop;
    let deep: object = { name: 'leaf' };
    for (let level = 0; level < 20_000; level++) deep = { name: 'inner', left: deep };

    expect(
      fromCode(
        field.valueObject(() => Category),
        loop,
      ).codes,
    ).toEqual(['depth']);
    expect(
      fromJson(
        field.valueObject(() => Category),
        deep,
      ).codes,
    ).toEqual(['depth']);
    expect(violationsOf(() => new Order({ category: deep as never }))).toHaveLength(1);
  });

  test('a small value that means an endless one is refused', () => {
    let bomb: object = { name: 'leaf' };
    for (let level = 0; level < 60; level++) bomb = { name: 'inner', left: bomb, right: bomb };

    expect(
      fromCode(
        field.valueObject(() => Category),
        bomb,
      ).codes,
    ).toEqual(['size']);
  });

  test('a class that no domain has registered says so', () => {
    class Unregistered {}

    expect(() =>
      fromCode(
        field.valueObject(() => Unregistered),
        {},
      ),
    ).toThrow(
      'A field holds Unregistered, which no domain has registered, or only as abstract. Decorate that class with the decorator of a domain.',
    );
    expect(() => fromCode(field.valueObject('Nowhere'), {})).toThrow(
      /reference to Nowhere could not be resolved/,
    );
  });

  test('it is no identity', () => {
    expect(
      problemsOf(field.valueObject(() => Money, { identifier: true, required: true } as never)),
    ).toHaveLength(1);
    expect(fieldOf(field.valueObject(() => Money, { unique: true })).unique).toBe(true);
  });

  test('it may be the content of a list', () => {
    const { kept, json } = fromJson(field.list(field.valueObject(() => Money)), [price]);

    expect((kept as unknown[])[0]).toBeInstanceOf(Money);
    expect(json).toEqual([price]);
  });
});

describe('hasOne', () => {
  const line = field.hasOne(() => OrderLine);

  test('it takes an entity, or the values to build one from', () => {
    const given = new OrderLine({ price });

    expect(fromCode(line, given).kept).toBe(given);
    expect(fromCode(line, { price }).kept).toBeInstanceOf(OrderLine);
    expect(fromCode(line, new Money(price)).codes).toEqual(['type']);
    expect(fromCode(line, { price: { cents: -1, currency: 'EUR' } }).violations[0]?.path).toEqual([
      'value',
      'price',
      'cents',
    ]);
  });

  test('two entities are the same only when they are one', () => {
    const { rule } = fieldOf(line);
    const given = new OrderLine({ price });

    expect(rule.equals?.(given, given)).toBe(true);
    expect(rule.equals?.(given, new OrderLine({ id: given.id, price }))).toBe(false);
  });

  test('options without effect are reported', () => {
    expect(
      problemsOf(field.hasOne(() => OrderLine, { default: () => ({}), unique: true } as never)),
    ).toHaveLength(2);
  });
});

describe('hasMany', () => {
  const lines = field.hasMany(() => OrderLine);

  test('it takes an array of entities, or of the values to build them from', () => {
    const given = new OrderLine({ price });
    const { kept, json } = fromCode(lines, [given, { id: 'b', price }]);

    expect((kept as unknown[])[0]).toBe(given);
    expect((kept as unknown[])[1]).toBeInstanceOf(OrderLine);
    expect(json).toEqual([
      { price, id: given.id },
      { price, id: 'b' },
    ]);
  });

  test('violations carry the place of the child', () => {
    expect(fromCode(lines, [{ price }, 5, { price: {} }]).violations.map(({ path }) => path)).toEqual([
      ['value', 1],
      ['value', 2, 'price', 'cents'],
      ['value', 2, 'price', 'currency'],
    ]);
    expect(fromCode(lines, { 0: { price } }).codes).toEqual(['type']);
    expect(fromCode(lines, hugeSparseArray()).violations).toHaveLength(1000);
  });

  test('it is always there, whatever is given', () => {
    expect(fieldOf(lines).presence).toBe('defaulted');
    expect(new Order({}).lines.size).toBe(0);
  });

  test('options without effect are reported', () => {
    const options = { required: true, default: [], unique: true, validators: [], readOnly: true };

    expect(
      problemsOf(field.hasMany(() => OrderLine, options as never)).map((text) => text.split(':')[0]),
    ).toEqual(expect.arrayContaining(Object.keys(options)));
  });

  test('the schema is that of an array of entities', () => {
    expect(fieldOf(lines).rule.schema()).toMatchObject({ type: 'array', items: { title: 'OrderLine' } });
  });
});
