import { describe, expect, test } from '@jest/globals';
import { Aggregate, DomainService, Entity, Event, field, versionOf, type Children } from '@domainry/core';
import {
  hasPendingEvents,
  isModified,
  markReadOnly,
  markSaved,
  markStale,
  requireSavable,
} from '../../src/elements/saved-state.js';
import { compilations, thrownBy } from './compilations.js';

describe.each(compilations)('what an aggregate knows of its store, %s', (_name, newDomain) => {
  const domain = newDomain();

  @domain.event('Box')
  class Shaken extends Event<Shaken> {}

  @domain.entity('Box')
  class Item extends Entity<Item> {
    @field.integer({ required: true }) size!: number;
    grow() {
      this.size += 1;
    }
  }

  @domain.aggregate
  class Box extends Aggregate<Box> {
    @field.integer({ required: true, min: 0 }) size!: number;
    @field.hasMany(Item) readonly items!: Children<Item>;
    grow() {
      this.size += 1;
    }
    growItems() {
      for (const item of this.items) item.grow();
    }
    shake() {
      this.raise_(new Shaken());
    }
    look() {
      return this.size;
    }
  }

  @domain.domainService({ aggregates: [Box] })
  class Packing extends DomainService {
    constructor(private readonly box: Box) {
      super();
    }
    pack(fails: boolean) {
      this.box.grow();
      this.box.growItems();
      if (fails) throw new Error('no room');
    }
  }

  const newBox = (): Box => new Box({ size: 1, items: [{ id: 'a', size: 1 }] });

  test.each<[string, (box: Box) => unknown]>([
    ['a method', (box) => box.grow()],
    ['an assignment', (box) => (box.size = 5)],
    ['a method of a child', (box) => box.items.get('a')!.grow()],
    ['an assignment to a child', (box) => (box.items.get('a')!.size = 5)],
    ['a method that changes children only', (box) => box.growItems()],
    ['an operation on a collection', (box) => box.items.add({ size: 1 })],
    ['a block', (box) => box.atomically(() => box.grow())],
    ['an event', (box) => box.shake()],
    ['a service', (box) => new Packing(box).pack(false)],
  ])('counts the change by %s', (_what, act) => {
    const box = newBox();
    expect(isModified(box)).toBe(false);

    act(box);
    expect(isModified(box)).toBe(true);

    markSaved(box, 4);
    expect([isModified(box), versionOf(box)]).toEqual([false, 4]);
  });

  test.each<[string, (box: Box) => unknown]>([
    ['reading', (box) => box.look()],
    ['assigning what is there', (box) => (box.size = 1)],
    ['a change that is refused', (box) => (box.size = -1)],
    [
      'a block that throws',
      (box) =>
        box.atomically(() => {
          box.grow();
          throw new Error('no');
        }),
    ],
    ['a service that throws', (box) => new Packing(box).pack(true)],
  ])('does not count %s', (_what, act) => {
    const box = newBox();

    try {
      act(box);
    } catch {
      // Refused, as it should be.
    }

    expect([isModified(box), hasPendingEvents(box)]).toEqual([false, false]);
  });

  test.each([
    ['AGGREGATE_STALE', markStale],
    ['AGGREGATE_READ_ONLY', markReadOnly],
  ] as const)('refuses every change with %s, and shows everything', (code, mark) => {
    const box = newBox();
    mark(box);

    for (const act of [
      () => box.grow(),
      () => (box.size = 7),
      () => box.shake(),
      () => box.items.clear(),
      () => box.items.get('a')!.grow(),
      () => box.atomically(() => box.grow()),
      () => requireSavable(box),
      () => new Packing(box).pack(false),
    ])
      expect(thrownBy(act)).toMatchObject({ code });
    expect([box.look(), box.size, box.items.size, box.toDict().size]).toEqual([1, 1, 1, 1]);
    expect(isModified(box)).toBe(false);
  });

  test('is not saved from inside one of its methods', () => {
    const box = newBox();

    expect(thrownBy(() => box.atomically(() => requireSavable(box)))).toMatchObject({ code: 'ASYNC_CHANGE' });
  });
});
