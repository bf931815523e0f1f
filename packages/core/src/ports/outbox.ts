import type { Message } from '../messages/message.js';
import type { AfterFailure } from './outbox-retry.js';

/** A message that waits to be handed to something outside the database. */
export interface OutboxEntry {
  /** 1-based, in the order in which messages were written. Of two transactions that ran at once either may commit first. */
  readonly position: number;
  /** Broker it is for, or `commands` for commands that wait to be handled here. */
  readonly destination: string;
  /** Entries of one destination and key are handed over in the order of their positions; those without one in any order. */
  readonly key?: string;
  readonly message: Message;
  /** How often handing it over was tried, and failed. */
  readonly attempts: number;
}

/** An entry that somebody may hand over now. */
export interface ClaimedEntry extends OutboxEntry {
  /** Grows whenever the entry changes hands: who held it before is known by an older one. */
  readonly fence: number;
}

/** What shows that somebody holds an entry. */
export type HeldEntry = Pick<ClaimedEntry, 'position' | 'fence'>;

/** Who claims entries, how many, and for how long. */
export interface OutboxClaim {
  /** Says to people who holds an entry; nothing depends on it. */
  readonly owner: string;
  /** Entries at most. */
  readonly limit: number;
  /**
   * Milliseconds after which others may claim them, by the clock of the database, and where it has none, by that of the domain. 0
   * when they may at once.
   */
  readonly leaseMs: number;
}

/**
 * What becomes of an entry: it waits for its turn, is claimed by somebody, is delayed after a failure, was abandoned after the
 * last one, or was discarded by somebody who operates the domain. A claim that ran out and a delay that is over are waiting.
 */
export type OutboxState = 'waiting' | 'claimed' | 'delayed' | 'abandoned' | 'discarded';

/** All that is known of an entry. Times are milliseconds since the epoch. */
export interface ListedEntry extends OutboxEntry {
  readonly state: OutboxState;
  /** When it was written. */
  readonly since: number;
  /** Who holds it. */
  readonly owner?: string;
  /** When the claim runs out, or the delay is over. */
  readonly until?: number;
  /** Why it failed last, or was discarded. */
  readonly reason?: string;
  readonly firstFailure?: number;
  readonly lastFailure?: number;
  /** Whether later ones of its key wait for an abandoned one. */
  readonly keyWaits?: boolean;
}

/** Which entries to list: all, in the order of their positions, when nothing is said. */
export interface OutboxListing {
  readonly destination?: string;
  readonly state?: OutboxState;
  /** Those behind this position. */
  readonly after?: number;
  readonly limit: number;
}

/** How many entries of a destination are in each state. */
export interface OutboxCounts {
  readonly destination: string;
  readonly waiting: number;
  readonly claimed: number;
  readonly delayed: number;
  readonly abandoned: number;
  readonly discarded: number;
  /** When the oldest one that is waiting was written, in milliseconds since the epoch; undefined when none is. */
  readonly waitingSince: number | undefined;
}

/** Puts messages into the outbox inside the transaction that they follow from. */
export interface OutboxWriter {
  /** The key of an entry is the stream of its message: that of the aggregate it came from or is for. */
  put(destination: string, messages: readonly Message[]): Promise<void>;
}

/**
 * Gives waiting messages to those who hand them over, each to one at a time, and those of a key in their order.
 *
 * An entry is in somebody's hands from `claim` until `done`, `failed`, `release`, or until its time is up and somebody else
 * claims it. Who comes too late is told so, and changes nothing. A message may still be handed over twice, by who died or was
 * late: whoever gets it has to know it by its identity.
 */
export interface Outbox {
  /**
   * Claims entries that may be handed over now.
   *
   * An entry is not given while an earlier one of its destination and key is there that is not given with it: waiting, in
   * somebody's hands, delayed or abandoned, unless that says that the key goes on. Nor while somebody holds a later one. Entries of
   * other keys pass by. Those of a higher priority come first, and of equal ones the earlier: but one that has to follow others of
   * its key goes for no more than the lowest of them.
   *
   * @returns at most `limit`, in the order in which they are to be handed over. Fewer do not mean that there are no more; none means
   *   that none could be claimed.
   */
  claim(destination: string, claim: OutboxClaim): Promise<readonly ClaimedEntry[]>;
  /**
   * Claims an abandoned entry by itself, out of turn, to try it once more.
   *
   * @returns undefined when it is not abandoned, or not any more.
   */
  claimAbandoned(
    position: number,
    claim: Pick<OutboxClaim, 'owner' | 'leaseMs'>,
  ): Promise<ClaimedEntry | undefined>;
  /**
   * Keeps entries in the same hands for longer, from now on.
   *
   * @returns positions of those that are in them no longer.
   */
  renew(held: readonly HeldEntry[], leaseMs: number): Promise<readonly number[]>;
  /**
   * Removes entries that were handed over. One that an earlier one of its key has to be handed over before is refused.
   *
   * @returns positions of those that are in these hands no longer: nothing is done about them.
   */
  done(held: readonly HeldEntry[]): Promise<readonly number[]>;
  /**
   * Counts an attempt that failed. Later ones of its key, which were claimed with it, are taken away from who holds them, unless the
   * key goes on.
   *
   * @param next - what follows from that, see `afterFailure`.
   * @returns false when it is in these hands no longer: nothing is done then.
   */
  failed(held: HeldEntry, reason: string, next: AfterFailure): Promise<boolean>;
  /** Gives entries back that were not tried. Those that are in these hands no longer are left alone. */
  release(held: readonly HeldEntry[]): Promise<void>;
  /** Entries in the order of their positions, for people. */
  list(listing: OutboxListing): Promise<readonly ListedEntry[]>;
  /** Counts the entries of each destination that has some, in the order of their names. Looks at all of them. */
  counts(): Promise<readonly OutboxCounts[]>;
  /**
   * Lets abandoned and delayed entries wait for their turn again, at their place, with all attempts before them.
   *
   * @returns positions of those that were abandoned or delayed.
   */
  requeue(positions: readonly number[]): Promise<readonly number[]>;
  /**
   * Gives an entry up that nobody holds. Its payload is removed; that it was there, and why it is not handed over, stays. Later
   * ones of its key go on.
   *
   * @returns false when there is none, somebody holds it, or it was discarded before.
   */
  discard(position: number, reason: string): Promise<boolean>;
}
