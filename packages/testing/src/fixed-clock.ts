/** A clock that stands still until it is moved: the `clock` of a domain in tests. */
export interface FixedClock {
  (): Date;
  /** Moves it by so many milliseconds; back, when there are fewer than none. */
  advance(milliseconds: number): void;
  /** Sets it to a moment. */
  set(moment: Date | string): void;
}

/**
 * Makes a clock that stands still.
 *
 * @param start - the moment it shows; the beginning of 2030, in UTC, when absent.
 * @throws RangeError when what is given is no moment.
 *
 * @example
 * ```ts
 * import { Domain } from '@domainry/core';
 * import { fixedClock } from '@domainry/testing';
 *
 * const clock = fixedClock('2030-01-01T12:00:00Z');
 * const shop = new Domain('Shop', { clock });
 * clock.advance(60_000);
 * ```
 */
export function fixedClock(start: Date | string = '2030-01-01T00:00:00.000Z'): FixedClock {
  let now = momentOf(start);
  return Object.assign(() => new Date(now), {
    advance: (milliseconds: number) => {
      now = momentOf(new Date(now + milliseconds));
    },
    set: (moment: Date | string) => {
      now = momentOf(moment);
    },
  });
}

function momentOf(moment: Date | string): number {
  const time = new Date(moment).getTime();
  if (Number.isNaN(time))
    throw new RangeError(
      `${String(moment)} is no moment. Give a Date, or a text such as 2030-01-31T12:00:00Z.`,
    );
  return time;
}
