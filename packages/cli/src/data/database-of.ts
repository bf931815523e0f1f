import type { RegisteredElement } from '@domainry/core';
import type { Database } from '@domainry/core/ports';
import { one, type OpenDomain } from '../load/open-databases.js';

/** The database that an element is kept in. */
export function databaseOf({ databases }: OpenDomain, { options }: RegisteredElement): Database {
  return one(databases, (options['database'] as string | undefined) ?? 'default');
}
