import type { Persister } from '../unit-of-work/persister.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { stillStored } from './repository-errors.js';

/**
 * Has the store forget aggregates that were removed, in the transaction of a unit of work: all of them, or none.
 *
 * @param ids - identities as aggregates keep them.
 * @throws DomainryError AGGREGATE_STORED.
 */
export async function forgetRemoved(
  unit: UnitOfWork,
  persister: Persister,
  ids: readonly unknown[],
): Promise<void> {
  const { database, databaseName, element } = persister;
  // Those that are removed by the same unit are gone then.
  if (unit.isDue) await unit.flush();
  const transaction = await unit.transaction(database, databaseName, element.name);
  for (const id of ids) if (await persister.exists(transaction, id)) throw stillStored(element, id);
  for (const id of ids) await persister.forget!(transaction, id);
}
