import type { Message } from '../../messages/message.js';
import type { ClaimedEntry, ListedEntry, OutboxEntry, OutboxState } from '../../ports/outbox.js';
import { outboxCopy } from './outbox-copy.js';

/**
 * Where an entry stands. What is `ready` is looked at by claims, what is `behind` is not: an earlier one of its key has to make it
 * ready.
 */
export type Stage = 'ready' | 'behind' | 'claimed' | 'delayed' | 'abandoned' | 'discarded';

/** An entry as the memory holds it. */
export interface Kept {
  readonly position: number;
  readonly destination: string;
  /** Undefined also when its key goes on without it. */
  key: string | undefined;
  readonly priority: number;
  readonly since: number;
  message: Message;
  stage: Stage;
  attempts: number;
  fence: number;
  /** When a claim or a delay ends. */
  until: number;
  owner?: string | undefined;
  reason?: string;
  firstFailure?: number;
  lastFailure?: number;
}

/** Whether it may be claimed, as far as it depends on itself. */
export function isFree({ stage, until }: Kept, now: number): boolean {
  return stage === 'ready' || stage === 'behind' || (isTimed(stage) && until <= now);
}

export function isTimed(stage: Stage): boolean {
  return stage === 'claimed' || stage === 'delayed';
}

export function stateOf(kept: Kept, now: number): OutboxState {
  return isFree(kept, now) ? 'waiting' : (kept.stage as OutboxState);
}

export function claimedEntry(kept: Kept): ClaimedEntry {
  return { ...entryOf(kept), fence: kept.fence };
}

function entryOf({ position, destination, key, message, attempts }: Kept): OutboxEntry {
  return {
    position,
    destination,
    ...(key === undefined ? {} : { key }),
    message: outboxCopy(message),
    attempts,
  };
}

export function listedEntry(kept: Kept, now: number): ListedEntry {
  const { since, owner, until, reason, firstFailure, lastFailure } = kept;
  const state = stateOf(kept, now);
  return {
    ...entryOf(kept),
    state,
    since,
    ...(state === 'claimed' && owner !== undefined ? { owner } : {}),
    ...(state === 'claimed' || state === 'delayed' ? { until } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(firstFailure === undefined ? {} : { firstFailure }),
    ...(lastFailure === undefined ? {} : { lastFailure }),
    ...(state === 'abandoned' ? { keyWaits: kept.key !== undefined } : {}),
  };
}
