import type { CountedStatement, SqlRow, SqlSession } from '@domainry/sql';
import { kindOfError } from '../map-error.js';
import type { SqliteConnection } from './connection.js';

/** How to come by the connections of a session, each time a statement is to be run. */
export interface SessionConnections {
  readonly reading: () => SqliteConnection;
  /** At once where one may write already: each thing that is waited for costs a turn. */
  readonly writing: () => SqliteConnection | Promise<SqliteConnection>;
}

/** What is asked goes over one connection, what is written over another one, which may be the same. */
export function sessionOver({ reading, writing }: SessionConnections): SqlSession {
  return {
    all: async (text, values) => reading().all(text, ...(values as never[])),
    lists: async (text, values) => reading().lists(text, values as never[]),
    run: async (text, values) => (await writing()).run(text, ...(values as never[])),
    returning: async (text, values) => (await writing()).all(text, ...(values as never[])),
    together: async (statements) => runTogether(await writing(), statements),
  };
}

function runTogether(
  connection: SqliteConnection,
  statements: readonly CountedStatement[],
): readonly (readonly SqlRow[])[] | undefined {
  connection.run('SAVEPOINT domainry_together');
  let isDone = false;
  try {
    isDone = statements.every(({ text, values, changes }) => {
      const changed = connection.run(text, ...(values as never[]));
      return changes === undefined || changed === changes;
    });
  } catch (error) {
    if (kindOfError(error) !== 'SQLITE_CONSTRAINT') throw error;
  }
  if (!isDone) connection.run('ROLLBACK TO domainry_together');
  connection.run('RELEASE domainry_together');
  return isDone ? statements.map(() => none) : undefined;
}

const none: readonly SqlRow[] = [];
