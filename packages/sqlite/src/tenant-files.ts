import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tenantDatabases } from '@domainry/core';
import { decodeTenant, encodeTenant, tenantInvalid, type DatabaseAdapter } from '@domainry/core/ports';
import { folderMissing } from './map-error.js';
import type { SqliteOptions } from './sqlite-options.js';

const ending = '.db';
/** Characters of the name of a file at most, with what SQLite adds to it. */
const longest = 240;

/**
 * A file for each tenant in one folder, made when the tenant is met first: `acme_2deu.db`.
 *
 * @param open - the adapter of one file.
 */
export function filesOfTenants(
  folder: string,
  { tenants: _, ...options }: SqliteOptions,
  open: (path: string, options: SqliteOptions) => DatabaseAdapter,
): DatabaseAdapter {
  return tenantDatabases({
    name: 'sqlite',
    capabilities: ['persistent', 'rawQueries'],
    of: (tenant) => {
      const name = `${encodeTenant(tenant)}${ending}`;
      if (name.length > longest)
        throw tenantInvalid(tenant, `its file would have a name of ${name.length} characters`);
      makeFolder(folder);
      return open(join(folder, name), options);
    },
    known: () => {
      if (!existsSync(folder)) return [];
      const names = readdirSync(folder).filter((name) => name.endsWith(ending));
      return names.toSorted().flatMap((name) => decodeTenant(name.slice(0, -ending.length)) ?? []);
    },
  });
}

/** The folder itself; not those above it, whose names may be mistaken. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (!existsSync(dirname(folder))) throw folderMissing(folder);
  mkdirSync(folder, { recursive: true });
}
