import type { Database } from '../ports/database.js';
import { surroundings } from '../unit-of-work/current.js';

/**
 * The database that is meant where this is called, for who goes on with it elsewhere: that of the tenant that is worked for,
 * where each has one of its own.
 */
export function databaseHere(database: Database): Database {
  const { tenant } = surroundings();
  return database.tenants === undefined || tenant === undefined ? database : database.tenants.of(tenant);
}

/** The tenant whose positions a database has where this is called; undefined where they are common to all. */
export function tenantOfPositions(database: Database): string | undefined {
  return database.tenants === undefined ? undefined : surroundings().tenant;
}
