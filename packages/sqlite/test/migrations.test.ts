import { beforeEach, expect, test } from '@jest/globals';
import { Aggregate, Domain, type DomainryError, type JsonValue } from '@domainry/core';
import type { StateRecord } from '@domainry/core/ports';
import fc from 'fast-check';
import { sqlite, type SqliteOptions } from '../src/index.js';
import {
  makeModel,
  modelPlans,
  nameOf,
  type FieldPlan,
  type ModelPlan,
} from './differential/random-model.js';
import { recordsOf } from './differential/random-values.js';
import { newFile } from './files.js';
import './same-cases-in-ci.js';

const everything = { where: { kind: 'everything' }, orderBy: [] } as const;

function simple(name: string, kind: FieldPlan['kind'] = 'string', more: Partial<FieldPlan> = {}): FieldPlan {
  return { name, kind, isRequired: false, fields: [], ...more };
}

function model(...fields: readonly FieldPlan[]): ModelPlan {
  return { fields, unique: [] };
}

let path: string;
beforeEach(() => {
  path = newFile();
});

/** Opens the file with a model, puts states in, and gives all that are there then. */
async function reopen(
  plan: ModelPlan,
  added: readonly StateRecord[] = [],
  options: SqliteOptions = {},
): Promise<readonly StateRecord[]> {
  const { root, ...made } = await makeModel(plan);
  const database = await sqlite(path, { synchronous: 'normal', ...options }).open(made);
  try {
    const transaction = await database.begin();
    for (const record of added) await transaction.states.insert(root, record);
    await transaction.commit();
    return await database.states.find(root, everything);
  } finally {
    await database.close();
  }
}

function record(id: string, data: Readonly<Record<string, JsonValue>>): StateRecord {
  return { id, version: 0, data: { id, ...data } };
}

/** The error that opening is refused with. */
async function refusal(plan: ModelPlan, options?: SqliteOptions): Promise<DomainryError> {
  const error = await reopen(plan, [], options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'SCHEMA_OUTDATED' });
  return error as DomainryError;
}

test('What a model has in addition is made when the file is opened', async () => {
  await reopen(model(simple('title')), [record('a', { title: 'A' })]);
  const lines = simple('lines', 'children', { fields: [simple('sku')] });
  const price = simple('price', 'valueObject', {
    fields: [simple('amount', 'decimal', { isRequired: true })],
  });
  const wider = model(simple('title'), simple('rank', 'integer'), lines, price);

  const b = record('b', { title: 'B', rank: 1, lines: [{ id: '1', sku: 's' }], price: { amount: '1.5' } });
  expect(await reopen(wider, [b])).toEqual([record('a', { title: 'A' }), b]);
});

test('What has another name is renamed: columns, value objects, tables of children, and what is inside of them', async () => {
  const before = model(
    simple('title'),
    simple('price', 'valueObject', { fields: [simple('amount', 'decimal', { isRequired: true })] }),
    simple('lines', 'children', {
      fields: [simple('sku'), simple('notes', 'children', { fields: [simple('text')] })],
    }),
  );
  const notes = [{ id: '1', text: 'n' }];
  await reopen(before, [
    record('a', { title: 'A', price: { amount: '1.50' }, lines: [{ id: '1', sku: 's', notes }] }),
  ]);
  const from = (name: string): Partial<FieldPlan> => ({ renamedFrom: [name] });
  const after = model(
    simple('name', 'string', from('title')),
    simple('cost', 'valueObject', {
      ...from('price'),
      fields: [simple('sum', 'decimal', { isRequired: true, ...from('amount') })],
    }),
    simple('items', 'children', {
      ...from('lines'),
      fields: [
        simple('article', 'string', from('sku')),
        simple('notes', 'children', { fields: [simple('text')] }),
      ],
    }),
  );

  expect(await reopen(after)).toEqual([
    record('a', { name: 'A', cost: { sum: '1.50' }, items: [{ id: '1', article: 's', notes }] }),
  ]);
});

test('What would remove something is refused, with what would be done and how, until it is asked for', async () => {
  const before = model(
    simple('title'),
    simple('note'),
    simple('lines', 'children', { fields: [simple('sku')] }),
  );
  const a = record('a', { title: 'A', note: 'N', lines: [{ id: '1', sku: 's' }] });
  await reopen(before, [a]);
  const after = model(simple('title'));

  const error = await refusal(after);
  expect(error.message).toContain('Remove the column note of Root, which held note.');
  expect(error.message).toContain('Remove the table Root_lines, which held Root.lines.');
  expect(error.message).toContain("{ migrations: 'keep' }");
  expect(error.details?.['statements']).toEqual([
    'alter table "Root" drop column "note"',
    'drop table "Root_lines"',
    expect.stringMatching(/^INSERT INTO domainry_schema/),
  ]);
  // Nothing was changed.
  expect(await reopen(before)).toEqual([a]);
  expect(await reopen(after, [], { migrations: 'keep' })).toEqual([record('a', { title: 'A' })]);
  // What was kept is there again when it is wanted again, and can be removed later.
  expect(await reopen(before)).toEqual([a]);
  expect(await reopen(after, [], { migrations: 'all' })).toEqual([record('a', { title: 'A' })]);
  expect(await reopen(before)).toEqual([record('a', { title: 'A' })]);
});

