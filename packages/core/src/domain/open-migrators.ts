import { DomainryError } from '../errors/domainry-error.js';
import type { DatabaseAdapter } from '../ports/database.js';
import type { Migrator } from '../ports/migrations.js';
import type { Registry } from '../registry/registry.js';
import { checkInitOptions } from './init-options.js';
import { shapesIn } from './wiring.js';

/**
 * What migrates each of some databases; those without tables are left out.
 *
 * @throws DomainryError CONFIGURATION_INVALID; whatever an adapter throws.
 */
export async function openMigrators(
  registry: Registry,
  databases: Readonly<Record<string, DatabaseAdapter>>,
  now: () => number,
): Promise<ReadonlyMap<string, Migrator>> {
  checkInitOptions(registry, { databases });
  const migrators = new Map<string, Migrator>();
  try {
    for (const [name, adapter] of Object.entries(databases)) {
      if (adapter.migrator === undefined) continue;
      const shapes = shapesIn(registry, name);
      migrators.set(name, await adapter.migrator({ domain: registry.domain, shapes, now }));
    }
  } catch (error) {
    await Promise.allSettled([...migrators.values()].map((migrator) => migrator.close()));
    throw error;
  }
  if (migrators.size > 0 || Object.keys(databases).length === 0) return migrators;
  throw new DomainryError(
    'CONFIGURATION_INVALID',
    `${registry.domain} has no database with tables to be migrated: ${Object.keys(databases).join(', ')}. Give one that keeps them, such as sqlite() or postgres().`,
    { details: { domain: registry.domain } },
  );
}
