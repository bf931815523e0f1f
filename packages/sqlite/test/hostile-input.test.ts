import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Database, Lookup, NewEvent, Predicate, StateRecord } from '@domainry/core/ports';
import { SqliteConnection } from '../src/driver/connection.js';
import { loadDriver } from '../src/driver/open-handle.js';
import { sqlite } from '../src/index.js';
import { makeModel, type FieldPlan } from './differential/random-model.js';
import { newFile } from './files.js';
import { hostileStrings } from './hostile-strings.js';

const field = (name: string, kind: FieldPlan['kind'], fields: readonly FieldPlan[] = []): FieldPlan => ({
  name,
  kind,
  isRequired: false,
  fields,
});

const { root, ...model } = await makeModel({
  fields: [
    field('title', 'string'),
    field('texts', 'texts'),
    field('document', 'json'),
    field('place', 'valueObject', [field('city', 'string')]),
    field('lines', 'children', [field('sku', 'string')]),
  ],
  unique: [],
});

let path: string;
let database: Database;
/** Every statement that reaches the driver. */
let statements: Set<string>;

beforeEach(async () => {
  path = newFile();
  const file = (await loadDriver()).open(path);
  file.exec("CREATE TABLE canary (secret TEXT); INSERT INTO canary VALUES ('alive')");
  file.close();
  database = await sqlite(path, { synchronous: 'normal' }).open(model);
  statements = new Set();
  for (const method of ['all', 'lists', 'get', 'run', 'exec'] as const) {
    const original = SqliteConnection.prototype[method] as (text: string, ...values: never[]) => never;
    jest.spyOn(SqliteConnection.prototype, method).mockImplementation(function (
      this: SqliteConnection,
      text: string,
      ...values: never[]
    ) {
      statements.add(text);
      return original.call(this, text, ...values);
    } as never);
  }
});

afterEach(async () => {
  jest.restoreAllMocks();
  await database.close();
  await expectCanary();
});

/** The table of somebody else has in it what it had. */
async function expectCanary(): Promise<void> {
  const file = (await loadDriver()).open(path);
  const canary = file.prepare('SELECT secret FROM canary').all();
  file.close();
  expect(canary).toEqual([{ secret: 'alive' }]);
}

const mark = 'MARK7f3a';
/** With something that no statement has in it by itself. */
const marked = hostileStrings.map((text) => `${mark}${text}`);

function expectNothingInStatements(): void {
  expect(statements.size).toBeGreaterThan(3);
  expect([...statements].filter((text) => text.includes(mark))).toEqual([]);
}

function record(text: string, number: number): StateRecord {
  const id = `${text}#${number}`;
  const data = {
    id,
    title: text,
    texts: [text],
    document: { [`key${text}`]: text },
    place: { city: text },
    lines: [{ id: text, sku: text }],
  };
  return { id, version: 0, data };
}

const lookups: readonly Lookup[] = [
  'equals',
  'equalsIgnoringCase',
  'contains',
  'containsIgnoringCase',
  'startsWith',
  'startsWithIgnoringCase',
  'endsWith',
  'endsWithIgnoringCase',
  'gte',
  'lte',
];

function questionsOf(text: string): readonly Predicate[] {
  const compare = (path: string, lookup: Lookup, value: unknown): Predicate => ({
    kind: 'compare',
    path: path.split('.'),
    lookup,
    value: value as never,
  });
  return [
    ...['title', 'place.city'].flatMap((each) => lookups.map((lookup) => compare(each, lookup, text))),
    compare('title', 'in', [text, null]),
    compare('texts', 'has', text),
    compare('texts', 'hasAny', [text]),
    compare('texts', 'hasAll', [text]),
    compare('texts', 'equals', [text]),
    compare('document', 'equals', { [`key${text}`]: text }),
    { kind: 'members', path: ['lines'], quantifier: 'some', part: compare('sku', 'equals', text) },
    { kind: 'members', path: ['lines'], quantifier: 'every', part: compare('sku', 'contains', text) },
  ];
}

