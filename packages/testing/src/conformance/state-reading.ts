import type { JsonValue } from '@domainry/core';
import {
  matcherOf,
  type Database,
  type Predicate,
  type StateQuery,
  type StateShape,
} from '@domainry/core/ports';
import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { fill } from './five-states.js';
import { cases } from './lookup-cases.js';
import { randomConditions } from './random-conditions.js';
import { compare, everything, found, insert, record } from './state-records.js';
import { transact, type DatabaseSubject } from './subject.js';

const lookups = Object.entries(cases).flatMap(([name, group]) =>
  checksOf<DatabaseSubject>('states', 'look-ups', {
    [name]: async ({ database, specimen }) => {
      await fill(database, specimen);
      for (const [path, lookup, value, ids] of group) {
        const where = compare(path, lookup, value);
        const title = `${path} ${lookup} ${JSON.stringify(value)}`;
        deepEqual([title, (await found(database, specimen, where)).join('')], [title, ids]);
        strictEqual(await database.states.count(specimen, where), ids.length, title);
        // Not is the exact complement, whatever is absent.
        const others = 'abcde'
          .split('')
          .filter((id) => !ids.includes(id))
          .join('');
        const without = (await found(database, specimen, { kind: 'not', part: where })).join('');
        deepEqual([`not ${title}`, without], [`not ${title}`, others]);
      }
    },
  }),
);

const conditions = checksOf<DatabaseSubject>('states', 'conditions', {
  'And, or and not go together; of no parts, all and none match': async ({ database, specimen }) => {
    await fill(database, specimen);
    const red = compare('choice', 'equals', 'red');
    const many = compare('count', 'gt', 1);
    const ask = async (where: Predicate): Promise<string> =>
      (await found(database, specimen, where)).join('');
    strictEqual(await ask({ kind: 'and', parts: [red, many] }), 'c');
    strictEqual(await ask({ kind: 'or', parts: [red, many] }), 'abc');
    strictEqual(await ask({ kind: 'and', parts: [red, { kind: 'not', part: many }] }), 'a');
    strictEqual(await ask({ kind: 'not', part: { kind: 'or', parts: [red, many] } }), 'de');
    strictEqual(await ask({ kind: 'and', parts: [] }), 'abcde');
    strictEqual(await ask({ kind: 'or', parts: [] }), '');
    strictEqual(await ask(everything), 'abcde');
  },
  'Two fields of a state are compared; an absent one is equal to an absent one': async ({
    database,
    specimen,
  }) => {
    await fill(database, specimen);
    const ask = async (lookup: 'equals' | 'gt' | 'gte' | 'lt' | 'lte'): Promise<string> =>
      (
        await found(database, specimen, { kind: 'compareFields', path: ['count'], lookup, other: ['limit'] })
      ).join('');
    deepEqual(
      [await ask('equals'), await ask('gt'), await ask('gte'), await ask('lt'), await ask('lte')],
      ['be', 'c', 'bc', 'a', 'ab'],
    );
    const exact = { kind: 'compareFields', path: ['count'], lookup: 'lt', other: ['amount'] } as const;
    strictEqual((await found(database, specimen, exact)).join(''), 'ac');
  },
  'Children and lists of value objects are asked for some, every and none of them': async (subject) => {
    const { database, specimen } = subject;
    await fill(database, specimen);
    const ask = async (
      path: string,
      quantifier: 'some' | 'every' | 'none',
      part: Predicate,
    ): Promise<string> =>
      (await found(database, specimen, { kind: 'members', path: [path], quantifier, part })).join('');
    const dear = compare('quantity', 'gte', 2);
    strictEqual(await ask('lines', 'some', dear), 'ab');
    strictEqual(await ask('lines', 'every', dear), 'bcde');
    strictEqual(await ask('lines', 'none', dear), 'cde');
    // One member has to fulfil all of a condition.
    const both: Predicate = { kind: 'and', parts: [compare('sku', 'equals', 's1'), dear] };
    strictEqual(await ask('lines', 'some', both), 'b');
    strictEqual(await ask('lines', 'some', compare('quantity', 'isNull', true)), 'a');
    strictEqual(await ask('prices', 'some', compare('currency', 'equals', 'EUR')), 'a');
    strictEqual(await ask('prices', 'none', compare('amount', 'gt', '1')), 'bcde');
  },
  'Conditions put together at random mean what the reference says': async ({ database, specimen }) => {
    await fill(database, specimen);
    const all = await database.states.find(specimen, { where: everything, orderBy: [] });
    for (const where of randomConditions(200)) {
      const matches = matcherOf(specimen, where);
      const expected = all.filter(({ data }) => matches(data)).map(({ id }) => id);
      const title = JSON.stringify(where);
      deepEqual([title, await found(database, specimen, where)], [title, expected]);
    }
  },
  'A field that is not there is refused': async ({ database, specimen }) => {
    await rejects('QUERY_INVALID', () => found(database, specimen, compare('nothing', 'equals', 1)));
    await rejects('QUERY_INVALID', () =>
      transact(database, ({ states }) => states.removeAll(specimen, compare('price.x', 'equals', 1))),
    );
  },
});

