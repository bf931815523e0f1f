/**
 * Whether two versions of a contract understand each other.
 *
 * - `full`: both ways
 * - `backward`: new code reads what old code wrote
 * - `forward`: old code reads what new code writes
 * - `none`: neither
 */
export type Compatibility = 'full' | 'backward' | 'forward' | 'none';

/** What a change means for those who read, and for those who write. */
export interface Direction {
  /** New code reads what old code wrote. */
  readonly backward: boolean;
  /** Old code reads what new code writes. */
  readonly forward: boolean;
  /**
   * Readers in other contexts read what new code writes: they know the contract only, so they pass over fields they do
   * not know, and have no defaults for what is no longer there.
   */
  readonly elsewhere: boolean;
}

/** Both ways. */
export const bothWays: Direction = { backward: true, forward: true, elsewhere: true };
/** Neither way. */
export const neitherWay: Direction = { backward: false, forward: false, elsewhere: false };
/** More is allowed than before: old code meets what it does not expect. */
export const widened: Direction = { backward: true, forward: false, elsewhere: false };
/** Less is allowed than before: new code meets what it does not expect. */
export const narrowed: Direction = { backward: false, forward: true, elsewhere: true };

/** What holds of all of them. */
export function together(directions: Iterable<Direction>): Direction {
  let { backward, forward, elsewhere } = bothWays;
  for (const each of directions) {
    backward &&= each.backward;
    forward &&= each.forward;
    elsewhere &&= each.elsewhere;
  }
  return { backward, forward, elsewhere };
}

/** The name of a direction. */
export function compatibilityOf({ backward, forward }: Direction): Compatibility {
  if (backward) return forward ? 'full' : 'backward';
  return forward ? 'forward' : 'none';
}