test('Values of another kind are converted when it is asked for, and not where the database cannot say how', async () => {
  await reopen(model(simple('rank', 'integer'), simple('price', 'float')), [
    record('a', { rank: 7, price: 1.5 }),
  ]);
  const texts = model(simple('rank', 'string'), simple('price', 'float'));
  expect((await refusal(texts)).message).toContain('Keep Root.rank as text in Root.rank, which is integer.');
  expect(await reopen(texts, [], { migrations: 'all' })).toEqual([record('a', { rank: '7', price: 1.5 })]);

  const exact = model(simple('rank', 'string'), simple('price', 'decimal'));
  const error = await refusal(exact, { migrations: 'all' });
  expect(error.message).toContain('Take another field for it, copy the values by your own code');
});

test('With manual migrations nothing is done, and the statements of the error do it', async () => {
  await reopen(model(simple('title')), [record('a', { title: 'A' })]);
  const wider = model(simple('title'), simple('rank', 'integer'));
  const { details } = await refusal(wider, { migrations: 'manual' });

  const { loadDriver } = await import('../src/driver/open-handle.js');
  const file = (await loadDriver()).open(path);
  for (const statement of details!['statements'] as readonly string[]) file.exec(statement);
  file.close();
  const b = record('b', { title: 'B', rank: 1 });
  expect(await reopen(wider, [b], { migrations: 'manual' })).toEqual([record('a', { title: 'A' }), b]);
});

test('With manual migrations not even the table of another aggregate is made unasked', async () => {
  const domainOf = (...names: readonly string[]): Domain => {
    const domain = new Domain('Growing');
    for (const name of names) domain.register({ [name]: class extends Aggregate {} }[name]!);
    return domain;
  };
  const opening = async (names: readonly string[], migrations: 'additive' | 'manual'): Promise<void> => {
    const domain = domainOf(...names);
    await domain.init({ databases: { default: sqlite(path, { migrations }) } });
    await domain.close();
  };
  await opening(['Account'], 'manual');
  await expect(opening(['Account', 'Card'], 'manual')).rejects.toMatchObject({
    code: 'SCHEMA_OUTDATED',
    message: expect.stringContaining('Make the table Card'),
  });
  await opening(['Account', 'Card'], 'additive');
  await opening(['Account', 'Card'], 'manual');
});

test('A rule that what is stored breaks is told of, and nothing is changed', async () => {
  const plain = model(simple('title'));
  const both = [record('a', { title: 'A' }), record('b', { title: 'A' })];
  await reopen(plain, both);
  const error = await refusal({ fields: [simple('title'), simple('rank', 'integer')], unique: [0] });
  expect(error.message).toContain('Make the index Root_unique_title. UNIQUE constraint failed');
  expect(await reopen(plain)).toEqual(both);
});

test('Value objects stay there when they get a field by which they are recognised from then on', async () => {
  const price = (...fields: readonly FieldPlan[]): ModelPlan =>
    model(simple('price', 'valueObject', { fields }));
  const currency = simple('currency');
  await reopen(price(currency), [
    record('a', { price: {} }),
    record('b', { price: { currency: 'EUR' } }),
    record('c', {}),
  ]);
  const required = { isRequired: true };
  const error = await refusal(price(currency, simple('amount', 'integer', required)), { migrations: 'all' });
  expect(error.message).toContain('Know by Root.price_amount whether there is a Root.price');

  path = newFile();
  await reopen(price(simple('currency', 'string', required)), [
    record('b', { price: { currency: 'EUR' } }),
    record('c', {}),
  ]);
  // What was required no longer is: what it was seen by before tells where to put a mark.
  expect(await reopen(price(currency))).toEqual([
    record('b', { price: { currency: 'EUR' } }),
    record('c', {}),
  ]);
});