const order = checksOf<DatabaseSubject>('states', 'order and pages', {
  'States come in the order of fields, the identity last; absent values where they are wanted': async (
    subject,
  ) => {
    const { database, specimen } = subject;
    await fill(database, specimen);
    const ask = async (
      ...orderBy: [string, 'ascending' | 'descending', 'first' | 'last'][]
    ): Promise<string> =>
      ids(database, specimen, {
        where: everything,
        orderBy: orderBy.map(([path, direction, absent]) => ({ path: path.split('.'), direction, absent })),
      });
    strictEqual(await ask(), 'abcde');
    strictEqual(await ask(['count', 'ascending', 'last']), 'dabce');
    strictEqual(await ask(['count', 'ascending', 'first']), 'edabc');
    strictEqual(await ask(['count', 'descending', 'last']), 'cbade');
    strictEqual(await ask(['count', 'descending', 'first']), 'ecbad');
    strictEqual(await ask(['title', 'ascending', 'last']), 'abcde');
    strictEqual(await ask(['amount', 'descending', 'last']), 'cbade');
    strictEqual(await ask(['big', 'ascending', 'last']), 'bacde');
    strictEqual(await ask(['choice', 'ascending', 'last']), 'bacde');
    strictEqual(await ask(['choice', 'descending', 'last'], ['count', 'descending', 'last']), 'cabde');
    strictEqual(await ask(['price.amount', 'ascending', 'first']), 'cdeab');
    strictEqual(await ask(['id', 'descending', 'last']), 'edcba');
  },
  'Some are skipped, and as many are given as are wanted; without a limit, all': async ({
    database,
    specimen,
  }) => {
    const many = Array.from({ length: 1203 }, (_, index) => record(`${index}`.padStart(5, '0')));
    await insert(database, specimen, ...many);
    const query = { where: everything, orderBy: [] };
    strictEqual((await database.states.find(specimen, query)).length, 1203);
    const page = await database.states.find(specimen, { ...query, offset: 1200, limit: 10 });
    deepEqual(
      page.map(({ id }) => id),
      ['01200', '01201', '01202'],
    );
    deepEqual(await database.states.find(specimen, { ...query, limit: 0 }), []);
  },
  'Reading on after a place gives every state once, in any order, absent values included': async (
    subject,
  ) => {
    const { database, specimen } = subject;
    await fill(database, specimen);
    for (const direction of ['ascending', 'descending'] as const)
      for (const absent of ['first', 'last'] as const)
        for (const path of [['choice'], ['amount'], ['title']]) {
          const query: StateQuery = { where: everything, orderBy: [{ path, direction, absent }] };
          const whole = await ids(database, specimen, query);
          let seen = '';
          for (let after: readonly JsonValue[] | undefined; ;) {
            const [state] = await database.states.find(specimen, {
              ...query,
              limit: 1,
              ...(after === undefined ? {} : { after }),
            });
            if (state === undefined) break;
            seen += state.id;
            after = [state.data[path[0]!] ?? null, state.id];
          }
          strictEqual(seen, whole);
        }
  },
});

const calculations = checksOf<DatabaseSubject>('states', 'calculations', {
  'Absent values do not count; sums of decimals and integers are exact': async ({ database, specimen }) => {
    await fill(database, specimen);
    const ask = (where: Predicate, path: string): Promise<readonly JsonValue[]> =>
      database.states.calculate(
        specimen,
        where,
        (['count', 'sum', 'min', 'max', 'avg'] as const).map((of) => ({ of, path: path.split('.') })),
      );
    deepEqual(await ask(everything, 'count'), [5, 1, -5, 3, 0.25]);
    deepEqual(await ask(everything, 'amount'), [5, '13.5', '1.50', '10', '4.5']);
    deepEqual(await ask(compare('big', 'isNull', false), 'big'), [
      3,
      '30000000000000000002',
      '2',
      '20000000000000000000',
      '10000000000000000000.66666666666666666667',
    ]);
    deepEqual(await ask(compare('id', 'equals', 'e'), 'amount'), [1, '0', null, null, null]);
    deepEqual(await ask(compare('id', 'equals', 'e'), 'count'), [1, 0, null, null, null]);
  },
  'The least and greatest are those of the order': async ({ database, specimen }) => {
    await fill(database, specimen);
    const ask = (path: string): Promise<readonly JsonValue[]> =>
      database.states.calculate(specimen, everything, [
        { of: 'min', path: [path] },
        { of: 'max', path: [path] },
      ]);
    deepEqual(await ask('title'), ['Apple', "\u{1f600}'\\"]);
    deepEqual(await ask('day'), ['2029-12-31', '2030-01-02']);
    deepEqual(await database.states.calculate(specimen, everything, [{ of: 'count' }]), [5]);
  },
});

async function ids(database: Database, shape: StateShape, query: StateQuery): Promise<string> {
  return (await database.states.find(shape, query)).map(({ id }) => id).join('');
}

export const stateReadingChecks: readonly Check<DatabaseSubject>[] = [
  ...lookups,
  ...conditions,
  ...order,
  ...calculations,
];
