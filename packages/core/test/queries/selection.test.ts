import { describe, expect, test } from '@jest/globals';
import { Decimal, DomainryError, or, type Results, type Selection } from '@domainry/core';
import { CursorSigner } from '../../src/queries/cursor.js';
import { Line, Money, Order, ordersIn, storeOf } from './shop.js';

async function shopOf(...given: readonly Order[]): Promise<Selection<Order>> {
  return ordersIn(await storeOf(given));
}

function orderOf(code: string, values: Partial<ConstructorParameters<typeof Order>[0]> = {}): Order {
  return new Order({ code, quantity: 0, ...values });
}

async function codes(results: Results<Order>): Promise<string[]> {
  return (await results.all()).map(({ code }) => code);
}

async function refused(act: () => unknown): Promise<DomainryError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof DomainryError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('selections', () => {
  test('are immutable: each step gives another one', async () => {
    const all = await shopOf(orderOf('a', { city: 'Rome' }), orderOf('b'));
    const roman = all.where({ city: 'Rome' });
    const none = roman.where({ city: 'Oslo' });

    expect(await codes(all.orderBy('-code'))).toEqual(['b', 'a']);
    expect(await codes(roman)).toEqual(['a']);
    expect(await codes(none)).toEqual([]);
    expect(await codes(all.orderBy('code').offset(1))).toEqual(['b']);
    expect(await all.count()).toBe(2);
  });

  test('give whole aggregates, as they were stored', async () => {
    const order = orderOf('a', {
      price: { amount: new Decimal('1.5'), currency: 'EUR' },
      placedAt: new Date(5),
      wei: 10n ** 20n,
      lines: [{ quantity: 2 }],
    });
    const found = await (await shopOf(order)).one();

    expect(found).toBeInstanceOf(Order);
    expect(found.toDict()).toEqual(order.toDict());
    expect(found.lines.toArray()[0]).toBeInstanceOf(Line);
  });

  test('first, one, exists and count say what there is', async () => {
    const all = await shopOf(orderOf('a'), orderOf('b'));
    const none = all.where({ code: 'z' });

    expect((await all.orderBy('-code').first())?.code).toBe('b');
    expect(await none.first()).toBeUndefined();
    expect((await all.where({ code: 'a' }).one()).code).toBe('a');
    await expect(none.one()).rejects.toMatchObject({ code: 'RESULT_MISSING' });
    await expect(all.one()).rejects.toMatchObject({ code: 'RESULT_AMBIGUOUS' });
    expect([await all.exists(), await none.exists()]).toEqual([true, false]);
    expect([await all.count(), await none.count()]).toEqual([2, 0]);
  });

  test('order by several fields, by code points, numbers as numbers, absent values where they are wanted', async () => {
    const all = await shopOf(
      orderOf('a', { city: 'b', total: new Decimal('10') }),
      orderOf('b', { city: '\u{1F600}', total: new Decimal('9') }),
      orderOf('c', { city: '\uFFFD' }),
      orderOf('d', { city: 'B', total: new Decimal('10.0') }),
      orderOf('e', { total: new Decimal('-1'), price: { amount: new Decimal(1), currency: 'x' } }),
    );

    expect(await codes(all.orderBy('city'))).toEqual(['d', 'a', 'c', 'b', 'e']);
    expect(await codes(all.orderBy('-city'))).toEqual(['b', 'c', 'a', 'd', 'e']);
    expect(await codes(all.orderBy('total', '-code'))).toEqual(['e', 'b', 'd', 'a', 'c']);
    expect(
      await codes(all.orderBy({ field: 'total', direction: 'descending', absent: 'first' }, 'code')),
    ).toEqual(['c', 'a', 'd', 'b', 'e']);
    expect((await all.orderBy('-price.amount').first())?.code).toBe('e');
    expect((await codes(all.orderBy('-id'))).join('')).toBe('edcba');
  });

  test('limit and offset cut the results, and nothing else does', async () => {
    const all = (await shopOf(...Array.from('abcdef', (code) => orderOf(code)))).orderBy('code');

    expect(await codes(all)).toHaveLength(6);
    expect(await codes(all.limit(2).offset(1))).toEqual(['b', 'c']);
    expect(await codes(all.limit(0))).toEqual([]);
    expect(await all.limit(0).first()).toBeUndefined();
    for (const wrong of [-1, 1.5, Number.NaN, '2' as never]) {
      expect((await refused(() => all.limit(wrong))).code).toBe('QUERY_INVALID');
    }
  });

  test('what is about everything that matches refuses a limit, which would have no effect', async () => {
    const some = (await shopOf()).limit(1);
    const shifted = (await shopOf()).offset(1);

    for (const act of [
      () => some.count(),
      () => some.exists(),
      () => some.sum('quantity'),
      () => some.update({ quantity: 1 }),
      () => some.delete(),
      () => some.page({ size: 1 }),
      () => shifted.page({ size: 1 }),
    ]) {
      expect((await refused(act)).code).toBe('QUERY_INVALID');
    }
  });

  test('calculations are exact, in the type of the field', async () => {
    const all = await shopOf(
      orderOf('a', { quantity: 1, total: new Decimal('0.1'), wei: 10n ** 30n, placedAt: new Date(1) }),
      orderOf('b', {
        quantity: 2,
        total: new Decimal('0.2'),
        wei: 1n,
        price: { amount: new Decimal('12345678901234567890.25'), currency: 'EUR' },
        lines: [],
      }),
      orderOf('c', { quantity: 2, total: new Decimal('0.2'), placedAt: new Date(9), weight: 0.5 }),
      orderOf('d', { quantity: 2 }),
    );
    const none = all.where({ code: 'z' });

    expect(await all.sum('quantity')).toBe(7);
    expect(await all.avg('quantity')).toBe(1.75);
    expect((await all.sum('total')).toFixed()).toBe('0.5');
    expect((await all.avg('total'))?.toFixed()).toBe('0.16666666666666666667');
    expect(await all.sum('wei')).toBe(10n ** 30n + 1n);
    expect((await all.avg('wei'))?.toFixed()).toBe('500000000000000000000000000000.5');
    expect((await all.sum('price.amount')).toFixed()).toBe('12345678901234567890.25');
    expect(await all.sum('weight')).toBe(0.5);
    expect(await all.min('placedAt')).toEqual(new Date(1));
    expect(await all.max('placedAt')).toEqual(new Date(9));
    expect((await all.max('total'))?.toFixed()).toBe('0.2');
    expect(await all.max('code')).toBe('d');
    expect([await none.sum('quantity'), await none.sum('wei')]).toEqual([0, 0n]);
    expect([await none.avg('total'), await none.min('code')]).toEqual([undefined, undefined]);
  });

  test('a sum that a number cannot hold is an error, and not nearly right', async () => {
    const all = await shopOf(
      orderOf('a', { quantity: Number.MAX_SAFE_INTEGER }),
      orderOf('b', { quantity: Number.MAX_SAFE_INTEGER }),
    );

    expect((await refused(() => all.sum('quantity'))).message).toBe(
      'The sum of Order.quantity is 18014398509481982, which a number cannot hold. Declare the field with bigint: true.',
    );
  });

  test('select gives rows of the fields that were named', async () => {
    const fee = new Money({ amount: new Decimal('2'), currency: 'EUR' });
    const all = await shopOf(
      orderOf('a', { city: 'Rome', placedAt: new Date(1), price: fee, wei: 5n, tags: ['x'] }),
      orderOf('b'),
    );
    const rows = all
      .orderBy('code')
      .select('id', 'code', 'city', 'placedAt', 'price', 'wei', 'tags', 'limit');
    const [first, second] = await rows.all();

    expect(first).toMatchObject({ code: 'a', city: 'Rome', placedAt: new Date(1), wei: 5n, tags: ['x'] });
    expect(first?.price?.equals(fee)).toBe(true);
    expect(second).toEqual({
      id: second?.id,
      code: 'b',
      city: undefined,
      placedAt: undefined,
      price: undefined,
      wei: undefined,
      tags: [],
      limit: null,
    });
    expect((await rows.page({ size: 1 })).items).toHaveLength(1);
    expect((await refused(() => all.select('lines' as never))).message).toContain('children');
  });

  test('update and delete touch all that match, and check the values', async () => {
    const all = await shopOf(
      ...Array.from({ length: 1200 }, (_, index) => orderOf(`${index}`, { paid: index < 1100 })),
    );
    const price = { amount: new Decimal('1'), currency: 'EUR' };

    expect(
      await all.where({ paid: true }).update({ city: 'Rome', limit: null, price, total: new Decimal(2) }),
    ).toBe(1100);
    expect(
      await all.where({ city: 'Rome', price: { currency: 'EUR' }, total: { gt: new Decimal(1) } }).count(),
    ).toBe(1100);
    expect(await all.where({ city: 'Rome' }).update({ city: undefined })).toBe(1100);
    expect(await all.where({ city: null }).delete()).toBe(1200);
    expect(await all.count()).toBe(0);

    const wrong = await refused(() => all.update({ quantity: -1, code: undefined }));
    expect(wrong).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(wrong.message).toContain('Order.quantity: expected at least 0');
    expect(wrong.message).toContain('Order.code: expected a value');
    for (const changes of [{ id: 'x' }, { lines: [] }, { cde: 'x' }]) {
      expect((await refused(() => all.update(changes as never))).code).toBe('QUERY_INVALID');
    }
  });
});

