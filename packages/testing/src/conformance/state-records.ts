import type { JsonValue } from '@domainry/core';
import type { Database, Lookup, Predicate, StateRecord, StateShape } from '@domainry/core/ports';
import { transact } from './subject.js';

export const everything: Predicate = { kind: 'everything' };

/** A state with its identity among its data. */
export function record(id: string, data: Readonly<Record<string, JsonValue>> = {}, version = 0): StateRecord {
  return { id, version, data: { id, ...data } };
}

/** Puts states into a database, in one transaction. */
export async function insert(
  database: Database,
  shape: StateShape,
  ...records: StateRecord[]
): Promise<void> {
  await transact(database, async ({ states }) => {
    for (const each of records) await states.insert(shape, each);
  });
}

export function compare(path: string, lookup: Lookup, value: JsonValue): Predicate {
  return { kind: 'compare', path: path.split('.'), lookup, value };
}

/** Identities of the states for which a condition holds, in their order. */
export async function found(database: Database, shape: StateShape, where: Predicate): Promise<string[]> {
  const states = await database.states.find(shape, { where, orderBy: [] });
  return states.map(({ id }) => String(id));
}
