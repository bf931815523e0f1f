import { Counters, SqlStateReader, SqlStateWriter } from '@domainry/sql';
import type { States } from '../database.js';
import { dialectFor, violationIn } from './dialect.js';

/**
 * What reads and writes the states of one database.
 *
 * @param isShared - whether its tables have rows of all tenants.
 */
export function statesOf(isShared: boolean): States {
  const dialect = dialectFor(isShared);
  const counters = new Counters(dialect);
  return {
    reader: (session) => new SqlStateReader(session, dialect),
    writer: (session) => new SqlStateWriter(session, dialect, counters, violationIn),
  };
}
