import { DomainryError } from '../errors/domainry-error.js';
import { currentUnit } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';

const units = new WeakSet<object>();

/** Marks a unit of work as that of a query: nothing may be written in it. */
export function markAsQuery(unit: UnitOfWork): void {
  units.add(unit);
}

/**
 * Makes sure that no query is being answered here.
 *
 * @param what - what was about to happen: `Withdraw was processed`.
 * @throws DomainryError QUERY_WRITES.
 */
export function refuseInQuery(domain: object, what: string): void {
  const unit = currentUnit(domain);
  if (unit !== undefined && units.has(unit)) throw queryWrites(what);
}

/** The error for what changes something while a query is answered. */
export function queryWrites(what: string): DomainryError {
  return new DomainryError(
    'QUERY_WRITES',
    `${what} while a query was answered, and nothing was changed. Queries only read: do it in the handler of a command.`,
  );
}
