import { DomainryError } from '../errors/domainry-error.js';
import type { Database } from '../ports/database.js';

/** The tenants of a database, for who looks after all of them. */
export interface KeptTenants {
  /** Names of all that have something there, in no order. */
  known(): Promise<readonly string[]>;
  /**
   * Removes everything that is kept of a tenant, for good: states, events, keys, messages that wait. Who works for it meanwhile
   * in another process may leave something behind; end that first.
   *
   * @throws DomainryError TENANT_INVALID; TENANT_IN_USE while something of this process uses it; CONFIGURATION_INVALID where the
   *   placement removes nothing by itself.
   */
  remove(tenant: string): Promise<void>;
}

/** @throws DomainryError CONFIGURATION_INVALID when the database keeps no tenants apart. */
export function keptTenants({ tenants }: Database, name: string): KeptTenants {
  if (tenants === undefined)
    throw new DomainryError(
      'CONFIGURATION_INVALID',
      `The database ${name} does not keep tenants apart, so it has none. Give it the option tenants, or use tenantDatabases().`,
      { details: { database: name } },
    );
  return Object.freeze<KeptTenants>({
    known: async () => await tenants.known(),
    remove: async (tenant) => {
      if (tenants.remove === undefined)
        throw new DomainryError(
          'CONFIGURATION_INVALID',
          `The database ${name} does not know how to remove what is kept of a tenant. Give tenantDatabases() the option remove.`,
          { details: { database: name } },
        );
      await tenants.remove(tenant);
    },
  });
}
