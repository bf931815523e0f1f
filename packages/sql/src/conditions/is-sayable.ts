import type { JsonValue } from '@domainry/core';
import type { SqlDialect } from '../dialect.js';

/**
 * Whether a database can be asked for a value. None takes half of a surrogate pair, and PostgreSQL takes no U+0000 either; so they
 * hold none. The reference can be asked for both.
 */
export function isSayable(value: JsonValue, dialect: SqlDialect): boolean {
  if (typeof value === 'string') return !unsayable[dialect.name].test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, item]) => isSayable(key, dialect) && isSayable(item as JsonValue, dialect),
  );
}

// oxlint-disable-next-line no-control-regex -- what one of them does not take
const unsayable = { sqlite: /\p{Surrogate}/u, postgres: /\0|\p{Surrogate}/u } as const;
