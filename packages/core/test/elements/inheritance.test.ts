import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  type Computed,
  type DomainryError,
  ValueObject,
  field,
  invariant,
  type Defaulted,
} from '@domainry/core';
import { compilations, thrownBy } from './compilations.js';

describe.each(compilations)('inheritance, %s', (_name, newDomain) => {
  test('fields, rules and the defaults() hook of abstract bases are inherited, decorated or not', () => {
    const domain = newDomain();
    abstract class Tracked<Self> extends Aggregate<Self> {
      @field.string({ default: 'nobody' }) createdBy!: Defaulted<string>;
      protected override defaults() {
        if (this.createdBy === 'me') this.createdBy = 'root';
      }
    }
    @domain.aggregate({ abstract: true })
    abstract class Priced<Self> extends Tracked<Self> {
      @field.integer({ default: 1 }) price!: Defaulted<number>;
      @invariant.post('Positive')
      mustBePositive() {
        return this.price > 0;
      }
    }
    @domain.aggregate
    class Book extends Priced<Book> {
      @field.string({ required: true }) title!: string;
    }
    @domain.aggregate
    class Pen extends Priced<Pen> {
      @invariant.post('Cheap')
      override mustBePositive() {
        return this.price > 0 && this.price < 5;
      }
    }

    expect(new Book({ id: '1', title: 't', createdBy: 'me' }).toDict()).toEqual({
      createdBy: 'root',
      price: 1,
      title: 't',
      id: '1',
    });
    expect(() => new Book({ title: 't', price: 0 })).toThrow('Positive');
    expect(() => new Pen({ price: 7 })).toThrow('Cheap');
    expect(new Pen() instanceof Priced).toBe(true);
  });

  test('abstract, undecorated and derived classes are not half-built but refused', () => {
    const domain = newDomain();
    @domain.aggregate({ abstract: true })
    class Shape extends Aggregate<Shape> {}
    @domain.aggregate
    class Circle extends Aggregate<Circle> {
      @field.integer({ default: 1 }) radius!: Defaulted<number>;
    }
    class Disc extends Circle {}
    class Loose extends ValueObject<Loose> {}

    expect(thrownBy(() => new Shape())).toMatchObject({ code: 'ABSTRACT_ELEMENT' });
    expect(thrownBy(() => new Loose())).toMatchObject({ code: 'CLASS_NOT_REGISTERED' });
    expect(thrownBy(() => new Disc())).toMatchObject({ code: 'CLASS_NOT_REGISTERED' });
    expect(thrownBy(() => new Disc({ radius: 2 }))).toMatchObject({ code: 'CLASS_NOT_REGISTERED' });
    expect(thrownBy(() => Disc.fromDict({}))).toMatchObject({ code: 'CLASS_NOT_REGISTERED' });
    expect(thrownBy(() => Loose.fromDict({}))).toMatchObject({ code: 'CLASS_NOT_REGISTERED' });
  });

  test('a field with an initialiser is refused in every build, also when only some have one', () => {
    const domain = newDomain();
    @domain.aggregate
    class Early extends Aggregate<Early> {
      @field.integer({ default: 1 }) first!: Defaulted<number>;
      @field.integer({ default: 1 }) second: Defaulted<number> = 5;
    }
    @domain.valueObject
    class Fixed extends ValueObject<Fixed> {
      @field.string({ default: 'a' }) readonly name: Defaulted<string> = 'b';
    }
    @domain.aggregate
    class Mixed extends Aggregate<Mixed> {
      transient: Computed<number> = 1;
      @field.string({ nullable: true }) name: string | null = null;
    }

    for (let attempt = 0; attempt < 2; attempt++) {
      expect(thrownBy(() => new Early())).toMatchObject({
        code: 'FIELD_INITIALISER',
        details: { element: 'Early', field: 'second' },
      });
      expect(thrownBy(() => new Fixed())).toMatchObject({ code: 'FIELD_INITIALISER' });
      expect(thrownBy(() => new Mixed({ name: 'x' }))).toMatchObject({ code: 'FIELD_INITIALISER' });
    }
  });

  test('properties that are no fields live beside fields, in any order', () => {
    const domain = newDomain();
    @domain.aggregate
    class Cached extends Aggregate<Cached> {
      before: Computed<string[]> = ['x'];
      @field.integer({ default: 1 }) first!: Defaulted<number>;
      between?: Computed<number>;
      @field.integer({ default: 2 }) second!: Defaulted<number>;
      after: Computed<number> = this.before.length;
    }
    const one = new Cached({ first: 5 });
    const other = Cached.fromDict({ second: 6 });

    one.atomically(() => (one.first = 6));
    one.between = 3;

    expect([one.before, one.first, one.between, one.second, one.after]).toEqual([['x'], 6, 3, 2, 1]);
    expect([other.before, other.first, other.between, other.second]).toEqual([['x'], 1, undefined, 6]);
    expect(one.before).not.toBe(other.before);
    expect(Object.keys(one.toDict())).toEqual(['first', 'second', 'id']);
  });

  test('constructors with parameters, or that hand nothing on, are refused', () => {
    const domain = newDomain();
    @domain.aggregate
    class Own extends Aggregate<Own> {
      constructor(name: string) {
        super({ id: name });
      }
    }
    @domain.aggregate
    class Silent extends Aggregate<Silent> {
      constructor() {
        super();
      }
    }

    expect(thrownBy(() => new Own('x'))).toMatchObject({ code: 'MODEL_INVALID' });
    expect((thrownBy(() => new Own('x')) as DomainryError).message).toContain('constructor with parameters');
    expect(thrownBy(() => new Silent())).toMatchObject({ code: 'CONSTRUCTOR_ARGUMENT' });
  });

  test('a getter or method of a subclass cannot take the place of a field', () => {
    const domain = newDomain();
    abstract class Sized<Self> extends Aggregate<Self> {
      @field.integer({ default: 1 }) size!: Defaulted<number>;
    }
    class Getter extends Sized<Getter> {}
    Object.defineProperty(Getter.prototype, 'size', { get: () => 5, configurable: true });
    class Method extends Sized<Method> {}
    Object.defineProperty(Method.prototype, 'size', { value: () => 5, configurable: true });

    for (const written of [Getter, Method]) {
      const cls = domain.aggregate(written as typeof Getter);
      expect(() => new cls()).toThrow(/size.*in place of a field of its base class/);
    }
  });

  test('a class with problems refuses to be used each time, not only the first', () => {
    const domain = newDomain();
    @domain.aggregate
    class Wrong extends Aggregate<Wrong> {
      @field.string({ default: 'x', maxLength: -1 }) name!: Defaulted<string>;
    }

    for (let attempt = 0; attempt < 2; attempt++) {
      expect(thrownBy(() => new Wrong())).toMatchObject({ code: 'MODEL_INVALID' });
      expect(thrownBy(() => Wrong.fromDict({}))).toMatchObject({ code: 'MODEL_INVALID' });
    }
  });
});
