import { tenantDatabases } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import { SqliteDatabase, type OpenedFile } from '../database.js';
import { migratorOf } from '../migrate-file.js';
import { openFile } from '../open-file.js';
import type { SqliteOptions } from '../sqlite-options.js';
import { sharedSqliteDialect } from '../states/dialect.js';
import { statesOf } from '../states/states-of.js';
import { checkSharedRaw } from './check-shared-raw.js';
import { removeTenant } from './remove-tenant.js';
import { tenantColumn } from './tenant-column.js';

const tenants = tenantColumn.storedName('domainry_tenants');

/** One file for all tenants, by way of two connections: each statement is for one of them. */
export function fileOfAllTenants(path: string, options: SqliteOptions): DatabaseAdapter {
  return {
    name: 'sqlite',
    open: async (model) => {
      const file = await openFile(path, model, options);
      return await tenantDatabases({
        name: 'sqlite',
        capabilities: ['persistent', 'rawQueries'],
        of: (tenant) => ({
          name: 'sqlite',
          open: async () =>
            new SqliteDatabase(fileFor(file, tenant), statesOf(sharedSqliteDialect), model.now),
        }),
        known: () =>
          (file.turns.isWriting ? file.reading : file.writing)
            .all(`SELECT ${tenantColumn.name} AS name FROM ${tenants} ORDER BY 1`)
            .map(({ name }) => String(name)),
        remove: async (tenant) => await removeTenant(file, tenant),
        closed: async () => file.close(),
      }).open(model);
    },
    migrator: (model) => migratorOf(path, model, options),
  };
}

/** The file as one tenant has it. He is known from the first transaction in which something is written for him. */
function fileFor(file: OpenedFile, tenant: string): OpenedFile {
  const reading = file.reading.forTenant(tenant);
  const writing = file.writing.forTenant(tenant);
  let isKnown = false;
  return {
    path: file.path,
    reading,
    writing,
    checkRaw: checkSharedRaw,
    turns: {
      get isWriting() {
        return file.turns.isWriting;
      },
      begin: async (connection, assertOpen) => {
        const turn = await file.turns.begin(connection, assertOpen);
        if (isKnown) return turn;
        try {
          connection.run(`INSERT OR IGNORE INTO ${tenants} (${tenantColumn.name}) VALUES (?)`, tenant);
        } catch (error) {
          turn.rollback();
          throw error;
        }
        return {
          ...turn,
          commit: () => {
            turn.commit();
            isKnown = true;
          },
        };
      },
    },
    // Others go on with it.
    close: () => undefined,
  };
}
