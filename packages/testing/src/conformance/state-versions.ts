import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { compare, everything, found, insert, record } from './state-records.js';
import { transact, type DatabaseSubject } from './subject.js';

export const stateVersionChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'states',
  'versions',
  {
    'An identity is inserted once': async ({ database, specimen }) => {
      await insert(database, specimen, record('a', { count: 1 }));
      const error = await rejects('UNIQUE_CONFLICT', () =>
        insert(database, specimen, record('a', { count: 2 })),
      );
      deepEqual(error.details, { element: 'Specimen', fields: ['id'], rule: 'identity' });
      strictEqual((await database.states.get(specimen, 'a'))?.data['count'], 1);
    },
    'An update needs the version that is stored, and puts all of the state in its place': async (subject) => {
      const { database, specimen } = subject;
      await insert(database, specimen, record('a', { count: 1, title: 'old' }));
      await transact(database, ({ states }) => states.update(specimen, record('a', { count: 2 }, 1), 0));
      deepEqual(await database.states.get(specimen, 'a'), record('a', { count: 2 }, 1));
      const error = await rejects('VERSION_CONFLICT', () =>
        transact(database, ({ states }) => states.update(specimen, record('a', { count: 3 }, 1), 0)),
      );
      deepEqual(error.details, { subject: 'Specimen a', expected: 0, actual: 1 });
      deepEqual(await database.states.get(specimen, 'a'), record('a', { count: 2 }, 1));
    },
    'What was read before makes no difference to what is written': async ({ database, specimen }) => {
      const before = record('a', { count: 1, title: 'old', tags: ['x'] });
      await insert(database, specimen, before);
      const after = record('a', { count: 2, tags: ['x', 'y'] }, 1);
      await transact(database, ({ states }) => states.update(specimen, after, 0, before));
      deepEqual(await database.states.get(specimen, 'a'), after);
    },
    'What is not there cannot be updated or removed': async ({ database, specimen }) => {
      await rejects('VERSION_CONFLICT', () =>
        transact(database, ({ states }) => states.update(specimen, record('a', {}, 1), 0)),
      );
      await rejects('VERSION_CONFLICT', () =>
        transact(database, ({ states }) => states.remove(specimen, 'a', 0)),
      );
      strictEqual(await database.states.count(specimen, everything), 0);
    },
    'A removal needs the version that is stored': async ({ database, specimen }) => {
      await insert(database, specimen, record('a'), record('b'));
      await rejects('VERSION_CONFLICT', () =>
        transact(database, ({ states }) => states.remove(specimen, 'a', 1)),
      );
      await transact(database, ({ states }) => states.remove(specimen, 'a', 0));
      deepEqual(await found(database, specimen, everything), ['b']);
    },
    'What is removed and inserted again goes on after its last version': async ({ database, specimen }) => {
      await insert(database, specimen, record('a', {}, 3), record('b'), record('c', {}, 1));
      await transact(database, async ({ states }) => {
        await states.remove(specimen, 'a', 3);
        await states.removeAll(specimen, compare('id', 'equals', 'b'));
      });
      const inserted = await transact(database, async ({ states }) => [
        await states.insert(specimen, record('a', { count: 9 })),
        await states.insert(specimen, record('b', {}, 7)),
        await states.insert(specimen, record('d')),
      ]);
      deepEqual(
        inserted.map(({ version }) => version),
        [4, 7, 0],
      );
      deepEqual(await database.states.get(specimen, 'a'), record('a', { count: 9 }, 4));
      await rejects('VERSION_CONFLICT', () =>
        transact(database, ({ states }) => states.update(specimen, record('a', {}, 1), 0)),
      );
      await transact(database, ({ states }) => states.update(specimen, record('a', {}, 5), 4));
    },
    'That holds within one transaction, and not for a removal that came to nothing': async (subject) => {
      const { database, specimen } = subject;
      await insert(database, specimen, record('a', {}, 3), record('b', {}, 3));
      const [again, oneMore] = await transact(database, async ({ states }) => {
        await states.remove(specimen, 'a', 3);
        const first = await states.insert(specimen, record('a'));
        await states.remove(specimen, 'a', first.version);
        return [first, await states.insert(specimen, record('a'))];
      });
      deepEqual([again?.version, oneMore?.version], [4, 5]);
      const dropped = await database.begin();
      await dropped.states.remove(specimen, 'b', 3);
      await dropped.rollback();
      await transact(database, ({ states }) => states.update(specimen, record('b', {}, 4), 3));
    },
    'What was removed can be forgotten: who has its identity next begins anew': async ({
      database,
      specimen,
    }) => {
      await insert(database, specimen, record('a', {}, 3), record('b', {}, 3), record('c', {}, 3));
      await transact(database, ({ states }) => states.removeAll(specimen, everything));
      await transact(database, ({ states }) => states.forget(specimen, 'a'));
      const inserted = await transact(database, async ({ states }) => {
        await states.forget(specimen, 'c');
        return [
          await states.insert(specimen, record('a')),
          await states.insert(specimen, record('b')),
          await states.insert(specimen, record('c')),
        ];
      });
      deepEqual(
        inserted.map(({ version }) => version),
        [0, 4, 0],
      );
    },
    'Only what was removed is forgotten, and nothing by a transaction that came to nothing': async ({
      database,
      specimen,
    }) => {
      await insert(database, specimen, record('a', { count: 1 }, 3), record('b', {}, 3));
      await transact(database, async ({ states }) => {
        await states.forget(specimen, 'a');
        await states.forget(specimen, 'never there');
        await states.remove(specimen, 'b', 3);
      });
      deepEqual(await database.states.get(specimen, 'a'), record('a', { count: 1 }, 3));
      const dropped = await database.begin();
      await dropped.states.forget(specimen, 'b');
      await dropped.rollback();
      await transact(database, ({ states }) => states.remove(specimen, 'a', 3));
      const [again, other] = await transact(database, async ({ states }) => [
        await states.insert(specimen, record('a')),
        await states.insert(specimen, record('b')),
      ]);
      deepEqual([again?.version, other?.version], [4, 4]);
    },
  },
);
