import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, field, not, or, versionOf } from '@domainry/core';
import { newBank, refusalOf } from '../unit-of-work/bank.js';

async function newFilledBank() {
  const world = await newBank();
  for (const [id, balance] of [
    ['1', 100],
    ['2', 200],
    ['3', 300],
  ] as const)
    await world.open(id, balance);
  return world;
}

describe('asking a repository', () => {
  test('finds all, one, or none that match', async () => {
    const { accounts } = await newFilledBank();

    const found = await accounts.find({ balance: { gte: 200 } });

    expect(found.map(({ id }) => id)).toEqual(['2', '3']);
    expect((await accounts.findOne({ iban: 'DE-2' }))?.id).toBe('2');
    expect(await accounts.findOne({ iban: 'none' })).toBeNull();
    expect((await refusalOf(accounts.findOne({ balance: { gt: 0 } }))).code).toBe('RESULT_AMBIGUOUS');
    expect(await accounts.exists({ balance: 300 })).toBe(true);
    expect(await accounts.exists({ balance: 301 })).toBe(false);
  });

  test('gives pages, sums and children', async () => {
    const { accounts } = await newFilledBank();
    const query = accounts.query
      .where(or({ balance: { lt: 150 } }, not({ balance: 200 })))
      .orderBy('-balance');

    const first = await query.page({ size: 1 });
    const second = await query.page({ size: 1, after: first.next });

    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['3', '1']);
    expect(await accounts.query.sum('balance')).toBe(600);
    expect(first.items[0]!.cards.size).toBe(1);
    expect(await accounts.query.where({ cards: { some: { limit: 1 } } }).count()).toBe(3);
  });

  test('gives objects that can be changed and saved', async () => {
    const { accounts } = await newFilledBank();

    for await (const account of accounts.query) {
      account.deposit(1);
      await accounts.add(account);
    }

    expect((await accounts.find({})).map(({ balance }) => balance)).toEqual([101, 201, 301]);
  });

  test('gives, in a unit of work, the objects that it knows, with what it added among them', async () => {
    const { bank, accounts, Account } = await newFilledBank();

    await bank.unitOfWork(async () => {
      const known = await accounts.get('2');
      const added = new Account({ id: '4', iban: 'x', balance: 1000 });
      known.deposit(800);
      await accounts.add(known);
      await accounts.add(added);

      const [one, other, ...more] = await accounts.query
        .where({ balance: { gte: 1000 } })
        .orderBy('id')
        .all();

      expect(one).toBe(known);
      expect(other).toBe(added);
      expect(more).toEqual([]);
      expect(await accounts.query.count()).toBe(4);
    });

    expect(await accounts.query.count()).toBe(4);
    expect(versionOf(await accounts.get('2'))).toBe(1);
    expect(versionOf(await accounts.get('4'))).toBe(0);
  });

  test('may happen several times at once in a unit of work', async () => {
    const { bank, accounts, Account } = await newFilledBank();

    await bank.unitOfWork(async () => {
      await accounts.add(new Account({ id: '4', iban: 'x', balance: 1000 }));
      const counts = await Promise.all([1, 2, 3].map(() => accounts.query.count()));
      expect(counts).toEqual([4, 4, 4]);
    });

    expect(versionOf(await accounts.get('4'))).toBe(0);
  });

  test('writes once more what changed after a query, and keeps one version for the unit', async () => {
    const { bank, accounts, database } = await newFilledBank();

    await bank.unitOfWork(async () => {
      const account = await accounts.get('1');
      account.deposit(1);
      await accounts.add(account);
      expect(await accounts.query.where({ balance: 101 }).count()).toBe(1);
      account.deposit(1);
      expect(await accounts.query.where({ balance: 102 }).count()).toBe(1);
      account.deposit(1);
    });

    const stored = await accounts.get('1');
    expect([stored.balance, versionOf(stored)]).toEqual([103, 1]);
    expect(await database().events.lastPosition()).toBe(3);
  });

  test('that cannot be written first fails, and with it the unit', async () => {
    const { bank, accounts, Account } = await newFilledBank();

    const error = await refusalOf(
      bank.unitOfWork(async () => {
        await accounts.add(new Account({ id: '1', iban: 'x', balance: 1 }));
        const inside = await refusalOf(accounts.query.count());
        expect(inside).toMatchObject({ violations: [{ path: ['id'], code: 'unique' }] });
      }),
    );

    expect(error.code).toBe('UNIT_DOOMED');
    expect(await accounts.query.count()).toBe(3);
  });

  test('sets fields of all that match', async () => {
    const { accounts } = await newFilledBank();

    expect(await accounts.query.where({ balance: { lt: 250 } }).update({ balance: 0 })).toBe(2);

    expect(await accounts.query.sum('balance')).toBe(300);
    expect(versionOf(await accounts.get('1'))).toBe(1);
  });

  test('loads anew, in a unit of work, what a statement changed', async () => {
    const { bank, accounts } = await newFilledBank();

    await bank.unitOfWork(async () => {
      const before = await accounts.get('1');
      await accounts.query.update({ balance: 7 });
      const after = await accounts.get('1');

      expect(after).not.toBe(before);
      expect(after.balance).toBe(7);
      expect(() => before.deposit(1)).toThrow('Load it again to change it');
      after.deposit(1);
      await accounts.add(after);
    });

    expect((await accounts.get('1')).balance).toBe(8);
  });

  test('undoes statements with the unit', async () => {
    const { bank, accounts } = await newFilledBank();

    await refusalOf(
      bank.unitOfWork(async () => {
        await accounts.query.update({ balance: 7 });
        await accounts.query.where({ id: '1' }).delete();
        throw new Error('no');
      }),
    );

    expect(await accounts.query.sum('balance')).toBe(600);
  });

  test('deletes all that match, of classes that allow it', async () => {
    const { bank, accounts, Customer } = await newFilledBank();

    expect(await accounts.query.where({ balance: { gt: 100 } }).delete()).toBe(2);
    expect(await accounts.query.count()).toBe(1);
    expect((await refusalOf(bank.repositoryFor(Customer).query.delete())).code).toBe('NOT_REMOVABLE');
  });

  test('signs cursors with a key that was given, so that another process takes them', async () => {
    const newShop = async (cursorKey?: string) => {
      const shop = new Domain('Shop');
      @shop.aggregate
      class Item extends Aggregate<Item> {
        @field.integer({ required: true }) size!: number;
      }
      await shop.init(cursorKey === undefined ? {} : { cursorKey });
      const items = shop.repositoryFor(Item);
      await items.add(new Item({ id: '1', size: 1 }), new Item({ id: '2', size: 2 }));
      return items.query.orderBy('size');
    };
    const key = 'a key of thirty-two characters..';
    const [one, same, other] = await Promise.all([newShop(key), newShop(key), newShop()]);

    const { next } = await one.page({ size: 1 });

    expect((await same.page({ size: 1, after: next })).items.map(({ id }) => id)).toEqual(['2']);
    expect((await refusalOf(other.page({ size: 1, after: next }))).code).toBe('CURSOR_INVALID');
  });
});
