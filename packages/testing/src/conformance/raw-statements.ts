import { checksOf, type Check } from './check.js';
import { deepEqual, rejects, strictEqual } from './expectations.js';
import { everything, insert, record } from './state-records.js';
import type { DatabaseSubject } from './subject.js';

const promises: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>('database', 'statements', {
  'Statements see what their transaction wrote, and nobody else does before the commit': async ({
    database,
    specimen,
  }) => {
    const transaction = await database.begin();
    await transaction.states.insert(specimen, record('a', { title: 'A' }));
    const statements = transaction.raw!;
    deepEqual((await statements.run(`select title from "${specimen.storedAs}"`, [])).rows, [{ title: 'A' }]);
    const { changed } = await statements.run(`update "${specimen.storedAs}" set title = 'B'`, []);
    strictEqual(changed, 1);
    strictEqual(await database.states.get(specimen, 'a'), undefined);
    await transaction.commit();
    strictEqual((await database.states.get(specimen, 'a'))?.data['title'], 'B');
  },
  'A rollback undoes them': async ({ database, specimen }) => {
    await insert(database, specimen, record('a'));
    const transaction = await database.begin();
    await transaction.raw!.run(`delete from "${specimen.storedAs}"`, []);
    strictEqual(await transaction.states.count(specimen, everything), 0);
    await transaction.rollback();
    strictEqual(await database.states.count(specimen, everything), 1);
  },
  'They begin and end no transaction, and are refused once theirs has ended': async ({
    database,
    specimen,
  }) => {
    const transaction = await database.begin();
    await transaction.states.insert(specimen, record('a'));
    for (const text of ['commit', 'ROLLBACK', 'begin', 'select 1; commit', '-- x\nend'])
      await rejects('RAW_REFUSED', () => transaction.raw!.run(text, []));
    await transaction.rollback();
    await rejects('TRANSACTION_ENDED', () => transaction.raw!.run('select 1', []));
    strictEqual(await database.states.count(specimen, everything), 0);
  },
});

/** What a database has to show that runs statements of one's own; `rawQueries`. */
export const rawStatementChecks: readonly Check<DatabaseSubject>[] = promises.map((check) => ({
  ...check,
  capability: 'rawQueries' as const,
  refused: async ({ database }: DatabaseSubject) => {
    const transaction = await database.begin();
    strictEqual(transaction.raw, undefined);
    await transaction.rollback();
  },
}));
