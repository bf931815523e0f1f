import type { TenantColumn } from '@domainry/sql';

/** What the tables that hold rows of all tenants have at the end of their names. */
export const markOfShared = '__of_all_tenants';

/**
 * SQLite guards no rows. So the tables of all tenants have names that no statement uses, and what statements name are views, which
 * each connection makes for itself: see `tenant-views.ts`.
 */
export const tenantColumn: TenantColumn = {
  name: '_tenant',
  definition: "TEXT NOT NULL CHECK (_tenant <> '')",
  storedName: (table) => `${table}${markOfShared}`,
  guards: () => [],
};
