import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tenantDatabases } from '@domainry/core';
import { decodeTenant, encodeTenant, tenantInvalid, type DatabaseAdapter } from '@domainry/core/ports';
import { folderMissing } from '../map-error.js';
import type { SqliteOptions } from '../sqlite-options.js';

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
      const path = join(folder, fileOf(tenant));
      makeFolder(folder);
      return open(path, options);
    },
    remove: async (tenant) => {
      // What SQLite keeps beside a file goes with it.
      for (const beside of ['', '-wal', '-shm'])
        rmSync(join(folder, `${fileOf(tenant)}${beside}`), { force: true });
    },
    known: () => {
      if (!existsSync(folder)) return [];
      const names = readdirSync(folder).filter((name) => name.endsWith(ending));
      return names.toSorted().flatMap((name) => decodeTenant(name.slice(0, -ending.length)) ?? []);
    },
  });
}

/** @throws DomainryError TENANT_INVALID. */
function fileOf(tenant: string): string {
  const name = `${encodeTenant(tenant)}${ending}`;
  if (name.length > longest)
    throw tenantInvalid(tenant, `its file would have a name of ${name.length} characters`);
  return name;
}

/** The folder itself; not those above it, whose names may be mistaken. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (!existsSync(dirname(folder))) throw folderMissing(folder);
  mkdirSync(folder, { recursive: true });
}
