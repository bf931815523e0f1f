import { expect, test } from '@jest/globals';
import { Aggregate, Decimal, Domain, field, type ColumnCodec } from '@domainry/core';
import type { MappedStore } from './mapping-specification.js';

interface Version {
  /** Fields of the aggregate, as decorators. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly options?: object;
  /** Options of its database model. */
  readonly model?: object;
}

class Opened {
  constructor(
    readonly domain: Domain,
    readonly Item: new (given: object) => Aggregate<Aggregate> & Record<string, unknown>,
  ) {}

  async add(given: object): Promise<void> {
    await this.domain.repositoryFor(this.Item as never).add(new this.Item(given) as never);
  }

  async values(of: string): Promise<readonly unknown[]> {
    const all = await this.domain
      .repositoryFor(this.Item as never)
      .query.orderBy('id' as never)
      .all();
    return all.map((each) => (each as unknown as Record<string, unknown>)[of]);
  }
}

/** Opens a store with one version of a model. */
async function open(
  store: MappedStore,
  { fields, options = {}, model }: Version,
  migrations?: 'all',
): Promise<Opened> {
  const domain = new Domain('Evolving');
  class Item extends Aggregate<Item> {}
  for (const [name, decorate] of Object.entries(fields))
    (decorate as (target: object, name: string) => void)(Item.prototype, name);
  const Stored = domain.register(Item, options as never);
  if (model !== undefined)
    domain.register(class ItemTable {}, { kind: 'databaseModel', partOf: Stored, ...model });
  await domain.init({ databases: { default: store.adapter(migrations) } });
  return new Opened(domain, Stored as never);
}

const cents: ColumnCodec<string, number> = {
  name: 'cents',
  kind: 'integer',
  keeps: 'order',
  toColumn: (amount) => Math.round(Number(amount) * 100),
  fromColumn: (held) => (held / 100).toFixed(2),
};

