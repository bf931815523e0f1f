import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Entity,
  ValidationError,
  ValueObject,
  field,
  invariant,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { compilations, thrownBy } from './compilations.js';

describe.each(compilations)('construction, %s', (_name, newDomain) => {
  const domain = newDomain();
  const log: string[] = [];

  @domain.valueObject
  class Money extends ValueObject<Money> {
    @field.integer({ required: true, min: 0 }) readonly amount!: number;
    @field.string({ default: 'EUR', maxLength: 3 }) readonly currency!: Defaulted<string>;
    @field.list(field.string()) readonly notes?: readonly string[];
  }

  @domain.entity('Basket')
  class Item extends Entity<Item> {
    @field.valueObject(Money, { required: true }) price!: Money;
    @field.integer({ default: 1 }) count!: Defaulted<number>;
  }

  @domain.aggregate
  class Basket extends Aggregate<Basket> {
    @field.string({ required: true }) owner!: string;
    @field.string() note?: string | undefined;
    @field.string({ nullable: true }) coupon!: string | null;
    @field.integer({ default: () => (log.push('default'), 7) }) rank!: Defaulted<number>;
    @field.string({ default: '' }) label!: Defaulted<string>;
    @field.hasMany(Item) readonly items!: Children<Item>;

    protected override defaults() {
      log.push(`defaults ${this.rank} ${this.items.size} ${String(this.id.length)}`);
      if (this.label === '') this.label = `basket of ${this.owner}`;
      for (const item of this.items) if (item.count === 0) item.count = 1;
      if (this.owner === 'extra') this.items.add({ price: { amount: 1 } });
      if (this.owner === 'failing') throw new RangeError('defaults failed');
    }

    @invariant.post('Short enough')
    labelMustBeShort() {
      log.push('post');
      return this.label.length < 40;
    }
  }

  const violationsOf = (act: () => unknown) => (thrownBy(act) as ValidationError).violations;

  test('defaults come before the defaults() hook, which sees identity and children, and post rules come last', () => {
    log.length = 0;

    const basket = new Basket({ owner: 'Ann', items: [{ price: { amount: 5 } }] });

    expect(log).toEqual(['default', 'defaults 7 1 36', 'post']);
    expect(basket.toDict()).toEqual({
      owner: 'Ann',
      coupon: null,
      rank: 7,
      label: 'basket of Ann',
      items: [{ price: { amount: 5, currency: 'EUR' }, count: 1, id: [...basket.items][0]!.id }],
      id: basket.id,
    });
  });

  test('everything that is wrong is reported at once, each with its path, and no rule is asked', () => {
    log.length = 0;

    const violations = violationsOf(
      () =>
        new Basket({
          note: 5,
          coupon: undefined,
          rank: 1.5,
          items: [{ price: { amount: -1, currency: 'EURO' } }, 3, { count: 2 }],
          labl: 'x',
        } as never),
    );

    expect(violations.map(({ path, code }) => [path.join('.'), code])).toEqual([
      ['owner', 'required'],
      ['note', 'type'],
      ['rank', expect.any(String)],
      ['items.0.price.amount', 'min'],
      ['items.0.price.currency', 'maxLength'],
      ['items.1', 'type'],
      ['items.2.price', 'required'],
      ['labl', 'unknown'],
    ]);
    expect(log).toEqual([]);
  });

  test('an unknown key is named, with the field that was probably meant', () => {
    const error = thrownBy(() => new Basket({ owner: 'Ann', lable: 'x' } as never)) as ValidationError;

    expect(error.message).toBe('Basket.lable: no such field. Did you mean label?');
    expect(error.violations).toEqual([
      { path: ['lable'], code: 'unknown', expected: 'label', received: 'lable', message: error.message },
    ]);
    expect(() => new Basket({ owner: 'Ann', xyzzyxyzzy: 1 } as never)).toThrow(
      'Basket.xyzzyxyzzy: no such field. Fields: owner, note, coupon, rank, label, items, id.',
    );
  });

  test('an unknown key does not hide behind a value that is inherited', () => {
    class Form {
      extra = 1;
      get owner() {
        return 'Ann';
      }
    }

    expect(violationsOf(() => new Basket(new Form()))).toMatchObject([{ path: ['extra'], code: 'unknown' }]);
    expect(new Basket(Object.create({ owner: 'Ann' }) as { owner: string }).owner).toBe('Ann');
  });

  test('undefined counts as not given; null only where a field is nullable', () => {
    const basket = new Basket({ owner: 'Ann', note: undefined, rank: undefined, coupon: null });

    expect([basket.note, basket.rank, basket.coupon]).toEqual([undefined, 7, null]);
    expect(violationsOf(() => new Basket({ owner: 'Ann', note: null } as never))).toMatchObject([
      { path: ['note'] },
    ]);
    expect(violationsOf(() => new Basket({ owner: 'Ann', items: null } as never))).toMatchObject([
      { path: ['items'] },
    ]);
  });

  test('what is no object with fields is refused', () => {
    for (const wrong of [null, 5, 'x', true, Symbol('s'), [], [{ owner: 'Ann' }]]) {
      expect(() => new Basket(wrong as never)).toThrow(ValidationError);
      expect(() => Basket.fromDict(wrong)).toThrow(ValidationError);
    }
  });

  test('the defaults() hook may change and add children, in what is one change with the construction', () => {
    const item = new Item({ price: { amount: 1 }, count: 0 });

    expect(() => new Basket({ owner: 'failing', items: [item] })).toThrow(RangeError);
    expect(item.count).toBe(0);
    const basket = new Basket({ owner: 'extra', items: [item] });

    expect([item.count, basket.items.size]).toEqual([1, 2]);
    expect(() =>
      basket.atomically(() => [(item.count = 5), basket.items.clear(), (basket.owner = 5 as never)]),
    ).toThrow(ValidationError);
    expect([item.count, basket.items.size]).toEqual([1, 2]);
  });

  test('an element is built again from its dict', () => {
    const basket = new Basket({ owner: 'Ann', note: 'n', items: [{ price: { amount: 5, notes: ['a'] } }] });

    const again = Basket.fromDict(JSON.parse(JSON.stringify(basket)));

    expect(again.toDict()).toEqual(basket.toDict());
    expect(again.equals(basket)).toBe(true);
    expect(violationsOf(() => Basket.fromDict({ owner: 1, items: [{ price: {} }], x: 1 }))).toMatchObject([
      { path: ['owner'] },
      { path: ['items', 0, 'price', 'amount'] },
      { path: ['x'], code: 'unknown' },
    ]);
  });

  test('the input is left as it was, and later changes of it change nothing', () => {
    const notes = ['a'];
    const input = Object.freeze({ owner: 'Ann', items: Object.freeze([{ price: { amount: 5, notes } }]) });

    const basket = new Basket(input as never);
    notes.push('b');

    expect([...basket.items][0]!.price.notes).toEqual(['a']);
    expect(() => ([...basket.items][0]!.price.notes as string[]).push('c')).toThrow(TypeError);
  });

  test('an identity is given or generated, and never changes', () => {
    const basket = new Basket({ id: 'b', owner: 'Ann' });

    basket.atomically(() => ((basket as { id: string }).id = 'b'));
    expect(thrownBy(() => ((basket as { id: string }).id = 'c'))).toMatchObject({ code: 'IMMUTABLE' });
    expect(basket.id).toBe('b');
    expect(new Basket({ owner: 'Ann' }).id < new Basket({ owner: 'Ann' }).id).toBe(true);
  });

  test('equality goes by class and identity, or by class and value', () => {
    const price = new Money({ amount: 1, notes: ['a'] });

    expect(new Basket({ id: 'b', owner: 'Ann' }).equals(new Basket({ id: 'b', owner: 'Bob' }))).toBe(true);
    expect(new Basket({ id: 'b', owner: 'Ann' }).equals(new Basket({ id: 'c', owner: 'Ann' }))).toBe(false);
    expect(new Basket({ id: 'b', owner: 'Ann' }).equals(new Item({ id: 'b', price }))).toBe(false);
    expect(price.equals(new Money({ amount: 1, notes: ['a'] }))).toBe(true);
    expect(price.equals(new Money({ amount: 1, notes: ['b'] }))).toBe(false);
    expect(price.equals(new Money({ amount: 1 }))).toBe(false);
    for (const other of [undefined, null, 1, {}, Object.create(null)]) {
      expect(price.equals(other)).toBe(false);
      expect(new Item({ price }).equals(other)).toBe(false);
    }
  });

  test('a value object never changes; with() gives another', () => {
    const price = new Money({ amount: 1, notes: ['a'] });

    expect(thrownBy(() => ((price as { amount: number }).amount = 2))).toMatchObject({ code: 'IMMUTABLE' });
    expect(() => price.with({ amount: -1 })).toThrow(ValidationError);

    expect(price.with({ amount: 2 }).toDict()).toEqual({ amount: 2, currency: 'EUR', notes: ['a'] });
    expect(price.with({ notes: undefined }).toDict()).toEqual({ amount: 1, currency: 'EUR' });
    expect(price.toDict()).toEqual({ amount: 1, currency: 'EUR', notes: ['a'] });
  });

  test('an assigned value is checked by its field, and a refused one changes nothing', () => {
    const basket = new Basket({ owner: 'Ann' });

    expect(violationsOf(() => (basket.owner = undefined as never))).toMatchObject([
      { path: ['owner'], code: 'required' },
    ]);
    expect(violationsOf(() => (basket.rank = undefined as never))).toMatchObject([{ path: ['rank'] }]);
    expect(violationsOf(() => (basket.rank = '7' as never))).toMatchObject([
      { path: ['rank'], received: '7' },
    ]);
    basket.note = undefined;
    basket.coupon = null;

    expect([basket.owner, basket.rank]).toEqual(['Ann', 7]);
  });

  test('an element prints its values; prototypes print as any object', () => {
    expect(inspect(new Money({ amount: 1 }))).toBe("Money { amount: 1, currency: 'EUR', notes: undefined }");
    const deep = inspect(
      { basket: new Basket({ owner: 'Ann', items: [{ price: { amount: 1 } }] }) },
      { depth: 2 },
    );
    expect(deep).toContain('items: Children(1) [ [Item] ]');
    for (const { prototype } of [Basket, Aggregate, Money, ValueObject] as { prototype: object }[])
      expect(() => inspect(prototype)).not.toThrow();
  });
});
