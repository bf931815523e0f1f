import type { JsonValue } from '@domainry/core';
import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { compare, everything, found, insert, record } from './state-records.js';
import { severalStatesChecks } from './several-states.js';
import { stateVersionChecks } from './state-versions.js';
import { letOthersRun, succeeds, transact, type DatabaseSubject } from './subject.js';

/**
 * Something of every kind, as it is stored, with what stores are known to lose. Fields refuse texts with U+0000 and halves of
 * surrogate pairs, so that no store is asked to keep them.
 */
const values: Readonly<Record<string, JsonValue>> = {
  title: 'a \u{1f600} \' " \\ % _ \n é e\u0301',
  nickname: '',
  note: '\u0001 between \ufeff',
  count: -9007199254740991,
  limit: 0,
  big: '123456789012345678901234567890',
  ratio: 5e-324,
  amount: '100000000000000000000.000000000001',
  flag: false,
  day: '0001-01-01',
  moment: '2030-02-28T23:59:59.999Z',
  code: 'DE-42',
  serial: 9007199254740991,
  token: '018f6b1e-2c3d-7abc-8def-0123456789ab',
  choice: 'green',
  state: 'draft',
  document: { '': [null, 0.1, { deep: [[]] }], constructor: 1, 'a.b': {} },
  tags: ['', 'b', 'a', 'a'],
  scores: [3, 1, 2],
  table: { one: 1, 'two words': 2, '': 3 },
  price: { amount: '1.50', currency: 'EUR' },
  prices: [
    { amount: '1', currency: 'EUR' },
    { amount: '2', currency: 'USD' },
  ],
  label: { id: 'label', text: 'fragile' },
  lines: [
    { id: 'l1', sku: 'b', quantity: 2 },
    { id: 'l2', sku: 'a' },
  ],
  owner: 'other',
  colour: { hex: '#fff' },
};

const roundTrip = checksOf<DatabaseSubject>('states', 'round trip', {
  'Values of every kind are read as they were written': async ({ database, specimen }) => {
    const full = record('full', values);
    await insert(database, specimen, full);
    deepEqual(await database.states.get(specimen, 'full'), full);
    deepEqual(await database.states.find(specimen, { where: everything, orderBy: [] }), [full]);
  },
  'Each kind is kept by itself, and what is absent stays absent': async ({ database, specimen }) => {
    const each = Object.entries(values).map(([name, value]) => record(name, { [name]: value }));
    await insert(database, specimen, ...each, record('nothing'));
    for (const one of each) deepEqual(await database.states.get(specimen, one.id), one);
    deepEqual(await database.states.get(specimen, 'nothing'), record('nothing'));
  },
  'Identities may be numbers, and texts of any form': async ({ database, numbered, specimen }) => {
    const ids = ['a', 'A', 'a ', "'; --", '0', '\u{1f600}', 'é', 'e\u0301'];
    await insert(database, specimen, ...ids.map((id) => record(id)));
    for (const id of ids) strictEqual((await database.states.get(specimen, id))?.id, id);
    for (const key of [0, -1, 9007199254740991])
      await insert(database, numbered, { id: key, version: 0, data: { key, text: `${key}` } });
    strictEqual((await database.states.get(numbered, -1))?.data['text'], '-1');
    deepEqual(await database.states.get(numbered, 7), undefined);
  },
  "What is stored is nobody else's": async ({ database, specimen }) => {
    const data = { id: 'a', tags: ['one'], document: { list: [1] } };
    await insert(database, specimen, { id: 'a', version: 0, data });
    data.tags.push('two');
    data.document.list.push(2);
    const read = (await database.states.get(specimen, 'a'))!;
    // What is frozen throws; what is not must not matter.
    await succeeds(Promise.resolve().then(() => (read.data as typeof data).tags.push('three')));
    await succeeds(Promise.resolve().then(() => ((read.data as { title?: string }).title = 'mine')));
    deepEqual((await database.states.get(specimen, 'a'))?.data, {
      id: 'a',
      tags: ['one'],
      document: { list: [1] },
    });
  },
  'What JSON cannot hold is refused': async ({ database, specimen }) => {
    for (const ratio of [Number.NaN, Number.POSITIVE_INFINITY])
      await rejects('NOT_STORABLE', () => insert(database, specimen, record('a', { ratio })));
    strictEqual(await database.states.count(specimen, everything), 0);
  },
});

