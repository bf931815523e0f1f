import { identityOf } from '../elements/identity-of.js';
import type { IdentityMap } from './identity-map.js';
import type { Tracked } from './tracked.js';
import { asViolation, isIdentityTaken } from './unique-violation.js';
import { createdMeanwhile } from './unit-errors.js';

/**
 * The error for what the store refused. An identity that a unit of work found free, and that is taken now, was taken by
 * somebody who was faster: that is a conflict, since a fresh load tells what to do.
 *
 * @param map - the aggregates of the unit.
 * @param refused - what was being written; undefined when that is not known, as in a commit.
 */
export async function explainRefusal(error: unknown, map: IdentityMap, refused?: Tracked): Promise<unknown> {
  for (const tracked of refused === undefined ? map : [refused]) {
    const { persister, aggregate } = tracked;
    const wasFree = tracked.met === -1 && map.wasMissed(aggregate);
    if (!wasFree || !isIdentityTaken(error, persister.element)) continue;
    if (await persister.exists(persister.database, identityOf(aggregate))) return createdMeanwhile(aggregate);
  }
  return asViolation(error, refused?.aggregate);
}