test('Files in which nobody kept what the tables were made for are taken on', async () => {
  const before = model(simple('title'));
  await reopen(before, [record('a', { title: 'A' })]);
  const { loadDriver } = await import('../src/driver/open-handle.js');
  const file = (await loadDriver()).open(path);
  const waiting = {
    id: 'm',
    type: 'T',
    kind: 'command',
    stream: 'Account-1',
    time: '2026-01-02T03:04:05.678Z',
  };
  file.exec(`
    DROP TABLE domainry_schema;
    DROP TABLE domainry_migrations;
    CREATE TABLE domainry_head (position INTEGER);
    DROP VIEW domainry_streams;
    DROP TRIGGER domainry_events_remain;
    CREATE TRIGGER domainry_events_remain BEFORE DELETE ON domainry_events
    BEGIN SELECT raise(ABORT, 'events are never removed'); END;
    DROP TABLE domainry_archived_events;
    DROP TABLE domainry_archived_tags;
    DROP TABLE domainry_stream_traits;
    CREATE TABLE domainry_streams (
      stream TEXT PRIMARY KEY, category TEXT NOT NULL, version INTEGER NOT NULL, first_version INTEGER NOT NULL DEFAULT 0,
      archived INTEGER NOT NULL DEFAULT 0, metadata TEXT NOT NULL DEFAULT '{}'
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX domainry_streams_category ON domainry_streams (category, stream);
    INSERT INTO domainry_events VALUES (1, 'Account-1', 0, 'Account', 'e', 'Opened', 0, '{}', '{}', '["t"]');
    INSERT INTO domainry_event_tags VALUES ('t', 1);
    INSERT INTO domainry_streams (stream, category, version, archived) VALUES ('Account-1', 'Account', 0, 1);
    DROP TABLE domainry_outbox;
    CREATE TABLE domainry_outbox (
      position INTEGER PRIMARY KEY AUTOINCREMENT, destination TEXT NOT NULL, priority INTEGER NOT NULL, data TEXT NOT NULL,
      metadata TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, failure TEXT
    ) STRICT;
    CREATE INDEX domainry_outbox_waiting ON domainry_outbox (destination, priority DESC, position);
    INSERT INTO domainry_outbox (destination, priority, data, metadata, attempts, failure)
    VALUES ('broker', 0, '{}', '${JSON.stringify(waiting)}', 2, 'unreachable');
    PRAGMA user_version = 1`);
  file.close();
  const wider = model(simple('title'), simple('rank', 'integer'));
  expect(await reopen(wider)).toEqual([record('a', { title: 'A' })]);

  const made = await makeModel(wider);
  const database = await sqlite(path).open(made);
  expect(await database.events.describeStream('Account-1')).toEqual({
    stream: 'Account-1',
    version: 0,
    firstVersion: 0,
    isArchived: true,
    metadata: {},
  });
  expect(await database.events.readStream('Account-1', { limit: 9 })).toEqual([]);
  expect(await database.events.readStream('Account-1', { limit: 9, includeArchived: true })).toMatchObject([
    { id: 'e', position: 1, version: 0 },
  ]);
  const tagged = { query: { items: [{ tags: ['t'] }] }, limit: 9 };
  expect(await database.events.readFeed(tagged)).toMatchObject([{ id: 'e' }]);
  expect(await database.outbox.list({ limit: 9 })).toMatchObject([
    { key: 'Account-1', since: 1_767_323_045_000, attempts: 2, reason: 'unreachable', state: 'waiting' },
  ]);
  await database.close();
});

/** How a model becomes another one, of which everything that was stored is to be found again. */
const changes = fc.record({
  added: fc.array(
    modelPlans.map(({ fields }) => fields[0]!),
    { maxLength: 2 },
  ),
  renamed: fc.array(fc.nat(6), { maxLength: 3 }),
  turned: fc.nat(6),
});

test('Whatever was stored is there after fields were added, renamed and put in another order', async () => {
  await fc.assert(
    fc.asyncProperty(modelPlans, changes, fc.integer(), async (plan, { added, renamed, turned }, seed) => {
      path = newFile();
      const before: ModelPlan = { fields: plan.fields, unique: [] };
      const { root } = await makeModel(before);
      const [records] = fc.sample(
        fc.uniqueArray(recordsOf(root), { selector: ({ id }) => id, maxLength: 5 }),
        {
          seed,
          numRuns: 1,
        },
      );
      const newNames = new Map<string, string>();
      const fields = plan.fields.map((field, place): FieldPlan => {
        const name = nameOf(field, place);
        if (!renamed.includes(place)) return { ...field, name };
        newNames.set(name, `g${place}`);
        return { ...field, name: `g${place}`, renamedFrom: [name] };
      });
      const others = added.map((field, at): FieldPlan => ({ ...field, name: `h${at}`, isRequired: false }));
      const at = turned % fields.length;
      const after: ModelPlan = {
        fields: [...fields.slice(at), ...others, ...fields.slice(0, at)],
        unique: [],
      };

      const stored = await reopen(before, records);
      const found = await reopen(after);
      const expected = stored.map(({ data, ...rest }) => ({
        ...rest,
        data: Object.fromEntries(
          Object.entries(data).map(([name, value]) => [newNames.get(name) ?? name, value]),
        ),
      }));
      expect(found).toEqual(expected);
    }),
    { numRuns: Number(process.env['DIFFERENTIAL_RUNS'] ?? 40) },
  );
});