test('States keep every text, are found by each look-up for it, and no statement has it in it', async () => {
  const insert = await database.begin();
  for (const [at, text] of marked.entries()) await insert.states.insert(root, record(text, at));
  await insert.commit();

  for (const [at, text] of marked.entries()) {
    const expected = record(text, at);
    expect(await database.states.get(root, expected.id)).toEqual(expected);
    for (const where of questionsOf(text)) {
      const orderBy = [{ path: ['title'], direction: 'descending', absent: 'last' }] as const;
      const found = await database.states.find(root, { where, orderBy, offset: 0 });
      expect(found.map(({ id }) => id)).toContain(expected.id);
      // Some texts are the same but for their case; nothing has all texts in it.
      expect(found.length).toBeLessThanOrEqual(marked.length);
    }
    const exactly = { where: questionsOf(text)[0]!, orderBy: [] };
    expect((await database.states.find(root, exactly)).map(({ id }) => id)).toEqual([expected.id]);
    // A place to go on from is given by the caller, too.
    const after = { ...exactly, after: [`${expected.id}~`] };
    expect(await database.states.find(root, after)).toEqual([]);
  }
  expectNothingInStatements();

  const remove = await database.begin();
  for (const text of marked) {
    const [where] = questionsOf(text);
    expect(await remove.states.updateAll(root, where!, { title: `${text}!` })).toBe(1);
    const renamed: Predicate = { kind: 'compare', path: ['title'], lookup: 'equals', value: `${text}!` };
    expect(await remove.states.removeAll(root, renamed)).toBe(1);
  }
  await remove.commit();
  expect(await database.states.count(root, { kind: 'everything' })).toBe(0);
  expectNothingInStatements();
});

test('Events keep every text as stream, tag, identity, type and data, and are found by each', async () => {
  const eventOf = (text: string): NewEvent => ({
    id: text,
    type: text,
    time: 0,
    data: JSON.stringify({ text }),
    metadata: JSON.stringify({ [text]: text }),
    tags: [text, `tag:${text}`],
  });
  for (const text of marked) {
    const transaction = await database.begin();
    await transaction.events.append([{ stream: text, expected: 'none', events: [eventOf(text)] }], {
      failIfMatch: { items: [{ types: [text], tags: [text, `tag:${text}`] }] },
    });
    await transaction.events.describe(text, { [text]: text });
    await transaction.idempotency.claim(text, text, 'fail');
    await transaction.idempotency.complete({ key: text, fingerprint: text, result: text, time: 0 });
    await transaction.commit();
  }

  for (const [at, text] of marked.entries()) {
    const expected = { ...eventOf(text), stream: text, version: 0, position: at + 1 };
    expect(await database.events.readStream(text, { limit: 10 })).toEqual([expected]);
    for (const query of [{ types: [text] }, { tags: [text] }, { types: [text], tags: [`tag:${text}`, text] }])
      expect(await database.events.readFeed({ query: { items: [query] }, limit: 10 })).toEqual([expected]);
    expect((await database.events.describeStream(text)).metadata).toEqual({ [text]: text });
    expect(await database.idempotency.find(text)).toMatchObject({ fingerprint: text, result: text });
    await database.snapshots.save({ stream: text, version: 0, format: text, data: text, time: 0 });
    expect(await database.snapshots.load(text)).toMatchObject({ format: text, data: text });
    expect((await database.events.readFeed({ category: text, limit: 1000 })).length).toBeLessThan(3);
    await database.events.listStreams({ after: text, category: text, limit: 3 });
  }
  expect((await database.events.listStreams({ limit: 1000 })).length).toBe(marked.length);
  expectNothingInStatements();
});

test('Nothing that was stored changes what all objects have in common', async () => {
  const pictures = [Object.prototype, Array.prototype, Function.prototype].map((each) =>
    Object.getOwnPropertyNames(each),
  );
  const document = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  ) as never;
  const transaction = await database.begin();
  await transaction.states.insert(root, { id: '__proto__', version: 0, data: { id: '__proto__', document } });
  await transaction.commit();

  const found = await database.states.get(root, '__proto__');
  expect(JSON.stringify(found?.data['document'])).toBe(JSON.stringify(document));
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(
    [Object.prototype, Array.prototype, Function.prototype].map((each) => Object.getOwnPropertyNames(each)),
  ).toEqual(pictures);
});
