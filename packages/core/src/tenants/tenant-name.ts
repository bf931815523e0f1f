import { DomainryError } from '../errors/domainry-error.js';

/** Characters of a name, at most. */
const longest = 200;

/**
 * Refuses what is no name of a tenant: names become parts of paths and of names in databases, in an encoding that leaves no
 * character of theirs a meaning there.
 *
 * @throws DomainryError TENANT_INVALID.
 */
export function checkTenantName(tenant: string): void {
  const problem = problemOf(tenant);
  if (problem !== undefined) throw tenantInvalid(tenant, problem);
}

/** @param problem - what the name is or has: `it is empty`. */
export function tenantInvalid(tenant: string, problem: string): DomainryError {
  const shown = JSON.stringify(tenant.length > 40 ? `${tenant.slice(0, 40)}…` : tenant);
  return new DomainryError(
    'TENANT_INVALID',
    `The tenant ${shown} cannot have a database: ${problem}. Give another name: a text of 1 to ${longest} characters, without control characters.`,
    { details: { tenant: tenant.slice(0, longest) } },
  );
}

/** The error for work that nobody said the tenant of. */
export function tenantMissing(database: string): DomainryError {
  return new DomainryError(
    'TENANT_MISSING',
    `The database ${database} is kept apart by tenants, and nobody said for which of them this is. Name the tenant: withTenant(name, act), or the option tenant of process and ask.`,
    { details: { database } },
  );
}

function problemOf(tenant: string): string | undefined {
  if (tenant === '') return 'its name is empty';
  if (tenant.length > longest) return `its name has ${tenant.length} characters`;
  // Two texts that look the same must not be two tenants.
  if (tenant.normalize('NFC') !== tenant) return 'its name is not in Unicode normal form C';
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(tenant)
    ? 'its name has control characters, invisible ones, or halves of some'
    : undefined;
}
