import { describe, expect, test } from '@jest/globals';
import { Aggregate, Entity, field, type Children, type Computed, type Defaulted } from '@domainry/core';
import { compilations } from '../elements/compilations.js';

const swap: unique symbol = Symbol('swap');

describe.each(compilations)('members of a class, %s', (_name, newDomain) => {
  const domain = newDomain();

  abstract class Measured<Self> extends Aggregate<Self> {
    @field.integer({ default: 0 }) width!: Defaulted<number>;
    @field.integer({ default: 0 }) height!: Defaulted<number>;

    stretch(by: number): void {
      this.width += by;
      this.check();
      this.height += by;
    }

    parts(): Iterable<string> {
      return ['base'];
    }

    set side(side: Computed<number>) {
      this.width = side;
      this.height = side;
      this.check();
    }

    protected check(): void {
      if (this.width > 10) throw new RangeError('too wide');
    }
  }

  @domain.entity('Box')
  class Lid extends Entity<Lid> {
    @field.integer({ default: 0 }) weight!: Defaulted<number>;
  }

  @domain.aggregate
  class Box extends Measured<Box> {
    @field.hasMany(Lid) readonly lids!: Children<Lid>;
    static readonly unit = 'cm';
    #opened = 0;
    transient: Computed<string> = 'a property that is no field';

    static square(side: number) {
      return new this({ width: side, height: side });
    }

    override stretch(by: number) {
      this.height += 1;
      super.stretch(by);
    }

    override *parts() {
      this.width += 1;
      yield 'generated';
      this.width += 1;
    }

    get area(): Computed<number> {
      return this.width * this.height;
    }

    [swap]() {
      [this.width, this.height] = [this.height, this.width];
      this.check();
    }

    override toString() {
      this.#opened++;
      return `${this.width}×${this.height}`;
    }

    get opened(): Computed<number> {
      return this.#opened;
    }

    override toDict() {
      return { ...super.toDict(), area: this.area };
    }
  }

  test('methods of abstract bases are changes, and super calls join them', () => {
    const box = new Box({ width: 5, height: 5 });

    expect(() => box.stretch(6)).toThrow(RangeError);

    expect([box.width, box.height]).toEqual([5, 5]);
    box.stretch(1);
    expect([box.width, box.height]).toEqual([6, 7]);
  });

  test('the setter of a user is one change', () => {
    const box = new Box({ width: 5, height: 5 });

    expect(() => (box.side = 11)).toThrow(RangeError);
    expect([box.width, box.height]).toEqual([5, 5]);
    box.side = 3;
    expect([box.width, box.height]).toEqual([3, 3]);
  });

  test('a method named by a symbol is one change', () => {
    const box = new Box({ width: 1, height: 11 });

    expect(() => box[swap]()).toThrow(RangeError);

    expect([box.width, box.height]).toEqual([1, 11]);
  });

  test('a generator over a method of the base is what is called, and each of its steps is a change by itself', () => {
    const box = new Box({ width: 1 });

    const steps = box.parts();

    expect(steps.next().value).toBe('generated');
    expect(box.width).toBe(2);
  });

  test('getters, private state, static members and members of Object.prototype work as written', () => {
    const box = Box.square(3);

    expect([box.area, Box.unit, `${box as unknown as string}`, box.opened]).toEqual([9, 'cm', '3×3', 1]);
  });

  test('properties that are no fields stay as they are, and are in no dict', () => {
    const box = new Box();
    box.transient = 'changed';

    expect(box.transient).toBe('changed');
    expect(Object.keys(box.toDict())).toEqual(['width', 'height', 'lids', 'id', 'area']);
  });

  test('toDict may be extended, and is what JSON.stringify writes', () => {
    const box = new Box({ id: 'b', width: 2, height: 3, lids: [{ id: 'l' }] });

    expect(JSON.parse(JSON.stringify({ box }))).toEqual({
      box: { width: 2, height: 3, lids: [{ weight: 0, id: 'l' }], id: 'b', area: 6 },
    });
    expect(JSON.stringify(box.lids)).toBe('[{"weight":0,"id":"l"}]');
  });

  test('a guarded method keeps its name and length', () => {
    const box = new Box();

    expect([box.stretch.name, box.stretch.length]).toEqual(['stretch', 1]);
  });

  test('an asynchronous method is refused when the class is used', () => {
    const other = newDomain();
    @other.aggregate
    class Slow extends Aggregate<Slow> {
      async wait() {
        await Promise.resolve();
      }
    }

    expect(() => new Slow()).toThrow(/Slow\.wait.*asynchronous/);
  });
});
