import { beforeEach, expect, test } from '@jest/globals';
import { Aggregate, Domain, Entity, ValueObject, field, memory } from '@domainry/core';
import type { DatabaseModel, StateRecord } from '@domainry/core/ports';
import { postgres, type PostgresOptions } from '../src/index.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';

type Declare = (root: typeof Aggregate.prototype, domain: Domain) => void;

/** The model of a domain with one aggregate, Root, whose fields are declared by a function. */
async function modelOf(declare: Declare, options: object = {}): Promise<DatabaseModel> {
  const domain = new Domain('Changing');
  class Root extends Aggregate<Root> {}
  declare(Root.prototype, domain);
  domain.register(Root, options);
  let model: DatabaseModel | undefined;
  const listening = {
    name: 'listening',
    open: (given: DatabaseModel) => {
      model = given;
      return memory().open(given);
    },
  };
  await domain.init({ databases: { default: listening } });
  await domain.close();
  return model!;
}

let schema: string;

/** Opens the schema with a model, puts states in, and gives all that are there then. */
async function reopen(
  model: DatabaseModel,
  added: readonly StateRecord[] = [],
  options: PostgresOptions = {},
): Promise<readonly StateRecord[]> {
  const [root] = model.shapes;
  const database = await postgres({ connectionString: url, schema, ...options }).open(model);
  try {
    const transaction = await database.begin();
    for (const record of added) await transaction.states.insert(root!, record);
    await transaction.commit();
    return await database.states.find(root!, { where: { kind: 'everything' }, orderBy: [] });
  } finally {
    await database.close();
  }
}

function record(id: string, data: StateRecord['data']): StateRecord {
  return { id, version: 0, data: { id, ...data } };
}

const titled: Declare = (root) => field.string()(root, 'title');

describeOnServer('tables of an earlier model', () => {
  beforeEach(() => {
    schema = newSchema();
  });

  test('get what the model has in addition', async () => {
    await reopen(await modelOf(titled), [record('a', { title: 'A' })]);
    const wider = await modelOf((root, domain) => {
      class Price extends ValueObject<Price> {}
      field.decimal()(Price.prototype, 'amount');
      const price = domain.register(Price);
      class Line extends Entity<Line> {}
      field.string()(Line.prototype, 'sku');
      const line = domain.register(Line, { partOf: 'Root' } as object);
      field.string()(root, 'title');
      field.dateTime()(root, 'opened');
      field.valueObject(() => price)(root, 'price');
      field.hasMany(() => line)(root, 'lines');
    });
    const b = record('b', {
      title: 'B',
      opened: '2030-01-02T03:04:05.678Z',
      price: { amount: '1.50' },
      lines: [{ id: '1', sku: 's' }],
    });
    expect(await reopen(wider, [b])).toEqual([record('a', { title: 'A' }), b]);
  });

  test('are renamed with what is in them', async () => {
    await reopen(await modelOf(titled), [record('a', { title: 'A' })]);
    const renamed = await modelOf((root) => field.string({ renamedFrom: ['title'] })(root, 'name'));
    expect(await reopen(renamed)).toEqual([record('a', { name: 'A' })]);
  });

  test('lose nothing before it is asked for', async () => {
    const a = record('a', { title: 'A', note: 'N' });
    const before = await modelOf((root, domain) => {
      titled(root, domain);
      field.string()(root, 'note');
    });
    await reopen(before, [a]);
    const after = await modelOf(titled);
    await expect(reopen(after)).rejects.toMatchObject({
      code: 'SCHEMA_OUTDATED',
      details: {
        statements: ['alter table "Root" drop column "note"', expect.stringContaining('domainry_models')],
      },
    });
    expect(await reopen(after, [], { migrations: 'keep' })).toEqual([record('a', { title: 'A' })]);
    expect(await reopen(before)).toEqual([a]);
    expect(await reopen(after, [], { migrations: 'all' })).toEqual([record('a', { title: 'A' })]);
    expect(await reopen(before)).toEqual([record('a', { title: 'A' })]);
  });

  test('are converted when it is asked for, and stay as they are where a value cannot be', async () => {
    const texts = await modelOf(titled);
    const numbers = await modelOf((root) => field.integer()(root, 'title'));
    await reopen(texts, [record('a', { title: '7' })]);
    await expect(reopen(numbers)).rejects.toThrow('Keep Root.title as integer in Root.title, which is text.');
    expect(await reopen(numbers, [], { migrations: 'all' })).toEqual([record('a', { title: 7 })]);

    await reopen(texts, [record('b', { title: 'seven' })], { migrations: 'all' });
    await expect(reopen(numbers, [], { migrations: 'all' })).rejects.toMatchObject({
      code: 'SCHEMA_OUTDATED',
    });
    expect(await reopen(texts)).toEqual([record('a', { title: '7' }), record('b', { title: 'seven' })]);
  });

  test('are refused where the server would cut their names', async () => {
    const long = 'n'.repeat(64);
    const column = await modelOf((root) => field.string({ storedAs: long })(root, 'title'));
    await expect(reopen(column)).rejects.toThrow(
      /^The column of Root.title is called n+, which has 64 bytes/,
    );
    const index = await modelOf(titled, { unique: [{ fields: ['title'], name: long }] });
    await expect(reopen(index)).rejects.toThrow(
      /^An index of Root is called .+ Give a shorter one by a name for its rule/,
    );
  });

  test('are changed by hand with the statements of the error', async () => {
    await reopen(await modelOf(titled), [record('a', { title: 'A' })]);
    const indexed = await modelOf(titled, { unique: [{ fields: ['title'] }] });
    const error: unknown = await reopen(indexed, [], { migrations: 'manual' }).catch(
      (reason: unknown) => reason,
    );
    const { statements } = (error as { details: { statements: string[] } }).details;
    await onServer(async (client) => {
      await client.query(`SET search_path = ${schema}`);
      for (const statement of statements) await client.query(statement);
    });
    const twin = record('b', { title: 'A' });
    await expect(reopen(indexed, [twin], { migrations: 'manual' })).rejects.toMatchObject({
      code: 'UNIQUE_CONFLICT',
    });
  });
});
