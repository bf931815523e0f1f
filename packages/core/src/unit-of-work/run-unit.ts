import { surroundings, within } from './current.js';
import type { RecordedEvent } from './persister.js';
import { UnitOfWork } from './unit-of-work.js';

/** What runs units of work for a domain. */
export interface UnitRunner {
  /** Tells the units of domains apart. */
  readonly domain: object;
  /** Is told of the events of each commit, once it has happened. What it throws does not undo anything. */
  readonly committed?: (events: readonly RecordedEvent[]) => Promise<void>;
}

/** The unit of work of a domain that is open here. */
export function currentUnit(domain: object): UnitOfWork | undefined {
  return surroundings().units.find(
    (unit): unit is UnitOfWork => unit instanceof UnitOfWork && unit.domain === domain,
  );
}

/**
 * Runs a function as one unit of work: what it saves is committed when it is done, and undone when it throws. Inside a
 * unit of the same domain it is a part of that one; when it throws then, nothing of the whole is committed.
 *
 * @throws whatever the function throws; what {@link UnitOfWork.commit} throws.
 */
export async function runUnit<Result>(
  runner: UnitRunner,
  act: (unit: UnitOfWork) => Result | Promise<Result>,
): Promise<Result> {
  const outer = currentUnit(runner.domain);
  return outer === undefined ? runNewUnit(runner, act) : runPart(outer, act);
}

/** Runs a function as a unit of work of its own, whatever is going on around it. */
export async function runNewUnit<Result>(
  runner: UnitRunner,
  act: (unit: UnitOfWork) => Result | Promise<Result>,
): Promise<Result> {
  const unit = new UnitOfWork(runner.domain);
  const others = surroundings().units.filter(({ domain }) => domain !== runner.domain);
  const inside = <Given>(run: () => Given): Given => within({ units: [unit, ...others] }, run);
  let result: Result;
  try {
    result = await inside(() => act(unit));
  } catch (error) {
    await unit.rollback();
    throw error;
  }
  // Hooks of saves belong to the unit as well.
  const events = await inside(() => unit.commit());
  if (events.length > 0) await runner.committed?.(events);
  return result;
}

/** Runs a function as a part of a unit. */
export async function runPart<Result>(
  unit: UnitOfWork,
  act: (unit: UnitOfWork) => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await act(unit);
  } catch (error) {
    unit.doom(error);
    throw error;
  }
}
