import { expect, test } from '@jest/globals';
import { Aggregate, Decimal, Domain, field, memory } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { tablesOf } from '@domainry/sql';
import { sql } from 'kysely';
import { Account, Ledger, Money, Withdraw, bank } from './bank.js';
import { openAccount } from './domain-specification.js';

/** What statements of one's own can do in every SQL store. Called inside of a `describe`, once its hooks are there. */
export function specifyRaw(opened: () => Domain, adapter: () => DatabaseAdapter): void {
  test('see what the unit wrote, and are committed with it', async () => {
    const domain = opened();
    await openAccount(domain, 'a');

    await domain.unitOfWork(async () => {
      await openAccount(domain, 'b', 5);
      const tables = await tablesOf(domain, { Account });
      const poor = await tables.selectFrom('Account').selectAll().where('balance', '<', 10).execute();
      expect(poor).toMatchObject([
        { accountId: 'b', iban: 'DE-b', balance: 5, limit_currency: 'EUR', _version: 0 },
      ]);
      const { numUpdatedRows } = await tables
        .updateTable('Account')
        .set((is) => ({ owner: 'Bob', _version: is('_version', '+', 1) }))
        .executeTakeFirstOrThrow();
      expect(numUpdatedRows).toBe(2n);
      // What is added later is seen as well.
      await openAccount(domain, 'c');
      const { count } = await tables
        .selectFrom('Account')
        .select((is) => is.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      expect(count).toBe(3);
    });

    const owners = await domain.repositoryFor(Account).query.orderBy('accountId').all();
    expect(owners.map(({ owner }) => owner)).toEqual(['Bob', 'Bob', 'Ada']);
  });

  test('are undone with the unit', async () => {
    const domain = opened();
    await openAccount(domain, 'a');
    const failing = domain.unitOfWork(async () => {
      const tables = await tablesOf(domain, { Account });
      await tables.deleteFrom('Account').execute();
      throw new Error('enough');
    });
    await expect(failing).rejects.toThrow('enough');
    expect(await domain.repositoryFor(Account).query.count()).toBe(1);
  });

  test('read and write children, exact numbers and texts of SQL', async () => {
    const domain = opened();
    await openAccount(domain, 'a');
    const found = await domain.unitOfWork(async () => {
      const tables = await tablesOf(domain, { Account });
      await sql`update "Account" set owner = ${"O'Hara"} where balance > ${1.5}`.execute(tables);
      return await tables
        .selectFrom('Account')
        .innerJoin('Account_cards', 'Account_cards._root', 'Account.accountId')
        .select(['owner', 'number', 'limit_amount'])
        .orderBy('_place')
        .execute();
    });
    expect(found.map((row) => ({ ...row, limit_amount: new Decimal(row.limit_amount!).toFixed(2) }))).toEqual(
      [
        { owner: "O'Hara", number: '1', limit_amount: '12.50' },
        { owner: "O'Hara", number: '2', limit_amount: '12.50' },
      ],
    );
  });

  test('have the version of a row make others look again', async () => {
    const domain = opened();
    await openAccount(domain, 'a');
    const accounts = domain.repositoryFor(Account);
    const held = await accounts.get('a');
    await domain.unitOfWork(async () => {
      const tables = await tablesOf(domain, { Account });
      await tables
        .updateTable('Account')
        .set((is) => ({ balance: 1, _version: is('_version', '+', 1) }))
        .execute();
    });
    held.withdraw(1);
    await expect(accounts.add(held)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  test('are refused outside of a unit, and when it has ended', async () => {
    const domain = opened();
    await expect(tablesOf(domain, { Account })).rejects.toMatchObject({ code: 'RAW_OUTSIDE_UNIT' });
    const tables = await domain.unitOfWork(() => tablesOf(domain, { Account }));
    await expect(tables.selectFrom('Account').selectAll().execute()).rejects.toMatchObject({
      code: 'UNIT_ENDED',
    });
  });

  test('cannot begin or end a transaction, come several at once, or outlast the unit', async () => {
    const domain = opened();
    for (const text of ['commit', 'select 1; COMMIT', '/* x */ rollback', 'begin']) {
      const attempt = domain.unitOfWork(async () => {
        await openAccount(domain, 'a');
        const tables = await tablesOf(domain, { Account });
        await sql.raw(text).execute(tables);
      });
      await expect(attempt).rejects.toMatchObject({ code: 'RAW_REFUSED' });
    }
    for (const text of [
      'insert or rollback into domainry_counters values (1, 2)',
      'select 1; update domainry_counters set value = 1',
      "select E'\\''; commit; --'",
      'set search_path to another',
      'SET SESSION lock_timeout = 1',
      'reset all',
      'discard all',
      'deallocate all',
    ]) {
      const attempt = domain.unitOfWork(async () => {
        await sql.raw(text).execute(await tablesOf(domain, { Account }));
      });
      await expect(attempt).rejects.toMatchObject({ code: 'RAW_REFUSED' });
    }
    const nested = domain.unitOfWork(async () => {
      const tables = await tablesOf(domain, { Account });
      await tables.transaction().execute(async () => undefined);
    });
    await expect(nested).rejects.toMatchObject({ code: 'RAW_REFUSED' });
    expect(await domain.repositoryFor(Account).query.count()).toBe(0);
  });

  test('are about tables as they are called', async () => {
    const domain = opened();
    const named = (classes: Parameters<typeof tablesOf>[1]): Promise<unknown> =>
      domain.unitOfWork(() => tablesOf(domain, classes));
    await expect(named({ accounts: Account })).rejects.toMatchObject({
      code: 'RAW_REFUSED',
      message: expect.stringContaining('The table of Account is called Account, and was named accounts'),
    });
    await expect(named({ Ledger })).rejects.toMatchObject({ code: 'CLASS_NOT_REGISTERED' });
    await expect(named({ Money })).rejects.toMatchObject({ code: 'CLASS_NOT_REGISTERED' });
  });

  test('stay in the transaction of a handler, which is tried again as a whole', async () => {
    const domain = opened();
    await openAccount(domain, 'a');
    await domain.process(new Withdraw({ accountId: 'a', amount: 1 }));
    await domain.unitOfWork(async () => {
      const tables = await tablesOf(domain, { Account });
      const row = await tables.selectFrom('Account').select('balance').executeTakeFirst();
      expect(row?.balance).toBe(99);
    });
  });

  test('find the table that a database model names', async () => {
    const shop = new Domain('Shop');
    class Item extends Aggregate<Item> {
      title!: string;
    }
    field.string({ required: true })(Item.prototype, 'title');
    const Stored = shop.register(Item);
    shop.register(class Naming {}, { kind: 'databaseModel', partOf: Stored, table: 'shop_items' });
    shop.register(class Elsewhere {}, {
      kind: 'databaseModel',
      partOf: Stored,
      table: 'x',
      database: 'archive',
    });
    await shop.init({ databases: { default: adapter() } });
    await shop.repositoryFor(Stored).add(new Stored({ id: '1', title: 'A' }));

    const rows = await shop.unitOfWork(async () => {
      const tables = await tablesOf(shop, { shop_items: Stored });
      return await tables.selectFrom('shop_items').select('title').execute();
    });

    expect(rows).toEqual([{ title: 'A' }]);
    expect((await shop.repositoryFor(Stored).get('1')).title).toBe('A');
    await shop.close();
  });

  test('are refused by a database that has no language', async () => {
    const domain = bank.fork();
    await domain.init({ databases: { default: memory() } });
    await expect(domain.unitOfWork(() => tablesOf(domain, { Account }))).rejects.toMatchObject({
      code: 'RAW_UNSUPPORTED',
    });
    await domain.close();
  });
}
