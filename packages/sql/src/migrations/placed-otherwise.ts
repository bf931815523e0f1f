import { DomainryError } from '@domainry/core';

/**
 * The error for a database whose tables are for another placement of tenants.
 *
 * @param place - the database, for people: `bank.db`.
 * @param isShared - whether it was to be opened with a tenant column.
 */
export function placedOtherwise(place: string, isShared: boolean): DomainryError {
  const [has, wanted] = isShared ? ['no', 'one'] : ['one', 'none'];
  return new DomainryError(
    'TENANT_PLACEMENT',
    `The tables of ${place} have ${has} column of the tenant, and it was opened as if they had ${wanted}. ${isShared ? "Leave out { tenants: 'column' }" : "Give it { tenants: 'column' }"}, or open another database: tables are not turned from one into the other.`,
    { details: { place } },
  );
}