const unique = checksOf<DatabaseSubject>('states', 'unique rules', {
  'Values of a unique field are taken once, on insert and on update': async ({ database, member }) => {
    await insert(database, member, record('a', { email: 'x' }), record('b', { email: 'y' }));
    const error = await rejects('UNIQUE_CONFLICT', () =>
      insert(database, member, record('c', { email: 'x' })),
    );
    deepEqual(error.details, { element: 'Member', fields: ['email'], rule: 'email' });
    await rejects('UNIQUE_CONFLICT', () =>
      transact(database, ({ states }) => states.update(member, record('b', { email: 'x' }, 1), 0)),
    );
    await transact(database, ({ states }) => states.update(member, record('b', { email: 'y' }, 1), 0));
    deepEqual(await found(database, member, everything), ['a', 'b']);
  },
  'Absent values are never the same': async ({ database, member }) => {
    await insert(
      database,
      member,
      record('a'),
      record('b'),
      record('c', { club: 'x' }),
      record('d', { club: 'x' }),
    );
    strictEqual(await database.states.count(member, everything), 4);
  },
  'Texts are told apart by case, accents and spaces; numbers that are equal are the same': async (
    subject,
  ) => {
    const { database, member } = subject;
    for (const [index, email] of ['x', 'X', 'x ', 'é', 'e\u0301', ''].entries())
      await insert(database, member, record(`${index}`, { email }));
    await insert(database, member, record('n', { credit: '1.0' }));
    await rejects('UNIQUE_CONFLICT', () => insert(database, member, record('m', { credit: '1' })));
  },
  'Several fields are taken together': async ({ database, member }) => {
    await insert(
      database,
      member,
      record('a', { club: 'x', number: 1 }),
      record('b', { club: 'x', number: 2 }),
    );
    await insert(database, member, record('c', { club: 'y', number: 1 }));
    const error = await rejects('UNIQUE_CONFLICT', () =>
      insert(database, member, record('d', { club: 'x', number: 2 })),
    );
    deepEqual(error.details['fields'], ['club', 'number']);
    await rejects('UNIQUE_CONFLICT', () =>
      transact(database, ({ states }) => states.update(member, record('c', { club: 'x', number: 1 }, 1), 0)),
    );
  },
  'A rule with a condition holds where the condition does': async ({ database, member }) => {
    await insert(database, member, record('a', { nickname: 'x', closed: true }));
    await insert(database, member, record('b', { nickname: 'x', closed: true }));
    await insert(database, member, record('c', { nickname: 'x', closed: false }));
    await rejects('UNIQUE_CONFLICT', () =>
      insert(database, member, record('d', { nickname: 'x', closed: false })),
    );
    await rejects('UNIQUE_CONFLICT', () =>
      transact(database, ({ states }) =>
        states.update(member, record('a', { nickname: 'x', closed: false }, 1), 0),
      ),
    );
  },
  'A value that was given up can be taken, in the same transaction as well': async ({ database, member }) => {
    await insert(database, member, record('a', { email: 'x' }), record('b', { email: 'y' }));
    await transact(database, async ({ states }) => {
      await states.remove(member, 'a', 0);
      await states.update(member, record('b', { email: 'x' }, 1), 0);
      await states.insert(member, record('c', { email: 'y' }));
    });
    deepEqual(await found(database, member, compare('email', 'equals', 'x')), ['b']);
  },
  'A value that two transactions want goes to one of them': async ({ database, member, patience }) => {
    const first = await database.begin();
    await first.states.insert(member, record('a', { email: 'x' }));
    const second = succeeds(insert(database, member, record('b', { email: 'x' })));
    await letOthersRun(patience);
    const outcomes = [await succeeds(first.commit()), await second];
    strictEqual(outcomes.filter(Boolean).length, 1);
    strictEqual(await database.states.count(member, everything), 1);
  },
});