describe('pages', () => {
  test('follow each other without gaps or repetitions, whatever is added between', async () => {
    const database = await storeOf(
      Array.from({ length: 25 }, (_, index) => orderOf(`${index}`, { quantity: index % 4 })),
    );
    const selection = ordersIn(database).orderBy('-quantity', 'city');
    const expected = (await selection.all()).map(({ id }) => id);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await selection.page({ size: 4, after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);

    expect(seen).toEqual(expected);
    expect((await selection.page({ size: 25 })).next).toBeUndefined();
    expect(await selection.where({ code: 'z' }).page({ size: 1 })).toEqual({ items: [], next: undefined });
  });

  test('a cursor that was changed or is of another query is refused', async () => {
    const database = await storeOf(Array.from('abc', (code) => orderOf(code)));
    const selection = ordersIn(database).orderBy('code');
    const { next } = await selection.page({ size: 1 });
    const cursor = next as string;
    const [place = '', mac = ''] = cursor.split('.');
    const forged = btoa(JSON.stringify(['b', 'x'])).replace(/=+$/, '');

    for (const bad of [
      '',
      'x',
      '.',
      `${cursor}x`,
      `${forged}.${mac}`,
      `${place}.`,
      place,
      '!.!',
      5 as never,
    ]) {
      await expect(selection.page({ size: 1, after: bad })).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      });
    }
    for (const other of [
      selection.where({ quantity: 0 }),
      selection.orderBy('-code'),
      ordersIn(database, { cursors: new CursorSigner('another key') }).orderBy('code'),
      ordersIn(database, { cursors: new CursorSigner() }).orderBy('code'),
    ]) {
      await expect(other.page({ size: 1, after: cursor })).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      });
    }
    const signer = { cursors: new CursorSigner('a key of the shop') };
    const page = await ordersIn(database, signer).orderBy('code').page({ size: 2, after: cursor });
    expect(page.items.map(({ code }) => code)).toEqual(['b', 'c']);
  });

  test('a page has a size', async () => {
    const all = await shopOf();

    for (const size of [0, -1, 1.5, Number.NaN]) {
      expect((await refused(() => all.page({ size }))).code).toBe('QUERY_INVALID');
    }
  });
});

