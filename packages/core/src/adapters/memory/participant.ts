/**
 * One part of a memory transaction. A commit is one synchronous step over all of them: first each is asked whether its
 * writes can be made, then each makes them; so all are made or none is.
 */
export interface Participant {
  /** Throws the conflict there is with what was committed meanwhile. Changes nothing. */
  prepare(): void;
  /** Makes the writes visible to all. Never throws after a `prepare` that did not. */
  apply(): void;
  /** Lets go of what the transaction held, such as claims. Called once, at the end, however it ended. */
  release?(): void;
}

/** The part of a transaction that writes events: what {@link Participant.apply} came to. */
export interface EventParticipant extends Participant {
  /** Position of the last event that was written; undefined before that, and when none was. */
  readonly position: number | undefined;
  /** Versions of the streams that were written to, when they are others than their appends gave. */
  readonly versions: ReadonlyMap<string, number> | undefined;
}

/** A database or transaction as those see it who must not work after its end. Methods of readers and writers ask first. */
export interface Life {
  /** @throws DomainryError TRANSACTION_ENDED or DATABASE_CLOSED. */
  assertOpen(): void;
}