const sets = checksOf<DatabaseSubject>('states', 'many at once', {
  'All states that match are set, their versions advance, others stay as they are': async (subject) => {
    const { database, specimen } = subject;
    const many = Array.from({ length: 250 }, (_, index) =>
      record(`${index}`.padStart(3, '0'), { count: index % 2, title: 'old', amount: '1.5' }),
    );
    await insert(database, specimen, ...many);
    const changed = await transact(database, ({ states }) =>
      states.updateAll(specimen, compare('count', 'equals', 1), { title: 'new', amount: null }),
    );
    strictEqual(changed, 125);
    strictEqual(await database.states.count(specimen, compare('title', 'equals', 'new')), 125);
    deepEqual(await database.states.get(specimen, '001'), record('001', { count: 1, title: 'new' }, 1));
    deepEqual(await database.states.get(specimen, '002'), many[2]);
  },
  'All states that match are removed': async ({ database, specimen }) => {
    await insert(
      database,
      specimen,
      ...Array.from({ length: 250 }, (_, index) => record(`${index}`, { count: index })),
    );
    const removed = await transact(database, ({ states }) =>
      states.removeAll(specimen, compare('count', 'lt', 249)),
    );
    strictEqual(removed, 249);
    deepEqual(await found(database, specimen, everything), ['249']);
  },
  'What they would make the same is refused as a whole': async ({ database, member }) => {
    await insert(database, member, record('a'), record('b'), record('c', { email: 'x' }));
    await rejects('UNIQUE_CONFLICT', () =>
      transact(database, ({ states }) => states.updateAll(member, everything, { email: 'y' })),
    );
    strictEqual(await database.states.count(member, compare('email', 'equals', 'y')), 0);
    strictEqual((await database.states.get(member, 'a'))?.version, 0);
  },
  'They see what their transaction wrote': async ({ database, specimen }) => {
    await insert(database, specimen, record('a', { count: 1 }));
    await transact(database, async ({ states }) => {
      await states.insert(specimen, record('b', { count: 1 }));
      strictEqual(await states.updateAll(specimen, compare('count', 'equals', 1), { count: 2 }), 2);
      strictEqual(await states.removeAll(specimen, compare('id', 'equals', 'a')), 1);
      deepEqual((await states.get(specimen, 'b'))?.data['count'], 2);
    });
    deepEqual(await found(database, specimen, everything), ['b']);
  },
});

const counted = checksOf<DatabaseSubject>('states', 'counted numbers', {
  'Each state gets a number of its own, which the store tells': async ({ database, member }) => {
    const given = await transact(database, async ({ states }) => [
      await states.insert(member, record('a')),
      await states.insert(member, record('b')),
    ]);
    const [first, second] = given.map(({ counted: values }) => values?.['row'] as number);
    strictEqual(second! > first!, true);
    strictEqual((await database.states.get(member, 'b'))?.data['row'], second);
  },
  'A number is not given twice, also when the transaction came to nothing': async ({ database, member }) => {
    const dropped = await database.begin();
    const lost = (await dropped.states.insert(member, record('a'))).counted?.['row'] as number;
    await dropped.rollback();
    const next = await transact(database, ({ states }) => states.insert(member, record('b')));
    strictEqual((next.counted?.['row'] as number) > lost, true);
  },
  'A number that is given is kept, and those that follow are greater': async ({ database, member }) => {
    await insert(database, member, record('a', { row: 41 }));
    strictEqual((await database.states.get(member, 'a'))?.data['row'], 41);
    const next = await transact(database, ({ states }) => states.insert(member, record('b')));
    strictEqual((next.counted?.['row'] as number) > 41, true);
  },
});

export const stateWritingChecks: readonly Check<DatabaseSubject>[] = [
  ...roundTrip,
  ...stateVersionChecks,
  ...severalStatesChecks,
  ...unique,
  ...sets,
  ...counted,
];
