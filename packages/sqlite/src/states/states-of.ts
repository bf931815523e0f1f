import { Counters, SqlStateReader, SqlStateWriter, type SqlDialect } from '@domainry/sql';
import type { States } from '../database.js';
import { violationIn } from './dialect.js';

/** What reads and writes the states of one database. */
export function statesOf(dialect: SqlDialect): States {
  const counters = new Counters(dialect);
  return {
    reader: (session) => new SqlStateReader(session, dialect),
    writer: (session) => new SqlStateWriter(session, dialect, counters, violationIn),
  };
}