/** How tables follow a model whose columns change. */
export function specifyEvolving(opened: () => MappedStore, name: 'sqlite' | 'postgres'): void {
  test('columns have the types of their fields', async () => {
    const store = opened();
    const { domain } = await open(store, {
      fields: {
        code: field.identifier({ type: 'uuid' }),
        owner: field.reference('Item', { type: 'uuid' }),
        amount: field.decimal(),
        big: field.integer({ bigint: true }),
        count: field.integer(),
        ratio: field.float(),
        flag: field.boolean(),
        day: field.date(),
        moment: field.dateTime(),
        tags: field.list(field.string()),
        table: field.dict(field.integer()),
        level: field.enum([1, 2]),
        short: field.string(),
      },
      model: { columns: { short: { type: 'varchar(5)' }, ratio: { type: { sqlite: 'float' } } } },
    });
    await domain.close();
    expect(await store.typesOf('Item')).toEqual(
      name === 'postgres'
        ? {
            code: 'uuid',
            owner: 'uuid',
            amount: 'numeric',
            big: 'numeric',
            count: 'bigint',
            ratio: 'double precision',
            flag: 'boolean',
            day: 'date',
            moment: 'timestamp with time zone',
            tags: 'jsonb',
            table: 'jsonb',
            level: 'bigint',
            short: 'character varying(5)',
            id: 'text',
            _version: 'integer',
          }
        : {
            code: 'TEXT',
            owner: 'TEXT',
            amount: 'TEXT',
            amount__order: 'TEXT',
            big: 'TEXT',
            big__order: 'TEXT',
            count: 'INTEGER',
            ratio: 'float',
            flag: 'INTEGER',
            day: 'TEXT',
            moment: 'TEXT',
            tags: 'TEXT',
            table: 'TEXT',
            level: 'INTEGER',
            short: 'varchar(5)',
            id: 'TEXT',
            _version: 'INTEGER',
          },
    );
  });

  test('indexes are unique, partial, descending and covering as a model says', async () => {
    const store = opened();
    const { domain } = await open(store, {
      fields: { city: field.string(), age: field.integer(), title: field.string(), closed: field.boolean() },
      options: {
        unique: [{ fields: ['title'], where: { closed: false } }],
        indexes: [{ fields: ['city', '-age'], where: { closed: false }, include: ['title'], name: 'open' }],
      },
    });
    await domain.close();
    const statement =
      name === 'postgres'
        ? `SELECT indexdef AS text FROM pg_indexes WHERE tablename = 'Item' AND schemaname = current_schema()`
        : `SELECT sql AS text FROM sqlite_master WHERE type = 'index' AND tbl_name = 'Item'`;
    const texts = (await store.rows(statement)).map(({ text }) => String(text).replaceAll(/["'()]/g, ''));

    expect(texts).toContainEqual(
      expect.stringMatching(/unique index Item_unique_title on .*title where .*closed/i),
    );
    expect(texts).toContainEqual(
      expect.stringMatching(
        name === 'postgres'
          ? /index Item_index_open on .*city, age desc include title where .*closed/i
          : /index Item_index_open on Item city, age desc, title where .*closed/i,
      ),
    );
  });

  test('a column of choices takes no other value, whoever writes it', async () => {
    const store = opened();
    const { domain, Item } = await open(store, {
      fields: { state: field.status(['draft', 'placed']), level: field.enum([1, 2]) },
    });
    const item = new Item({ id: '1', state: 'draft', level: 1 });
    await domain.repositoryFor(Item as never).add(item as never);
    for (const statement of [`UPDATE "Item" SET state = 'lost'`, 'UPDATE "Item" SET level = 3']) {
      const attempt = domain.unitOfWork(async () => await (await domain.rawStatements()).run(statement, []));
      await expect(attempt).rejects.toMatchObject({ message: expect.stringMatching(/23514|CHECK/) });
    }
    expect(await store.rows('SELECT state, level FROM "Item"')).toEqual([
      { state: 'draft', level: name === 'postgres' ? '1' : 1 },
    ]);
    await domain.close();
  });

  test('further choices are let in where a model has them, and those it has given up stay readable', async () => {
    const store = opened();
    const unique = {
      unique: [{ fields: ['state'] }],
      indexes: [{ fields: ['state'], where: { state: 'draft' } }],
    };
    const first = await open(store, {
      fields: { state: field.status(['draft', 'placed']) },
      options: unique,
    });
    await first.add({ id: '1', state: 'draft' });
    await first.domain.close();
    const second = await open(store, {
      fields: { state: field.status(['placed', "lost 'n' found"]) },
      options: { unique: unique.unique },
    });
    await second.add({ id: '2', state: "lost 'n' found" });
    expect(await second.values('state')).toEqual(['draft', "lost 'n' found"]);
    await expect(second.add({ id: '3', state: "lost 'n' found" })).rejects.toMatchObject({
      violations: [{ path: ['state'], code: 'unique' }],
    });
    const other = second.domain.unitOfWork(
      async () => await (await second.domain.rawStatements()).run(`UPDATE "Item" SET state = 'x'`, []),
    );
    await expect(other).rejects.toMatchObject({ message: expect.stringMatching(/23514|CHECK/) });
    await second.domain.close();
    // Nothing is left to be done.
    const third = await open(store, {
      fields: { state: field.status(['placed', "lost 'n' found"]) },
      options: { unique: unique.unique },
    });
    await third.domain.close();
  });

  test('a column that is kept otherwise keeps its unique rule', async () => {
    const store = opened();
    const first = await open(store, { fields: { number: field.string({ unique: true }) } });
    await first.add({ id: '1', number: '7' });
    await first.domain.close();
    const second = await open(store, { fields: { number: field.integer({ unique: true }) } }, 'all');
    expect(await second.values('number')).toEqual([7]);
    await expect(second.add({ id: '2', number: 7 })).rejects.toMatchObject({
      violations: [{ path: ['number'], code: 'unique' }],
    });
    await second.domain.close();
  });

  test('another type of a column is seen, and not taken without a word', async () => {
    const store = opened();
    const fields = { note: field.string({ unique: true }) };
    const first = await open(store, { fields });
    await first.add({ id: '1', note: 'a' });
    await first.domain.close();
    const version = { fields, model: { columns: { note: { type: 'varchar(20)' } } } };
    await expect(open(store, version)).rejects.toMatchObject({
      code: 'SCHEMA_OUTDATED',
      message: expect.stringMatching(
        /Keep Item\.note as text of the type varchar\(20\).* in Item\.note, which is text\./,
      ),
    });
    const second = await open(store, version, 'all');
    expect(await second.values('note')).toEqual(['a']);
    await expect(second.add({ id: '2', note: 'a' })).rejects.toMatchObject({
      violations: [{ path: ['note'] }],
    });
    await second.domain.close();
  });

  test('another codec is refused: what was written by one is not read by another', async () => {
    const store = opened();
    const fields = { amount: field.decimal() };
    const first = await open(store, { fields, model: { columns: { amount: { codec: cents } } } });
    await first.add({ id: '1', amount: new Decimal('1.50') });
    await first.domain.close();
    for (const model of [undefined, { columns: { amount: { codec: { ...cents, name: 'mills' } } } }])
      await expect(
        open(store, { fields, ...(model === undefined ? {} : { model }) }, 'all'),
      ).rejects.toMatchObject({
        code: 'SCHEMA_OUTDATED',
        message: expect.stringContaining('which was written by the codec cents'),
      });
    const again = await open(store, {
      fields,
      model: { columns: { amount: { codec: cents, name: 'price' } } },
    });
    expect((await again.values('amount')).map(String)).toEqual(['1.5']);
    await again.domain.close();
  });

  test('a type that would change values is refused', async () => {
    const version = {
      fields: { note: field.string() },
      model: { columns: { note: { type: { sqlite: 'numeric' } } } },
    };
    if (name === 'postgres') return;
    await expect(open(opened(), version)).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining('Item.note: SQLite keeps NUMERIC in a column of the type numeric'),
    });
  });
}
