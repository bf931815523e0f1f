import type { SqlSession } from '@domainry/sql';
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
  };
}
