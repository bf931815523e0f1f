import { describe, expect, test } from '@jest/globals';
import { DomainryError, ValidationError, versionOf } from '@domainry/core';
import { compilations, thrownBy } from '../elements/compilations.js';
import { TooHeavy, shopIn } from './shop.js';

describe.each(compilations)('a change, %s', (_name, newDomain) => {
  const { Order, Line, LineChanged, build, takeChecks } = shopIn(newDomain());

  test('a method may pass through states that break rules', () => {
    const order = build();

    order.lines.get('a')!.setQuantity(5);

    expect(order.lines.get('a')!.quantity).toBe(5);
  });

  test('a method that throws leaves no trace, at whatever depth it changed something', () => {
    const order = build();
    const before = order.toDict();
    const [a, b, c] = order.lines;
    const home = order.address;

    const error = thrownBy(() =>
      order.failAfter(() => {
        order.name = 'other';
        a!.parts.get('a1')!.weigh(7);
        a!.parts.add({ id: 'a2' });
        order.lines.remove(b!);
        b!.quantity = 9;
        order.lines.add(new Line({ id: 'd' }));
        order.returned.add(order.lines.remove('c'));
        order.address = undefined;
        home!.town = 'Athens';
        order.raise_(new LineChanged({ line: 'b' }));
      }),
    );

    expect(error).toBeInstanceOf(RangeError);
    expect(order.toDict()).toEqual(before);
    expect([...order.lines]).toEqual([a, b, c]);
    expect([...order.lines].every((line, index) => line === [a, b, c][index])).toBe(true);
    expect(order.address).toBe(home);
    expect(order.pendingEvents).toEqual([]);
    expect(versionOf(order)).toBe(-1);
    order.lines.remove(b!);
    expect(order.lines.size).toBe(2);
  });

  test('an error of the user surfaces as it is, not masked by rules that are broken too', () => {
    const order = build();

    expect(() => order.failAfter(() => (order.limit = 0))).toThrow(RangeError);
    expect(order.limit).toBe(10);
  });

  test('nested methods join the outermost, whose end is when rules are checked', () => {
    const order = build();
    takeChecks();

    order.run(() => {
      order.lines.get('a')!.setQuantity(20);
      order.rename('big');
      order.limit = 50;
    });

    expect(order.name).toBe('big');
    expect(takeChecks().filter((check) => check === 'post order')).toHaveLength(1);
  });

  test('an error that a method catches does not end its change', () => {
    const order = build();

    order.run(() => {
      order.name = 'kept';
      expect(() => order.lines.get('a')!.parts.get('a1')!.weigh(Number.NaN)).toThrow(ValidationError);
      order.lines.get('a')!.parts.get('a1')!.weight = 3;
    });

    expect(order.name).toBe('kept');
    expect(order.lines.get('a')!.parts.get('a1')!.weight).toBe(3);
  });

  test('an assignment from outside is a change of its own', () => {
    const order = build();

    expect(() => (order.limit = 5)).toThrow(ValidationError);

    expect(order.limit).toBe(10);
    order.limit = 6;
    expect(order.limit).toBe(6);
  });

  test('a change of a child from outside is guarded by the rules of the root', () => {
    const order = build();
    const line = order.lines.get('c')!;

    expect(() => line.setQuantity(8)).toThrow(ValidationError);
    expect(() => (line.quantity = 8)).toThrow(ValidationError);

    expect(line.quantity).toBe(3);
    expect(order.pendingEvents).toEqual([]);
  });

  test('a rule of a child three levels deep takes everything back', () => {
    const order = build();
    const part = order.lines.get('a')!.parts.get('a1')!;

    const error = thrownBy(() =>
      order.atomically(() => {
        order.name = 'heavy';
        part.weight = 101;
      }),
    );

    expect(error).toBeInstanceOf(TooHeavy);
    expect([order.name, part.weight]).toEqual(['new', 1]);
  });

  test('a detached entity is a cluster of its own', () => {
    const line = new Line({ id: 'x', parts: [{ id: 'x1' }] });

    expect(() => (line.quantity = 0)).toThrow(ValidationError);
    expect(() => line.parts.get('x1')!.weigh(101)).toThrow(TooHeavy);
    line.atomically(() => {
      line.quantity = 0;
      line.quantity = 4;
    });

    expect(line.toDict()).toMatchObject({ quantity: 4, parts: [{ id: 'x1', weight: 0 }] });
  });

  test('only what was changed is checked, and the way from there to the root', () => {
    const order = build();
    takeChecks();

    order.lines.get('a')!.parts.get('a1')!.weigh(5);

    expect(takeChecks()).toEqual(['pre a', 'pre order', 'post order', 'post a1', 'post a']);
  });

  test('reading checks nothing', () => {
    const order = build();
    takeChecks();

    order.run(() => order.toDict());
    order.name = 'new';
    order.lines.replaceAll([...order.lines]);

    expect(takeChecks()).toEqual([]);
  });

  test('a method gives what it gives', () => {
    const order = build();
    const given = { next: 1 };

    expect(order.run(() => given)).toBe(given);
    expect(order.run(() => null)).toBeNull();
    expect(order.run(() => undefined)).toBeUndefined();
  });
});

