import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import {
  Aggregate,
  Decimal,
  Domain,
  Entity,
  ValueObject,
  field,
  memory,
  not,
  type Children,
  type ColumnCodec,
  type Criteria,
  type Defaulted,
} from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { tablesOf, type StoredRow } from '../src/index.js';

/** A store in which nothing is yet, and what lies in it. */
export interface MappedStore {
  adapter(migrations?: 'all'): DatabaseAdapter;
  /** Types of the columns of a table, in the words of the database. */
  typesOf(table: string): Promise<Readonly<Record<string, string>>>;
  /** Rows of a statement. */
  rows(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

const cents: ColumnCodec<string, number> = {
  name: 'cents',
  kind: 'integer',
  keeps: 'order',
  toColumn: (amount) => Math.round(Number(amount) * 100),
  fromColumn: (held) => (held / 100).toFixed(2),
};

/** As an encryption would: another text each time. */
const secret: ColumnCodec<string, string> = {
  name: 'secret',
  kind: 'text',
  toColumn: (text) => `${randomUUID()}:${Buffer.from(text).toString('base64')}`,
  fromColumn: (held) => Buffer.from(held.slice(held.indexOf(':') + 1), 'base64').toString(),
};

const shouted: ColumnCodec<string, string> = {
  name: 'shouted',
  kind: 'text',
  keeps: 'equality',
  toColumn: (text) => `!${text.split('').reverse().join('')}`,
  fromColumn: (held) => held.slice(1).split('').reverse().join(''),
};

const domain = new Domain('Mapped');

@domain.valueObject
class Town extends ValueObject<Town> {
  @field.string({ required: true }) readonly name!: string;
  @field.string() readonly code?: string;
}

@domain.valueObject
class Address extends ValueObject<Address> {
  @field.string({ required: true }) readonly street!: string;
  @field.valueObject(() => Town) readonly town?: Town;
}

/** @covers databaseModel */
@domain.aggregate({
  removable: true,
  unique: [{ fields: ['login'] }, { fields: ['owner', 'level'] }],
  indexes: [
    '-balance',
    { fields: ['level', '-balance'], where: { closed: false }, include: ['owner'], name: 'open' },
  ],
})
class Account extends Aggregate<Account> {
  @field.identifier({ identifier: true, type: 'uuid' }) readonly number!: Defaulted<string>;
  @field.string({ required: true }) owner!: string;
  @field.decimal({ required: true }) balance!: Decimal;
  @field.string() note?: string;
  @field.string() login?: string;
  @field.enum(['low', 'high'], { required: true }) level!: 'low' | 'high';
  @field.boolean({ required: true }) closed!: boolean;
  @field.date() opened?: string;
  @field.identifier({ type: 'uuid' }) device?: string;
  @field.auto({ increment: true }) row?: number;
  @field.valueObject(() => Address) home?: Address;
  @field.valueObject(() => Address) work?: Address;
  @field.hasMany(() => Card) readonly cards!: Children<Card>;
}

@domain.entity(Account)
class Card extends Entity<Card> {
  @field.string({ required: true }) number!: string;
  @field.decimal() limit?: Decimal;
}

const accountModel = {
  table: 'accounts',
  columns: {
    owner: { name: 'owner_name', type: 'varchar(80)' },
    balance: { name: 'balance_cents', codec: cents },
    note: { codec: secret },
    login: { codec: shouted },
    home: { json: true },
    'work.street': { name: 'line' },
    'work.town.name': { codec: shouted },
  },
} as const;

@domain.databaseModel(Account, accountModel)
class AccountTable {}

@domain.databaseModel(Card, {
  table: 'account_cards',
  columns: { limit: { codec: cents }, number: { name: 'pan' } },
})
class CardTable {}

/** What an aggregate is found to be in every SQL store, whose tables are as a database model says. */
export function specifyMapping(opened: () => MappedStore): void {
  const open = async (adapter: DatabaseAdapter): Promise<Domain> => {
    const fork = domain.fork();
    await fork.init({ databases: { default: adapter } });
    return fork;
  };
  const fill = async (bank: Domain): Promise<void> => {
    const accounts = bank.repositoryFor(Account);
    const ada = new Account({
      number: '018f6b1e-2c3d-7abc-8def-0123456789ab',
      owner: 'Ada',
      balance: new Decimal('12.50'),
      note: 'pays late',
      login: 'ada',
      level: 'high',
      closed: false,
      opened: '2030-01-02',
      device: 'F8A6F2B0-0000-4000-8000-000000000000',
      home: { street: 'Main 1', town: { name: 'Bern' } },
      work: { street: 'Side 2', town: { name: 'Basel', code: 'B' } },
    });
    ada.cards.add({ number: '1', limit: new Decimal('5') });
    ada.cards.add({ number: '2' });
    const bob = new Account({
      number: '00000000-0000-4000-8000-000000000000',
      owner: 'Bob',
      balance: new Decimal('-3'),
      level: 'low',
      closed: true,
    });
    await accounts.add(ada, bob);
  };

  test('values are read as they were saved, whatever lies in the columns', async () => {
    const store = opened();
    const bank = await open(store.adapter());
    await fill(bank);

    const ada = (await bank.repositoryFor(Account).query.where({ owner: 'Ada' }).all())[0]!;
    expect(ada.balance.toFixed(2)).toBe('12.50');
    expect([ada.note, ada.login, ada.level, ada.closed, ada.opened]).toEqual([
      'pays late',
      'ada',
      'high',
      false,
      '2030-01-02',
    ]);
    expect(ada.device).toBe('f8a6f2b0-0000-4000-8000-000000000000');
    expect([ada.home?.town?.name, ada.work?.street, ada.work?.town?.name]).toEqual([
      'Bern',
      'Side 2',
      'Basel',
    ]);
    expect([...ada.cards].map(({ number, limit }) => [number, limit?.toFixed(2)])).toEqual([
      ['1', '5.00'],
      ['2', undefined],
    ]);
    const [row] = await store.rows(
      `SELECT owner_name, balance_cents, note, login, work_line, work_town_name FROM accounts WHERE owner_name = 'Ada'`,
    );
    expect({ ...row, balance_cents: Number(row!['balance_cents']) }).toEqual({
      owner_name: 'Ada',
      balance_cents: 1250,
      note: expect.not.stringContaining('pays'),
      login: '!ada',
      work_line: 'Side 2',
      work_town_name: '!lesaB',
    });
    expect((await store.rows('SELECT pan FROM account_cards ORDER BY pan')).map(({ pan }) => pan)).toEqual([
      '1',
      '2',
    ]);
    await bank.close();
  });

  test('queries find what they find in memory, whatever is in the columns', async () => {
    const stores = await Promise.all([memory(), opened().adapter()].map(open));
    for (const bank of stores) await fill(bank);
    const criteria: readonly Criteria<Account>[] = [
      { balance: new Decimal('12.5') },
      { balance: { gt: new Decimal('12.499') } },
      { balance: { in: [new Decimal('-3'), new Decimal('0.001')] } },
      not<Account>({ balance: { lte: new Decimal('-3') } }),
      { note: 'pays late' },
      { note: { contains: 'late' } },
      { note: null },
      not<Account>({ note: 'x' }),
      { login: 'ada' },
      not<Account>({ login: { in: ['ada', 'x'] } }),
      { login: { startsWith: 'a' } },
      { login: { gt: 'a' } },
      { home: { town: { name: 'Bern' } } },
      { home: null },
      { work: { street: 'Side 2', town: { name: 'Basel' } } },
      { work: { town: { name: { gt: 'A' } } } },
      { number: { gt: '00000000-0000-4000-8000-000000000000' } },
      { number: { in: ['018F6B1E-2c3d-7abc-8def-0123456789ab'] } },
      { number: { startsWith: '018f' } },
      { device: { lt: 'f9000000-0000-4000-8000-000000000000' } },
      { device: { contains: 'a6' } },
      { owner: { startsWith: 'A' } },
      { owner: { lt: 'a' } },
      { level: 'low' },
      { closed: false, level: { in: ['low', 'high'] } },
      { cards: { some: { limit: { gte: new Decimal('5.0') } } } },
      { cards: { every: { number: { lt: '2' } } } },
    ];
    const found = await Promise.all(
      stores.map(async (bank) => {
        const { query } = bank.repositoryFor(Account);
        const answers: unknown[] = [];
        for (const each of criteria)
          answers.push((await query.where(each).all()).map(({ owner }) => owner).toSorted());
        for (const field of ['balance', '-balance', 'login', 'note', '-number', 'device'] as const)
          answers.push((await query.orderBy(field).all()).map(({ owner }) => owner));
        answers.push(String(await query.sum('balance')), String(await query.max('balance')));
        return answers;
      }),
    );

    expect(found[1]).toEqual(found[0]);
    expect(found[0]!.filter((answer) => Array.isArray(answer) && answer.length === 1).length).toBeGreaterThan(
      15,
    );
    for (const bank of stores) await bank.close();
  });

  test('what a codec cannot keep is refused by every store, and nothing is saved', async () => {
    for (const adapter of [memory(), opened().adapter()]) {
      const bank = await open(adapter);
      const accounts = bank.repositoryFor(Account);
      const exact = new Account({ owner: 'Ada', balance: new Decimal('0.001'), level: 'low', closed: false });
      await expect(accounts.add(exact)).rejects.toMatchObject({
        code: 'NOT_STORABLE',
        message: expect.stringContaining('Account.balance: its codec cents gives another value back'),
      });
      const child = new Account({ owner: 'Ada', balance: new Decimal(1), level: 'low', closed: false });
      child.cards.add({ number: '1', limit: new Decimal('0.001') });
      await expect(accounts.add(child)).rejects.toMatchObject({ code: 'NOT_STORABLE' });
      expect(await accounts.query.count()).toBe(0);
      await bank.close();
    }
  });

  test('unique rules are kept over what a codec writes, and over several columns', async () => {
    const bank = await open(opened().adapter());
    await fill(bank);
    const add = (owner: string, login: string, level: 'low' | 'high'): Promise<unknown> =>
      bank
        .repositoryFor(Account)
        .add(new Account({ owner, login, level, balance: new Decimal(1), closed: false }));

    await expect(add('Eve', 'ada', 'low')).rejects.toMatchObject({
      violations: [{ path: ['login'], code: 'unique' }],
    });
    await expect(add('Ada', 'eve', 'high')).rejects.toMatchObject({
      violations: [{ path: ['owner'] }, { path: ['level'] }],
    });
    await add('Ada', 'eve', 'low');
    await bank.close();
  });

  test('statements change what a codec writes, and updates write it anew', async () => {
    const store = opened();
    const bank = await open(store.adapter());
    await fill(bank);
    const accounts = bank.repositoryFor(Account);
    await accounts.query.where({ owner: 'Bob' }).update({ balance: new Decimal('7.25'), note: 'paid' });
    const [ada] = await accounts.find({ owner: 'Ada' });
    ada!.balance = new Decimal(1);
    // To be without it is what is meant, whatever the compiler thinks of undefined.
    ada!.work = undefined as never;
    [...ada!.cards][1]!.limit = new Decimal('2.5');
    await accounts.add(ada!);

    const rows = await store.rows('SELECT balance_cents, work_line FROM accounts ORDER BY owner_name');
    expect(rows.map((row) => [Number(row['balance_cents']), row['work_line']])).toEqual([
      [100, null],
      [725, null],
    ]);
    const cards = await store.rows('SELECT "limit" FROM account_cards ORDER BY pan');
    expect(cards.map(({ limit }) => Number(limit))).toEqual([500, 250]);
    expect((await accounts.find({ note: 'paid' })).map(({ owner }) => owner)).toEqual(['Bob']);
    await bank.close();
  });

  test('rows of one’s own statements have the columns and values of the model', async () => {
    const bank = await open(opened().adapter());
    await fill(bank);
    const rows = await bank.unitOfWork(async () => {
      // The types of children are those of their class, which a model has changed here.
      await expect(tablesOf(bank, { accounts: { of: Account, as: accountModel } })).rejects.toMatchObject({
        code: 'RAW_REFUSED',
        message: expect.stringContaining('A database model says how Card lies in tables'),
      });
      await expect(tablesOf(bank, { accounts: Account })).rejects.toMatchObject({
        code: 'RAW_REFUSED',
        message: expect.stringContaining('A database model says how Account.owner lies in accounts'),
      });
      const tables = await tablesOf(bank, {});
      return await tables
        .withTables<{ readonly accounts: StoredRow<Account, (typeof accountModel)['columns']> }>()
        .selectFrom('accounts')
        .where('balance_cents', '>', 0)
        .select(['owner_name', 'login', 'work_line', 'work_town_name'])
        .execute();
    });
    expect(rows).toEqual([
      { owner_name: 'Ada', login: '!ada', work_line: 'Side 2', work_town_name: '!lesaB' },
    ]);
    await bank.close();
  });

  test('what is stored and cannot be read by its codec says which', async () => {
    const store = opened();
    const broken: ColumnCodec<string, string> = {
      ...shouted,
      fromColumn: () => {
        throw new Error('no key');
      },
    };
    const other = new Domain('Broken');
    class Box extends Aggregate<Box> {
      name!: string;
    }
    field.string({ required: true })(Box.prototype, 'name');
    const Stored = other.register(Box);
    let codec = shouted;
    const moody: ColumnCodec<string, string> = {
      ...shouted,
      fromColumn: (held) => codec.fromColumn(held),
    };
    other.register(class BoxTable {}, {
      kind: 'databaseModel',
      partOf: Stored,
      columns: { name: { codec: moody } },
    });
    await other.init({ databases: { default: store.adapter() } });
    const boxes = other.repositoryFor(Stored);
    await boxes.add(new Stored({ id: '1', name: 'a' }));
    codec = broken;
    await expect(boxes.get('1')).rejects.toMatchObject({
      code: 'STORED_DATA_UNREADABLE',
      details: { path: 'Box.name', codec: 'shouted' },
    });
    await expect(boxes.add(new Stored({ id: '2', name: 'b' }))).rejects.toMatchObject({
      code: 'NOT_STORABLE',
    });
    await other.close();
  });
}