describe('iteration', () => {
  test('goes through everything in order, in parts', async () => {
    const limits: (number | undefined)[] = [];
    const database = await storeOf(
      Array.from({ length: 1203 }, (_, index) => orderOf(`${index}`, { quantity: index % 7 })),
    );
    const selection = ordersIn(database, { onFind: (limit) => void limits.push(limit) }).orderBy('quantity');
    const seen: string[] = [];
    for await (const { id } of selection) seen.push(id);

    expect(limits).toEqual([500, 500, 500]);
    expect(seen).toEqual((await selection.all()).map(({ id }) => id));
  });

  test('respects limit and offset, and stops when it is left', async () => {
    const limits: (number | undefined)[] = [];
    const database = await storeOf(Array.from({ length: 600 }, (_, index) => orderOf(`${index}`)));
    const selection = ordersIn(database, { onFind: (limit) => void limits.push(limit) });
    let count = 0;
    for await (const { quantity } of selection.offset(10).limit(550)) count += 1 + quantity;
    for await (const { quantity } of selection) if (quantity === 0) break;

    expect(count).toBe(550);
    expect(limits).toEqual([500, 50, 500]);
  });
});

describe('what does not fit', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [{ cty: 'x' }, 'Order.cty: no such field. Did you mean city?'],
    [{ zzzzzzzz: 1 }, 'Order.zzzzzzzz: no such field. Fields: code, city,'],
    [
      { city: { startswith: 'x' } },
      'Order.city: startswith is no comparison for a field of kind string. Did you mean startsWith?',
    ],
    [{ paid: { gt: true } }, 'Order.paid: gt is no comparison for a field of kind boolean.'],
    [{ quantity: 'x' }, 'Order.quantity: expected a finite number to compare with (equals), received "x".'],
    [{ quantity: { in: 5 } }, 'Order.quantity: expected an array to compare with (in), received 5.'],
    [
      { quantity: { gt: null } },
      'Order.quantity: expected a finite number to compare with (gt), received null.',
    ],
    [{ quantity: Number.NaN }, 'Order.quantity: expected a finite number'],
    [{ city: { contains: 1 } }, 'Order.city: expected a text to compare with (contains), received 1.'],
    [
      { city: { isNull: 'yes' } },
      'Order.city: expected true or false to compare with (isNull), received "yes".',
    ],
    [{ city: undefined }, 'Order.city: the condition is undefined, which could be meant as anything.'],
    [{ city: { equals: undefined } }, 'Order.city: expected a text'],
    [{ total: 'x' }, 'Order.total: expected a decimal number'],
    [{ wei: 1.5 }, 'Order.wei: expected a bigint'],
    [{ due: '2025-02-30' }, "Order.due: expected a calendar date as 'YYYY-MM-DD'"],
    [{ placedAt: new Date(Number.NaN) }, 'Order.placedAt: expected a valid Date'],
    [
      { state: 'Opn' },
      'Order.state: expected one of "Open", "Closed" to compare with (equals), received "Opn".',
    ],
    [{ tags: { has: 1 } }, 'Order.tags: expected a text to compare with (has), received 1.'],
    [{ lines: { quantity: 1 } }, 'Order.lines: quantity is no question to a collection.'],
    [
      { lines: [] },
      'Order.lines: expected conditions on some, every or none of them, received an array of 0.',
    ],
    [{ lines: { some: { quantty: 1 } } }, 'Line.quantty: no such field. Did you mean quantity?'],
    [{ price: { amout: 1 } }, 'Money.amout: no such field. Did you mean amount?'],
    [{ price: 5 }, 'Order.price: expected a Money, or conditions on its fields'],
    [{ quantity: { gt: { field: 'nope' } } }, 'Order.nope: no such field.'],
    [{ quantity: { gt: { field: 'city' } } }, 'Order.quantity and Order.city cannot be compared'],
    [{ quantity: { in: { field: 'limit' } } }, 'Order.quantity: expected a value to compare with (in)'],
    ['code', 'A condition on Order: expected an object of conditions by field'],
    [null, 'A condition on Order: expected an object'],
    [or('x' as never), 'A condition on Order: expected an object'],
    [{ __proto__: null, ['constructor']: 1 }, 'Order.constructor: no such field.'],
  ];

  test.each(cases)('%j is refused in words: %s', async (criteria, message) => {
    const all = await shopOf();
    const error = await refused(() => all.where(criteria as never));

    expect(error.code).toBe('QUERY_INVALID');
    expect(error.message).toContain(message);
  });

  test('orders, too, name fields that have an order', async () => {
    const all = await shopOf();
    const messages = [];
    for (const given of [
      'cty',
      'lines',
      'tags',
      'extra',
      'price',
      'price.amout',
      'city.x',
      5,
      { field: 'city', direction: 'up' },
    ]) {
      messages.push((await refused(() => all.orderBy(given as never))).message);
    }

    expect(messages).toEqual([
      'Order.cty: no such field. Did you mean city?',
      'Order.lines is of kind hasMany, which has no order. Order by another field.',
      'Order.tags is of kind list, which has no order. Order by another field.',
      'Order.extra is of kind json, which has no order. Order by another field.',
      'Order.price is of kind valueObject, which has no order. Order by another field.',
      'Money.amout: no such field. Did you mean amount?',
      'Order.city holds one value, so that city.x leads nowhere. Compare the field itself.',
      "An ordering of Order: expected the name of a field, as 'name' or '-name', received 5.",
      'Order.city: expected the direction ascending or descending, received "up".',
    ]);
    expect((await refused(() => all.sum('city' as never))).message).toBe(
      'Order.city is of kind string, which has no sum. Name a field with numbers.',
    );
  });

  test('conditions that are nested without end are refused', async () => {
    const all = await shopOf();
    let deep: object = { city: 'x' };
    for (let depth = 0; depth < 10_000; depth++) deep = or(deep);

    expect((await refused(() => all.where(deep as never))).message).toContain('nested more than 100 deep');
  });

  test('values that a field could never have can be asked for: bounds and lengths do not matter', async () => {
    const all = await shopOf(orderOf('a'));

    expect(await codes(all.where({ quantity: { gte: -5 }, code: { contains: '' } }))).toEqual(['a']);
    expect(await codes(all.where({ code: 'x'.repeat(100) }))).toEqual([]);
  });

  test('texts of requests stand for decimals, instants and big integers', async () => {
    const all = await shopOf(orderOf('a', { total: new Decimal('1.50'), placedAt: new Date(0), wei: 5n }));
    const asked = { total: '1.5', placedAt: { lte: '1970-01-01T01:00:00+01:00' }, wei: '5' };

    expect(await codes(all.where(asked as never))).toEqual(['a']);
  });
});
