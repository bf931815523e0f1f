import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Entity,
  ValueObject,
  field,
  invariant,
  type Children,
  type Computed,
  type Defaulted,
} from '@domainry/core';
import { compilations, thrownBy } from '../elements/compilations.js';

describe.each(compilations)('accessor fields, %s', (_name, newDomain) => {
  const domain = newDomain();

  @domain.valueObject
  class Size extends ValueObject<Size> {
    @field.integer({ required: true, min: 1 }) accessor width!: number;
  }

  @domain.entity('Shelf')
  class Book extends Entity<Book> {
    @field.string({ default: 'untitled' }) accessor title!: Defaulted<string>;
  }

  abstract class Named<Self> extends Aggregate<Self> {
    @field.string({ default: 'shelf' }) accessor name!: Defaulted<string>;
  }

  @domain.aggregate
  class Shelf extends Named<Shelf> {
    transient: Computed<number> = 1;
    @field.integer({ default: 2 }) accessor most!: Defaulted<number>;
    @field.integer({ default: 0 }) plain!: Defaulted<number>;
    @field.valueObject(Size) accessor size: Size | undefined;
    @field.hasMany(Book) accessor books!: Children<Book>;

    @invariant.post('There is room')
    mustHaveRoom() {
      return this.books.size <= this.most;
    }

    fill(count: number) {
      this.name = 'filled';
      this.plain = count;
      for (let i = 0; i < count; i++) this.books.add({ id: `b${i}` });
    }
  }

  test('they are fields as any other: built, read, changed and checked', () => {
    const shelf = new Shelf({ id: 's', size: { width: 3 } });

    shelf.fill(2);
    shelf.transient = 5;

    expect(shelf.toDict()).toEqual({
      name: 'filled',
      most: 2,
      plain: 2,
      size: { width: 3 },
      books: [
        { title: 'untitled', id: 'b0' },
        { title: 'untitled', id: 'b1' },
      ],
      id: 's',
    });
    expect(shelf.transient).toBe(5);
    expect(Shelf.fromDict(shelf.toDict()).toDict()).toEqual(shelf.toDict());
  });

  test('a refused change leaves no trace in them', () => {
    const shelf = new Shelf({ books: [{ id: 'x' }] });
    const before = shelf.toDict();

    expect(() => shelf.fill(3)).toThrow('There is room');
    expect(() => (shelf.most = 0)).toThrow('There is room');
    expect(() => (shelf.most = 'many' as never)).toThrow(/Shelf\.most/);
    expect(thrownBy(() => ((new Size({ width: 1 }) as { width: number }).width = 2))).toMatchObject({
      code: 'IMMUTABLE',
    });

    expect(shelf.toDict()).toEqual(before);
  });
});
