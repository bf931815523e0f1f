import { checksOf, type Check } from './check.js';
import { rejects, strictEqual } from './expectations.js';
import type { DatabaseSubject } from './subject.js';

/** What an adapter need not have is true of it when it has it. */
export const databaseHealthChecks: readonly Check<DatabaseSubject>[] = checksOf<DatabaseSubject>(
  'database',
  'health',
  {
    'It gives a sign of life while it is open, and none when it was closed': async ({ database }) => {
      if (database.health === undefined) return;
      await database.health();
      await database.close();
      await rejects('DATABASE_CLOSED', () => database.health!());
    },
    'What it tells of its connections adds up': async ({ database }) => {
      const counts = database.connections?.();
      if (counts === undefined) return;
      const { total, idle, waiting } = counts;
      for (const count of [total, idle, waiting])
        strictEqual(Number.isSafeInteger(count) && count >= 0, true);
      strictEqual(idle <= total, true);
    },
  },
);
