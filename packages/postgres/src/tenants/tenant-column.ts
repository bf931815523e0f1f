import type { TenantColumn } from '@domainry/sql';

/** The setting of a transaction that says which tenant it is for. */
export const tenantSetting = 'domainry.tenant';

/**
 * The server guards the rows: whatever is asked, it adds that they are those of the tenant whom the transaction is for. That holds
 * for the owner of the tables as well (`FORCE`). The subquery is answered once for a statement, and found by the keys.
 */
export const tenantColumn: TenantColumn = {
  name: '_tenant',
  definition: 'text COLLATE "C" NOT NULL DEFAULT domainry_tenant()',
  storedName: (table) => table,
  guards: (table) => {
    const name = `"${table.replaceAll('"', '""')}"`;
    return [
      `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`,
      `CREATE POLICY domainry_tenant ON ${name} USING (_tenant = (SELECT domainry_tenant())) WITH CHECK (_tenant = (SELECT domainry_tenant()))`,
    ];
  },
};
