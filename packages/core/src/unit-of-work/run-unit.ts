import { isThenable } from '../change/change.js';
import { surroundings, within } from './current.js';
import type { RecordedEvent } from './persister.js';
import { UnitOfWork } from './unit-of-work.js';

/** What runs units of work for a domain. */
export interface UnitRunner {
  /** Tells the units of domains apart. */
  readonly domain: object;
  /** Is told of the events of each commit, once it has happened. What it throws does not undo anything. */
  readonly committed?: (events: readonly RecordedEvent[]) => unknown;
}

/** The unit of work of a domain that is open here. */
export function currentUnit(domain: object): UnitOfWork | undefined {
  return surroundings().units.find(
    (unit): unit is UnitOfWork => unit instanceof UnitOfWork && unit.domain === domain,
  );
}

/** The innermost unit of work that is open here, of whatever domain. */
export function openUnit(): UnitOfWork | undefined {
  return surroundings().units.find((unit): unit is UnitOfWork => unit instanceof UnitOfWork && unit.isOpen);
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
export function runNewUnit<Result>(
  runner: UnitRunner,
  act: (unit: UnitOfWork) => Result | Promise<Result>,
): Promise<Result> {
  const { domain } = runner;
  const outer = surroundings().units.filter((other) => other.domain !== domain);
  const unit = new UnitOfWork(domain);
  // Hooks of saves, which run in the commit, belong to the unit as well.
  return within({ units: [unit, ...outer] }, () => runToEnd(runner, unit, act));
}

/** Nothing is waited for that is there already: each thing that is waited for costs a turn. */
async function runToEnd<Result>(
  runner: UnitRunner,
  unit: UnitOfWork,
  act: (unit: UnitOfWork) => Result | Promise<Result>,
): Promise<Result> {
  let result: Result;
  let events: readonly RecordedEvent[];
  try {
    const given = act(unit);
    result = isThenable(given) ? await given : given;
    const committed = unit.commit();
    events = committed instanceof Promise ? await committed : committed;
  } catch (error) {
    await unit.rollback();
    if (unit.isHolding) await unit.release();
    throw error;
  }
  if (unit.isHolding) await unit.release();
  if (events.length > 0) {
    const told = runner.committed?.(events);
    if (isThenable(told)) await told;
  }
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
