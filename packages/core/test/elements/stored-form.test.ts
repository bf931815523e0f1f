import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  Aggregate,
  Decimal,
  DomainryError,
  Entity,
  Event,
  ValueObject,
  field,
  type Children,
  type Defaulted,
  type FieldCodec,
  type JsonValue,
} from '@domainry/core';
import { modelOf } from '../../src/elements/element.js';
import type { ElementModel } from '../../src/elements/element-model.js';
import { storedFormOf } from '../../src/elements/stored-form.js';
import { compilations, thrownBy } from './compilations.js';

class Colour {
  constructor(readonly hex: string) {}
}
const colour: FieldCodec<Colour> = {
  name: 'colour',
  accept: (value) => {
    if (value instanceof Colour) return value;
    throw new Error('a Colour');
  },
  toJson: (value) => value.hex,
  fromJson: (json) => {
    if (typeof json !== 'string') throw new Error('a colour as text');
    return new Colour(json);
  },
};

function formOf(cls: unknown): ReturnType<typeof storedFormOf> {
  return storedFormOf(modelOf(cls) as ElementModel);
}

function throughText(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

describe.each(compilations)('the stored form, %s', (_name, newDomain) => {
  const domain = newDomain();

  @domain.valueObject
  class Money extends ValueObject<Money> {
    @field.decimal({ required: true, scale: 2 }) readonly amount!: Decimal;
    @field.string({ required: true, minLength: 3 }) readonly currency!: string;
  }

  @domain.entity('Order')
  class Note extends Entity<Note> {
    @field.text({ required: true }) text!: string;
    @field.hasMany(() => Note) readonly replies!: Children<Note>;
  }

  @domain.entity('Order')
  class Line extends Entity<Line> {
    @field.integer({ required: true }) quantity!: number;
    @field.valueObject(Money) price?: Money;
    @field.hasOne(() => Note, { nullable: true }) note!: Note | null;
  }

  @domain.aggregate
  class Order extends Aggregate<Order> {
    @field.integer({ identifier: true, required: true }) readonly number!: number;
    @field.string({ required: true, storedAs: 'customer_name' }) customer!: string;
    @field.float() weight?: number;
    @field.boolean({ default: false }) paid!: Defaulted<boolean>;
    @field.integer({ bigint: true, nullable: true }) wei!: bigint | null;
    @field.date() due?: string;
    @field.dateTime() placedAt?: Date;
    @field.enum(['low', 'high', 3]) urgency?: 'low' | 'high' | 3;
    @field.status(['Open', 'Closed'], { default: 'Open' }) state!: Defaulted<'Open' | 'Closed'>;
    @field.json() extra?: JsonValue | object;
    @field.list(field.string(), { default: [] }) tags!: Defaulted<readonly string[]>;
    @field.list(field.valueObject(Money)) fees?: readonly Money[];
    @field.list(field.list(field.dateTime())) visits?: readonly (readonly Date[])[];
    @field.dict(field.decimal()) rates?: Readonly<Record<string, Decimal>>;
    @field.custom(colour) colour?: Colour;
    @field.auto({ increment: true }) row?: number;
    @field.hasOne(Note) note?: Note;
    @field.hasMany(Line) readonly lines!: Children<Line>;
  }

  const money = fc
    .record({ cents: fc.integer(), currency: fc.constantFrom('EUR', 'USD') })
    .map(({ cents, currency }) => ({ amount: new Decimal(cents).div(100), currency }));
  const leaf = fc.record({ text: fc.string({ unit: 'grapheme' }) });
  const note = fc.record({
    text: fc.string({ unit: 'grapheme' }),
    replies: fc.array(fc.record({ text: fc.string(), replies: fc.array(leaf, { maxLength: 2 }) }), {
      maxLength: 2,
    }),
  });
  const instant = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  const order = fc.record(
    {
      number: fc.maxSafeInteger(),
      customer: fc.string({ unit: 'grapheme' }),
      weight: fc.double({ noNaN: true, noDefaultInfinity: true }),
      paid: fc.boolean(),
      wei: fc.option(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })),
      due: fc.constantFrom('2024-02-29', '0001-01-01'),
      placedAt: instant,
      urgency: fc.constantFrom('low' as const, 'high' as const, 3 as const),
      state: fc.constantFrom('Open' as const, 'Closed' as const),
      extra: fc
        .jsonValue()
        .filter((data) => data !== null && !/__proto__|constructor|prototype/.test(JSON.stringify(data))),
      tags: fc.array(fc.string({ unit: 'grapheme' })),
      fees: fc.array(money),
      visits: fc.array(fc.array(instant)),
      rates: fc.dictionary(
        fc.constantFrom('a', 'toString', 'b c'),
        fc.integer().map((value) => new Decimal(value)),
      ),
      colour: fc.constant(new Colour('#fff')),
      row: fc.nat(),
      note,
      lines: fc.array(
        fc.record(
          { quantity: fc.integer(), price: money, note: fc.option(note) },
          { requiredKeys: ['quantity'] },
        ),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['number', 'customer'] },
  );

  test('what is written, made text, and read again is equal to what was there', () => {
    fc.assert(
      fc.property(order, (values) => {
        const given = new Order(values as never);
        const form = formOf(Order);

        const text = JSON.stringify(form.write(given));
        const read = form.read(JSON.parse(text)) as Order;

        expect(read).toBeInstanceOf(Order);
        expect(read.toDict()).toEqual(given.toDict());
        expect(JSON.stringify(form.write(read))).toBe(text);
        expect(Object.isFrozen(read.tags)).toBe(true);
        expect(read.placedAt).toEqual(given.placedAt);
        expect(read.lines.toArray().map(({ price }) => price)).toEqual(
          given.lines.toArray().map(({ price }) => price),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('what was read is as good as what was constructed: it changes, guards its rules and owns its children', () => {
    const given = new Order({ number: 1, customer: 'Ada', lines: [{ quantity: 2 }] });

    const read = formOf(Order).read(throughText(formOf(Order).write(given))) as Order;

    read.customer = 'Bo';
    read.lines.add({ quantity: 3 });
    expect(read.lines.size).toBe(2);
    expect(() => (read.customer = 5 as never)).toThrow(/Order.customer: expected a string/);
    const [line] = read.lines;
    expect(() => new Order({ number: 2, customer: 'C', lines: [line!] })).toThrow(/belongs to Order 1/);
  });

  test('rules do not matter to what was stored before they were made', () => {
    const read = formOf(Money).read({ amount: '1.2345', currency: 'E' }) as Money;

    expect(read.amount.toFixed()).toBe('1.2345');
    expect(read.currency).toBe('E');
  });

  test('states have the names of their fields, messages the stored ones, and either is read', () => {
    @domain.event(Order)
    class Placed extends Event<Placed> {
      @field.string({ required: true, storedAs: 'customer_name', renamedFrom: 'client' })
      readonly customer!: string;
    }

    expect(formOf(Placed).write(new Placed({ customer: 'Ada' }))).toEqual({ customer_name: 'Ada' });
    expect(formOf(Order).write(new Order({ number: 1, customer: 'Ada' }))).toMatchObject({ customer: 'Ada' });
    for (const key of ['customer_name', 'customer', 'client'])
      expect(formOf(Placed).read({ [key]: 'Ada' })).toEqual(new Placed({ customer: 'Ada' }));
  });

  test('fields that came later get their defaults; without one they are refused by name', () => {
    const read = formOf(Order).read({ number: 1, customer: 'Ada' }) as Order;

    expect(read).toMatchObject({ paid: false, state: 'Open', wei: null, tags: [] });
    expect(read.lines.size).toBe(0);
    const error = thrownBy(() => formOf(Order).read({ number: 1 }));
    expect(DomainryError.is(error, 'STORED_DATA_UNREADABLE')).toBe(true);
    expect(error).toMatchObject({
      message:
        'Order.customer: the stored data have no value, and the field has no default. Give the field a default, make it optional, or add an upcaster that fills it in.',
      details: { element: 'Order', path: ['customer'], reason: 'missing' },
    });
  });

  test('an identity is never made up', () => {
    expect(() => formOf(Note).read({ text: '' })).toThrow(/Note.id: the stored data have no value/);
  });

  test('keys that no field has are refused with the one that was meant, or dropped and told', () => {
    const data = { number: 1, customer: 'Ada', lines: [{ id: 'a', quantity: 1, qantity: 2 }], old: 1 };

    expect(() => formOf(Order).read(data)).toThrow(
      /Order.lines\[0\].qantity: the stored data have this key, and no such field is known. Did you mean quantity\?/,
    );
    const dropped: unknown[] = [];
    const read = formOf(Order).read(data, {
      lenient: true,
      onDropped: (path) => dropped.push(path),
    }) as Order;
    expect(dropped).toEqual([['lines', 0, 'qantity'], ['old']]);
    expect(read.lines.size).toBe(1);
  });

  test.each([
    [{ customer: 5 }, /Order.customer: expected a text, and 5 is stored/],
    [{ paid: 'yes' }, /Order.paid: expected a boolean, and "yes" is stored/],
    [{ weight: '1' }, /Order.weight: expected a number/],
    [{ wei: 1.5 }, /Order.wei: expected an integer as a string of digits/],
    [{ placedAt: 'yesterday' }, /Order.placedAt: expected an instant/],
    [{ tags: 'a' }, /Order.tags: expected an array/],
    [{ tags: ['a', null] }, /Order.tags\[1\]: expected a text, and null is stored/],
    [{ fees: [{ amount: 'x', currency: 'EUR' }] }, /Order.fees\[0\].amount: expected a decimal number/],
    [{ rates: JSON.parse('{"__proto__": "1"}') }, /Order.rates.__proto__: expected a key/],
    [{ extra: JSON.parse('{"__proto__": {"polluted": 1}}') }, /Order.extra/],
    [{ colour: 5 }, /Order.colour/],
    [{ lines: {} }, /Order.lines: expected an array/],
    [{ lines: [5] }, /Order.lines\[0\]: expected an object with the fields, and 5 is stored/],
    [JSON.parse('{"__proto__": {"polluted": 1}}'), /no such field is known/],
    [{ constructor: { prototype: { polluted: 1 } } }, /no such field is known/],
  ])('hostile or damaged data are refused with the place, and pollute nothing: %j', (part, expected) => {
    const data = { number: 1, customer: 'Ada' };
    for (const [key, value] of Object.entries(part as object))
      Object.defineProperty(data, key, { value, enumerable: true });

    const error = thrownBy(() => formOf(Order).read(data)) as Error;

    expect(DomainryError.is(error, 'STORED_DATA_UNREADABLE')).toBe(true);
    expect(error.message).toMatch(expected);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([[null], [undefined], [5], ['{}'], [[]], [() => 1]])('%p is no state', (data) => {
    expect(() => formOf(Order).read(data)).toThrow(/Order: expected an object with the fields/);
  });

  test('data that are nested beyond all measure are refused', () => {
    let deep: unknown = { id: 'x', text: '' };
    for (let i = 0; i < 100_000; i++) deep = { id: 'x', text: '', replies: [deep] };

    expect(() => formOf(Note).read(deep)).toThrow(/expected data that are nested less deeply/);
  });

  test('names that every object inherits are fields like others', () => {
    @domain.valueObject
    class Odd extends ValueObject<Odd> {
      @field.string({ storedAs: 'hasOwnProperty' }) readonly own?: string;
      @field.dateTime({ storedAs: 'valueOf' }) readonly moment?: Date;
    }
    const odd = new Odd({ own: 'x', moment: new Date(5) });

    expect(formOf(Odd).read({})).toEqual(new Odd());
    expect(formOf(Odd).read(throughText(formOf(Odd).write(odd)))).toEqual(odd);
  });
});
