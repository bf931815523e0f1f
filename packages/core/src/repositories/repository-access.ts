import type { AnyAggregate } from '../elements/aggregate.js';
import type { Selection } from '../queries/selection.js';
import type { Persister } from '../unit-of-work/persister.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';

/** What a repository works with. Made by the domain. */
export interface RepositoryAccess {
  readonly persister: Persister;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  /** All stored aggregates of the class, to be asked about; undefined where states are not kept. */
  readonly selection: Selection<AnyAggregate> | undefined;
  /** The unit of work it belongs to here; undefined outside. */
  unit(): UnitOfWork | undefined;
  /** Runs a function in that unit, or else in one of its own. */
  run<Result>(act: (unit: UnitOfWork) => Result | Promise<Result>): Promise<Result>;
}

/** Loads one aggregate, through the identity map where there is a unit. */
export function loadOne(
  access: RepositoryAccess,
  id: unknown,
): AnyAggregate | undefined | Promise<AnyAggregate | undefined> {
  const { persister } = access;
  const unit = access.unit();
  if (unit === undefined) return persister.load(persister.database, id);
  const known = unit.find(persister.element.cls, id);
  if (known !== undefined) return known === 'removed' ? undefined : known;
  return persister.load(unit.source(persister.database), id).then((loaded) => {
    if (loaded !== undefined) return unit.track(persister, loaded);
    unit.miss(persister.element.cls, id);
    return undefined;
  });
}

/** Loads several aggregates, those that there are, by identity; through the identity map where there is a unit. */
export async function loadAll(
  access: RepositoryAccess,
  ids: readonly unknown[],
): Promise<readonly AnyAggregate[]> {
  const { persister } = access;
  const unit = access.unit();
  if (unit === undefined) return persister.loadMany(persister.database, ids);
  const known = ids.map((id) => unit.find(persister.element.cls, id));
  const missing = ids.filter((_, index) => known[index] === undefined);
  const loaded =
    missing.length === 0 ? [] : await persister.loadMany(unit.source(persister.database), missing);
  const tracked = loaded.map((each) => unit.track(persister, each));
  for (const id of missing)
    if (unit.find(persister.element.cls, id) === undefined) unit.miss(persister.element.cls, id);
  return [...known, ...tracked].filter((each) => each !== undefined && each !== 'removed');
}
