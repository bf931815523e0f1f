import { DomainryError } from '../errors/domainry-error.js';
import type { DatabaseAdapter, DatabaseModel } from '../ports/database.js';
import type {
  ApplyOptions,
  MigrationDraft,
  MigrationOutcome,
  MigrationStatus,
  Migrator,
  PlannedMigration,
} from '../ports/migrations.js';

/**
 * Migrates the databases of all known tenants, one after the other, each in a transaction of its own. Ids have the tenant before
 * them: `north/model-2`. When one fails, those before it stay migrated, and the next time goes on from there.
 */
export class TenantMigrator implements Migrator {
  readonly place: string;

  constructor(
    private readonly name: string,
    private readonly known: () => Promise<readonly string[]>,
    private readonly model: DatabaseModel,
    private readonly adapterOf: (tenant: string) => Promise<DatabaseAdapter>,
  ) {
    this.place = `${name}, of all tenants`;
  }

  async status(): Promise<MigrationStatus> {
    return summed(this.place, await this.#withEach((migrator) => migrator.status()));
  }

  async apply(options: ApplyOptions = {}): Promise<MigrationOutcome> {
    const outcomes = await this.#withEach((migrator) => migrator.apply(options));
    const applied = outcomes.flatMap(([tenant, outcome]) =>
      outcome.applied.map((each) => ofTenant(tenant, each)),
    );
    return { place: this.place, applied, isDryRun: options.dryRun === true };
  }

  async draft(name: string): Promise<MigrationDraft | undefined> {
    const [tenant] = await this.known();
    if (tenant === undefined) throw withoutTables(this.name);
    return await this.#withOne(tenant, (migrator) => migrator.draft(name));
  }

  async close(): Promise<void> {
    // Nothing is open between calls.
  }

  async #withEach<Result>(
    act: (migrator: Migrator) => Promise<Result>,
  ): Promise<readonly (readonly [tenant: string, result: Result])[]> {
    const results: (readonly [string, Result])[] = [];
    for (const tenant of await this.known()) {
      try {
        results.push([tenant, await this.#withOne(tenant, act)]);
      } catch (error) {
        if (!DomainryError.is(error)) throw error;
        throw new DomainryError(error.code, `Tenant ${tenant}: ${error.message}`, {
          details: { ...error.details, tenant, migrated: results.map(([before]) => before) },
          cause: error,
        });
      }
    }
    return results;
  }

  async #withOne<Result>(tenant: string, act: (migrator: Migrator) => Promise<Result>): Promise<Result> {
    const migrator = await (await this.adapterOf(tenant)).migrator?.(this.model);
    if (migrator === undefined) throw withoutTables(this.name);
    try {
      return await act(migrator);
    } finally {
      await migrator.close();
    }
  }
}

/** What holds of all: the framework's version is that of whoever is behind most. */
function summed(place: string, all: readonly (readonly [string, MigrationStatus])[]): MigrationStatus {
  const statuses = all.map(([, status]) => status);
  const named = (pick: (status: MigrationStatus) => readonly string[]): readonly string[] =>
    all.flatMap(([tenant, status]) => pick(status).map((id) => `${tenant}/${id}`));
  const versions = statuses.map(({ framework }) => framework);
  const ahead = versions.find(({ found, known }) => found !== undefined && found > known);
  const found = versions.some((version) => version.found === undefined)
    ? undefined
    : Math.min(...versions.map((version) => version.found!));
  return {
    place,
    framework: ahead ?? { found: all.length === 0 ? undefined : found, known: versions[0]?.known ?? 0 },
    applied: all.flatMap(([tenant, { applied }]) =>
      applied.map((each) => ({ ...each, id: `${tenant}/${each.id}` })),
    ),
    pending: all.flatMap(([tenant, { pending }]) => pending.map((each) => ofTenant(tenant, each))),
    changed: named(({ changed }) => changed),
    newer: named(({ newer }) => newer),
    isUpToDate: statuses.every(({ isUpToDate }) => isUpToDate),
  };
}

function ofTenant(tenant: string, migration: PlannedMigration): PlannedMigration {
  return { ...migration, id: `${tenant}/${migration.id}` };
}

function withoutTables(name: string): DomainryError {
  return new DomainryError(
    'CONFIGURATION_INVALID',
    `${name} has no tenant with tables to be migrated. Name one by known, whose database keeps tables.`,
    { details: { database: name } },
  );
}
