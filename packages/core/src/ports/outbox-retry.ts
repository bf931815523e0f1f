/** How often, and after how long, handing over a message is tried again. */
export interface OutboxRetry {
  /** Attempts in all, from 1. After the last one the message is abandoned. */
  readonly attempts: number;
  /** Milliseconds between the first attempt and the second, before jitter. */
  readonly first: number;
  /** What that is multiplied by from attempt to attempt. */
  readonly factor: number;
  /** Milliseconds that are never exceeded. */
  readonly ceiling: number;
  /** Part of a delay that is left to chance, 0 to 1: with 0.5, it is any between a half and the whole. */
  readonly jitter: number;
  /** What an abandoned message means for later ones of its key: they wait until somebody decides, or they go on. */
  readonly afterwards: 'keyWaits' | 'keyGoesOn';
}

/** What follows from an attempt that failed. */
export type AfterFailure =
  | {
      readonly kind: 'again';
      /** Milliseconds until the next attempt. */
      readonly after: number;
    }
  | { readonly kind: 'abandon'; readonly keyWaits: boolean };

/** Where nobody says anything else: some twenty minutes in all, and nothing is skipped. */
export const defaultOutboxRetry: OutboxRetry = Object.freeze({
  attempts: 12,
  first: 500,
  factor: 2,
  ceiling: 300_000,
  jitter: 0.5,
  afterwards: 'keyWaits',
});

/**
 * What follows from an attempt that failed. Delays grow exponentially up to the ceiling; chance takes some of each, so that those
 * who failed together do not come back together.
 *
 * @param attempts - how many have failed, this one included.
 * @param random - gives numbers from 0 up to 1.
 */
export function afterFailure(
  { attempts: most, first, factor, ceiling, jitter, afterwards }: OutboxRetry,
  attempts: number,
  random: () => number = Math.random,
): AfterFailure {
  if (attempts >= most) return { kind: 'abandon', keyWaits: afterwards === 'keyWaits' };
  const longest = Math.min(first * factor ** (attempts - 1), ceiling);
  return { kind: 'again', after: Math.round(longest * (1 - jitter * random())) };
}
