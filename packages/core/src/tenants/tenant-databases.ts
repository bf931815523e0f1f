import { DomainryError } from '../errors/domainry-error.js';
import type {
  ConnectionCounts,
  Database,
  DatabaseAdapter,
  DatabaseCapability,
  DatabaseModel,
  DatabasesOfTenants,
} from '../ports/database.js';
import { surroundings } from '../unit-of-work/current.js';
import { LeasedDatabase } from './leased-database.js';
import { OpenTenants, type Lease } from './open-tenants.js';
import { checkTenantName, tenantMissing } from './tenant-name.js';
import { TenantMigrator } from './tenant-migrator.js';

/** How tenants get databases of their own. */
export interface TenantDatabasesOptions {
  /** What messages call them; `tenants` when absent. */
  readonly name?: string;
  /**
   * The adapter of the database of a tenant. It is asked when the database is opened, which may be more than once; for the same
   * tenant it must lead to the same database, for another one to another. It may refuse a tenant by throwing.
   */
  readonly of: (tenant: string) => DatabaseAdapter | Promise<DatabaseAdapter>;
  /** Names of all tenants that have a database: what waits in them is handled when the domain begins, and they are migrated. */
  readonly known: () => readonly string[] | Promise<readonly string[]>;
  /** Removes everything that is kept of a tenant, whose database is closed by then. Without it, `remove` is refused. */
  readonly remove?: (tenant: string) => Promise<void>;
  /** How many databases stay open while nobody uses them; 100 when absent. Those that were used last do. */
  readonly mostOpen?: number;
  /** What the databases of tenants can do, beside what every one must; nothing when absent. */
  readonly capabilities?: readonly DatabaseCapability[];
  /** The connections of this process that the databases share, see `domain.health()`. */
  readonly connections?: () => ConnectionCounts | undefined;
  /** Called once, when the domain closes, after all databases were: for what they share. */
  readonly closed?: () => Promise<void>;
}

/**
 * Gives each tenant a database of its own, of any kind. States, events, snapshots, idempotency keys and outbox, and the
 * positions of events with them, are those of the tenant that is worked for, by `withTenant` or the option `tenant`; there is
 * no way to reach those of another one. Without a tenant nothing can be read or written.
 *
 * @throws DomainryError CONFIGURATION_INVALID at once; TENANT_MISSING and TENANT_INVALID when it is used.
 *
 * @example
 * ```ts
 * import { Domain, memory, tenantDatabases } from '@domainry/core';
 *
 * const places = new Map([['north', memory({ keep: true })], ['south', memory({ keep: true })]]);
 * const banking = new Domain('Banking');
 * await banking.init({
 *   databases: {
 *     default: tenantDatabases({ of: (tenant) => places.get(tenant)!, known: () => [...places.keys()] }),
 *   },
 * });
 * await banking.withTenant('north', () => banking.unitOfWork(async () => undefined));
 * ```
 */
export function tenantDatabases(options: TenantDatabasesOptions): DatabaseAdapter {
  checkOptions(options);
  const { name = 'tenants', known } = options;
  return {
    name,
    open: async (model: DatabaseModel) => databasesOf(options, name, model),
    migrator: async (model: DatabaseModel) =>
      new TenantMigrator(
        name,
        async () => await known(),
        model,
        async (tenant) => {
          checkTenantName(tenant);
          return await options.of(tenant);
        },
      ),
  };
}

function databasesOf(options: TenantDatabasesOptions, name: string, model: DatabaseModel): Database {
  const { of, known, remove, mostOpen = 100, connections, closed } = options;
  const open = new OpenTenants(async (tenant) => await (await of(tenant)).open(model), mostOpen);
  const capabilities: ReadonlySet<DatabaseCapability> = new Set(['tenants', ...(options.capabilities ?? [])]);
  const leaseOf = async (tenant: string): Promise<Lease> => {
    checkTenantName(tenant);
    return await open.lease(tenant);
  };
  let isClosed = false;
  const close = async (): Promise<void> => {
    await open.close();
    if (isClosed) return;
    isClosed = true;
    await closed?.();
  };
  const apart = new Map<string, Database>();
  return new LeasedDatabase(
    name,
    capabilities,
    async () => {
      const { tenant } = surroundings();
      if (tenant === undefined) throw tenantMissing(name);
      return await leaseOf(tenant);
    },
    close,
    {
      known: async () => {
        open.assertOpen();
        return await known();
      },
      of: (tenant) => {
        checkTenantName(tenant);
        // The same object each time: who keeps something by database keeps it by tenant.
        let database = apart.get(tenant);
        if (database === undefined)
          apart.set(
            tenant,
            (database = new LeasedDatabase(name, capabilities, () => leaseOf(tenant), close)),
          );
        return database;
      },
      ...removalOf(open, remove),
    },
    connections,
  );
}

function removalOf(
  open: OpenTenants,
  remove: TenantDatabasesOptions['remove'],
): Pick<DatabasesOfTenants, 'remove'> {
  if (remove === undefined) return {};
  return {
    remove: async (tenant) => {
      checkTenantName(tenant);
      await open.shut(tenant);
      await remove(tenant);
    },
  };
}

function checkOptions(options: TenantDatabasesOptions): void {
  const { of, known, remove, mostOpen } = options;
  const problem =
    typeof of !== 'function'
      ? 'of takes a function that gives the adapter of a tenant'
      : typeof known !== 'function'
        ? 'known takes a function that gives the names of all tenants'
        : remove !== undefined && typeof remove !== 'function'
          ? 'remove takes a function that removes what is kept of a tenant'
          : mostOpen !== undefined && (!Number.isSafeInteger(mostOpen) || mostOpen < 1)
            ? 'mostOpen takes a whole number, 1 or more'
            : undefined;
  if (problem === undefined) return;
  throw new DomainryError('CONFIGURATION_INVALID', `tenantDatabases(): the option ${problem}.`, {
    details: { option: problem.slice(0, problem.indexOf(' ')) },
  });
}