describe.each(compilations)('atomically, %s', (_name, newDomain) => {
  const { Order, build, takeChecks } = shopIn(newDomain());

  test('several assignments are one change', () => {
    const order = build();

    order.atomically(() => {
      order.limit = 3;
      order.lines.clear();
    });

    expect(order.limit).toBe(3);
  });

  test('blocks nest, and only the outermost is checked', () => {
    const order = build();
    takeChecks();

    order.atomically(() => {
      order.limit = 0;
      order.atomically(() => (order.name = 'inner'));
      order.lines.get('a')!.atomically(() => (order.lines.get('a')!.quantity = 0));
      order.limit = 10;
      order.lines.get('a')!.quantity = 1;
    });

    expect(takeChecks().filter((check) => check.startsWith('post'))).toEqual(['post order', 'post a']);
  });

  test('a block gives what it gives, and its own error wins over rules that are broken', () => {
    const order = build();

    expect(order.atomically(() => 42)).toBe(42);
    const error = thrownBy(() =>
      order.atomically(() => {
        order.limit = 0;
        throw new SyntaxError('mine');
      }),
    );

    expect(error).toBeInstanceOf(SyntaxError);
    expect(order.limit).toBe(10);
  });

  test('an asynchronous block is refused, and what it did so far is taken back', () => {
    const order = build();

    const error = thrownBy(() =>
      order.atomically(async () => {
        order.name = 'async';
        await Promise.reject(new Error('nobody sees it'));
      }),
    );

    expect(DomainryError.is(error, 'ASYNC_CHANGE')).toBe(true);
    expect(order.name).toBe('new');
  });

  test('a method that gives a promise is refused, and what it did is taken back', () => {
    const order = build();
    const line = order.lines.get('a')!;

    const error = thrownBy(() =>
      order.run(() => {
        line.quantity = 2;
        return Promise.resolve();
      }),
    );

    expect(DomainryError.is(error, 'ASYNC_CHANGE')).toBe(true);
    expect((error as Error).message).toContain('run');
    expect(line.quantity).toBe(1);
  });

  test('one aggregate may be changed in the method of another; each is a change of its own', () => {
    const one = build();
    const other = build();

    expect(() =>
      one.failAfter(() => {
        one.name = 'one';
        other.rename('other');
        expect(() => (other.limit = 0)).toThrow(ValidationError);
      }),
    ).toThrow(RangeError);

    expect([one.name, other.name, other.limit]).toEqual(['new', 'other', 10]);
    expect(new Order().name).toBe('new');
  });
});
