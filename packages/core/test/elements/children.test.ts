import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { ValidationError } from '@domainry/core';
import { shopIn } from '../change/shop.js';
import { timeOf } from '../is-quick.js';
import { compilations, thrownBy } from './compilations.js';

describe.each(compilations)('children, %s', (_name, newDomain) => {
  const { Order, Line, Part, Address, build } = shopIn(newDomain());
  const idsOf = (children: Iterable<{ id: string }>): string[] => [...children].map(({ id }) => id);

  test('a child is given as an entity or as the values to build one from', () => {
    const order = new Order();
    const line = new Line({ id: 'x' });

    expect(order.lines.add(line)).toBe(line);
    expect(order.lines.add({ id: 'y', quantity: 2 })).toBeInstanceOf(Line);

    expect(idsOf(order.lines)).toEqual(['x', 'y']);
    expect(order.lines.size).toBe(2);
  });

  test('children are found by identity and by test', () => {
    const { lines } = build();

    expect(lines.get('b')!.quantity).toBe(2);
    expect(lines.get('nobody')).toBeUndefined();
    expect([lines.has('a'), lines.has(lines.get('a')!), lines.has(new Line({ id: 'a' }))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(lines.find((line) => line.quantity > 1)!.id).toBe('b');
    expect(idsOf(lines.filter((line) => line.quantity > 1))).toEqual(['b', 'c']);
    expect(lines.map((line) => line.quantity)).toEqual([1, 2, 3]);
    expect([lines.some((line) => line.quantity > 2), lines.every((line) => line.quantity > 2)]).toEqual([
      true,
      false,
    ]);
    expect(lines.sum((line) => line.quantity)).toBe(6);
  });

  test('a refused child is not added, whatever refuses it', () => {
    const order = build();
    const before = order.toDict();
    const other = build();

    expect(thrownBy(() => order.lines.add({ id: 'a' }))).toMatchObject({ code: 'DUPLICATE_CHILD' });
    expect(thrownBy(() => order.lines.add(other.lines.get('b')!))).toMatchObject({ code: 'DUPLICATE_CHILD' });
    expect(thrownBy(() => order.returned.add(other.lines.get('b')!))).toMatchObject({ code: 'CHILD_OWNED' });
    expect(thrownBy(() => order.returned.add(order.lines.get('b')!))).toMatchObject({ code: 'CHILD_OWNED' });
    expect(() => order.lines.add({ id: 'x', quantity: 0 })).toThrow('At least one');
    expect(() => order.lines.add({ id: 'x', quantity: 5 })).toThrow('is exceeded');
    expect(() => order.lines.add(new Address({ town: 'Rome' }) as never)).toThrow(ValidationError);
    for (const wrong of [undefined, null, 1, 'a', [], Symbol('s')])
      expect(() => order.lines.add(wrong as never)).toThrow(ValidationError);

    expect(order.toDict()).toEqual(before);
  });

  test('violations of a child say where it would have been', () => {
    const error = thrownBy(() => build().lines.add({ quantity: 'many' } as never)) as ValidationError;

    expect(error.violations).toMatchObject([
      { path: ['lines', 3, 'quantity'], code: 'type', received: 'many' },
    ]);
    expect(error.message).toContain('Order.lines[3].quantity: ');
  });

  test('what add refuses, it refuses as construction does', () => {
    const refused = [
      { quantity: 'many', sku: 5 },
      { quantity: 0 },
      { quantty: 1 },
      { id: '' },
      { parts: [{ weight: 'much' }, { id: 7 }] },
      { parts: [{ id: 'p' }, { id: 'p' }] },
      { parts: 5 },
      new Address({ town: 'Rome' }),
      [],
      7,
    ];

    for (const values of refused) {
      const [added, constructed] = [
        thrownBy(() => new Order().lines.add(values as never)),
        thrownBy(() => new Order({ lines: [values as never] })),
      ] as Error[];
      expect(added).toEqual(constructed);
      expect(JSON.stringify(added)).toBe(JSON.stringify(constructed));
    }
  });

  test('a removed child is free, and may be added again or elsewhere', () => {
    const order = build();
    const other = new Order();

    const line = order.lines.remove('b');
    other.lines.add(line);
    other.lines.remove(line);
    order.returned.add(line);

    expect([idsOf(order.lines), idsOf(order.returned), other.lines.size]).toEqual([['a', 'c'], ['b'], 0]);
  });

  test('what is not there cannot be removed', () => {
    const order = build();

    for (const wrong of ['x', new Line({ id: 'a' }), null, undefined, {}])
      expect(thrownBy(() => order.lines.remove(wrong as never))).toMatchObject({ code: 'CHILD_NOT_FOUND' });
    expect(order.lines.size).toBe(3);
  });

  test('replaceAll keeps those that stay, in the new order, and refuses before it changes anything', () => {
    const order = build();
    const [a, , c] = order.lines;

    order.lines.replaceAll([c!, { id: 'd' }, a!]);

    expect(idsOf(order.lines)).toEqual(['c', 'd', 'a']);
    expect(order.lines.get('a')).toBe(a);
    order.run(() => {
      expect(() => order.lines.replaceAll([{ id: 'x' }, { id: 'x' }])).toThrow(/already holds/);
      expect(() => order.lines.replaceAll([{ id: 'x' }, build().lines.get('a')!])).toThrow(/cannot be put/);
      expect(() => order.lines.replaceAll([{ id: 'x' }, { quantity: 'x' } as never])).toThrow(
        ValidationError,
      );
      for (const wrong of [undefined, null, 5, {}])
        expect(() => order.lines.replaceAll(wrong as never)).toThrow(ValidationError);
    });
    expect(idsOf(order.lines)).toEqual(['c', 'd', 'a']);
    order.lines.clear();
    expect(order.lines.size).toBe(0);
  });

  test('children may be added and removed while they are gone through', () => {
    const order = build();

    order.run(() => {
      for (const line of order.lines) {
        order.lines.remove(line);
        order.lines.add(line);
      }
      for (const line of order.lines) if (line.quantity === 2) order.lines.remove(line);
    });

    expect(idsOf(order.lines)).toEqual(['a', 'c']);
    expect(idsOf(order.lines.removeWhere((line) => line.quantity < 3))).toEqual(['a']);
  });

  test('a child removed and changed in a refused change comes back as it was', () => {
    const order = build();
    const line = order.lines.get('b')!;

    expect(() =>
      order.failAfter(() => {
        order.lines.remove(line);
        line.quantity = 7;
        line.parts.add({ id: 'p' });
      }),
    ).toThrow(RangeError);

    expect(idsOf(order.lines)).toEqual(['a', 'b', 'c']);
    expect([line.quantity, line.parts.size]).toEqual([2, 0]);
    expect(() => (line.quantity = 8)).toThrow('is exceeded');
  });

  test('a child cannot go into another cluster while the change that removed it may still be refused', () => {
    const order = build();
    const other = new Order();

    expect(() =>
      order.failAfter(() => {
        const line = order.lines.remove('b');
        expect(thrownBy(() => other.lines.add(line))).toMatchObject({ code: 'CHILD_OWNED' });
        expect(thrownBy(() => new Order({ lines: [line] }))).toMatchObject({ code: 'CHILD_OWNED' });
      }),
    ).toThrow(RangeError);

    expect([idsOf(order.lines), other.lines.size]).toEqual([['a', 'b', 'c'], 0]);
  });

  test('a new parent may be built around removed children; they go back when the change is refused', () => {
    const order = build();
    const part = order.lines.get('a')!.parts.get('a1')!;
    const regroup = (): void => {
      order.lines.get('a')!.parts.remove(part);
      const line = new Line({ id: 'd', parts: [part] });
      part.weigh(50);
      order.lines.add(line);
    };

    expect(() => order.failAfter(regroup)).toThrow(RangeError);
    expect([order.lines.get('a')!.parts.get('a1'), part.weight]).toEqual([part, 1]);
    order.run(regroup);
    expect([order.lines.get('d')!.parts.get('a1'), part.weight]).toEqual([part, 50]);
  });

  test('a construction that fails leaves its children where they were', () => {
    const owned = build();
    const [line, address] = [new Line({ id: 'x' }), owned.address!];

    expect(thrownBy(() => new Order({ lines: [line], address }))).toMatchObject({ code: 'CHILD_OWNED' });

    expect(thrownBy(() => new Order({ address }))).toMatchObject({ code: 'CHILD_OWNED' });
    expect(() => new Order({ lines: [line], limit: 0 })).toThrow('is exceeded');
    expect(new Order({ lines: [line] }).lines.size).toBe(1);
  });

  test('an entity cannot be put below itself, or into its own parent twice', () => {
    const line = new Line({ parts: [{ id: 'p' }] });
    const part = line.parts.get('p')!;

    expect(thrownBy(() => line.parts.add(part))).toMatchObject({ code: 'DUPLICATE_CHILD' });
    expect(thrownBy(() => line.parts.add(line as never))).toBeInstanceOf(ValidationError);
    expect(new Part().weight).toBe(0);
  });

  test('an association with one entity takes an entity, values, or nothing', () => {
    const order = build();
    const former = order.address!;

    order.address = former;
    order.address = { town: 'Oslo' } as never;
    expect(order.toDict().address).toMatchObject({ town: 'Oslo' });
    order.address = former;
    expect(order.address).toBe(former);
    order.address = undefined;
    expect(order.address).toBeUndefined();
    expect('address' in order.toDict()).toBe(false);
  });

  test('a refused assignment leaves the former entity in place, even inside a method that goes on', () => {
    const order = build();
    const former = order.address!;
    const taken = build().address!;

    order.run(() => {
      expect(thrownBy(() => (order.address = taken))).toMatchObject({ code: 'CHILD_OWNED' });
      former.town = 'Bern';
    });

    expect(order.address).toBe(former);
    expect(() => order.failAfter(() => (former.town = 'Kyiv'))).toThrow(RangeError);
    expect(former.town).toBe('Bern');
  });

  test('a collection cannot be assigned, and prints its children', () => {
    const order = build();

    expect(thrownBy(() => ((order as { lines: unknown }).lines = []))).toMatchObject({ code: 'IMMUTABLE' });
    expect(inspect(build().lines)).toMatch(/^Children\(3\) \[\s+Line \{\s+sku: 'thing'/);
  });

  test('adding children one by one takes time in proportion to their number', () => {
    const addTo = (count: number): number => {
      const order = new Order({ limit: count });
      const time = timeOf(() =>
        order.run(() => {
          for (let i = 0; i < count; i++) order.lines.add({ id: `l${i}` });
        }),
      );
      expect(order.lines.size).toBe(count);
      return time;
    };
    for (let round = 0; round < 5; round++) addTo(1000);

    const few = Math.min(...Array.from({ length: 10 }, () => addTo(1000)));
    const many = Math.min(addTo(10_000), addTo(10_000), addTo(10_000));

    // Ten times as many; a hundred times as long if it were quadratic.
    expect(many / few).toBeLessThan(50);
  });
});
