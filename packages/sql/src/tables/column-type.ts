import { DomainryError } from '@domainry/core';
import type { SqlDialect } from '../dialect.js';
import type { Column, ColumnType } from './column.js';

/** What a type of SQL makes of a column. */
type Typed = Pick<Column, 'type' | 'sqlType' | 'isForeign'>;

/**
 * A column whose type in SQL is said.
 *
 * @param type - how values lie in it by themselves.
 * @param given - as it is written in the model.
 * @param field - for messages: `Account.owner`.
 * @throws DomainryError CONFIGURATION_INVALID when the database would change values of the kind.
 */
export function typedColumn(
  type: ColumnType,
  given: string,
  field: string,
  dialect: Pick<SqlDialect, 'name'>,
): Typed {
  if (dialect.name === 'sqlite') return sqliteTyped(type, given, field);
  const base = type === 'uuid' ? 'text' : type;
  if (base !== 'text') return { type, sqlType: given };
  if (/^uuid$/i.test(given)) return { type: 'uuid' };
  if (/^text$/i.test(given)) return { type: 'text' };
  // What orders texts as they are needs to be told how; other types order, and tell apart, in ways of their own.
  if (/^(?:varchar|character varying)\b(?!.*collate)/i.test(given))
    return { type: 'text', sqlType: `${given} collate "C"` };
  return { type: 'text', sqlType: given, isForeign: true };
}

/** SQLite takes any word for a type, and makes numbers of texts where the word is none of a text. */
function sqliteTyped(type: ColumnType, given: string, field: string): Typed {
  const wanted = affinities[type];
  const affinity = affinityOf(given);
  if (wanted.includes(affinity)) return { type, sqlType: given };
  throw new DomainryError(
    'CONFIGURATION_INVALID',
    `${field}: SQLite keeps ${affinity} in a column of the type ${given}, and values of the field are ${wanted[0]}. Give another type for sqlite, or none.`,
    { details: { field, type: given } },
  );
}

type Affinity = 'TEXT' | 'INTEGER' | 'REAL' | 'NUMERIC' | 'BLOB';

const affinities: Readonly<Record<ColumnType, readonly Affinity[]>> = {
  text: ['TEXT', 'BLOB'],
  uuid: ['TEXT', 'BLOB'],
  date: ['TEXT', 'BLOB'],
  moment: ['TEXT', 'BLOB'],
  exact: ['TEXT', 'BLOB'],
  json: ['TEXT', 'BLOB'],
  integer: ['INTEGER', 'NUMERIC', 'BLOB'],
  boolean: ['INTEGER', 'NUMERIC', 'BLOB'],
  real: ['REAL', 'NUMERIC', 'BLOB'],
};

/** By the rules of section 3.1 of https://www.sqlite.org/datatype3.html. */
function affinityOf(type: string): Affinity {
  if (/int/i.test(type)) return 'INTEGER';
  if (/char|clob|text/i.test(type)) return 'TEXT';
  if (/blob/i.test(type)) return 'BLOB';
  return /real|floa|doub/i.test(type) ? 'REAL' : 'NUMERIC';
}
