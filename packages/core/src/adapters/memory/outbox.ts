import type { Message } from '../../messages/message.js';
import type { AfterFailure } from '../../ports/outbox-retry.js';
import type {
  ClaimedEntry,
  HeldEntry,
  ListedEntry,
  Outbox,
  OutboxClaim,
  OutboxCounts,
  OutboxListing,
} from '../../ports/outbox.js';
import { claimedEntry, isFree, listedEntry, stateOf, type Kept } from './outbox-kept.js';
import { OutboxQueue } from './outbox-queue.js';
import { MemoryOutboxWriter } from './outbox-writer.js';
import type { Life } from './participant.js';

/** The messages of a memory database that wait to be handed over. */
export class MemoryOutbox implements Outbox {
  /** In the order of positions. */
  readonly #entries = new Map<number, Kept>();
  readonly #queues = new Map<string, OutboxQueue>();
  #lastPosition = 0;

  /** @param now - milliseconds since the epoch. */
  constructor(
    private readonly life: Life,
    private readonly now: () => number,
  ) {}

  async claim(destination: string, { owner, limit, leaseMs }: OutboxClaim): Promise<readonly ClaimedEntry[]> {
    this.life.assertOpen();
    const now = this.now();
    const queue = this.#queueOf(destination);
    const claimable = queue.claimable(Math.max(limit, 0), now);
    const claimed = claimable.map((kept) => this.#hold(kept, owner, now + leaseMs));
    // Of each key, the last one counts: what others held behind it follows later.
    for (const kept of new Map(claimable.map((each) => [each.key, each])).values())
      this.#takeLaterAway(queue, kept);
    return claimed;
  }

  async claimAbandoned(
    position: number,
    { owner, leaseMs }: Pick<OutboxClaim, 'owner' | 'leaseMs'>,
  ): Promise<ClaimedEntry | undefined> {
    this.life.assertOpen();
    const kept = this.#entries.get(position);
    if (kept?.stage !== 'abandoned') return undefined;
    return this.#hold(kept, owner, this.now() + leaseMs);
  }

  async renew(held: readonly HeldEntry[], leaseMs: number): Promise<readonly number[]> {
    this.life.assertOpen();
    const until = this.now() + leaseMs;
    return this.#each(held, (kept) => {
      if (kept.stage !== 'claimed') return false;
      kept.until = until;
      return true;
    });
  }

  async done(held: readonly HeldEntry[]): Promise<readonly number[]> {
    this.life.assertOpen();
    const inOrder = held.toSorted((one, other) => one.position - other.position);
    return this.#each(inOrder, (kept) => {
      const queue = this.#queueOf(kept.destination);
      const [first = kept] = queue.inOrder(kept.key);
      if (first !== kept) return false;
      this.#entries.delete(kept.position);
      queue.remove(kept);
      return true;
    });
  }

  async failed(held: HeldEntry, reason: string, next: AfterFailure): Promise<boolean> {
    this.life.assertOpen();
    const now = this.now();
    const refused = this.#each([held], (kept) => {
      const queue = this.#queueOf(kept.destination);
      kept.attempts++;
      kept.reason = reason;
      kept.firstFailure ??= now;
      kept.lastFailure = now;
      if (next.kind === 'again') kept.until = now + next.after;
      this.#letGo(kept);
      if (next.kind === 'abandon' && !next.keyWaits) this.#leaveKey(kept);
      queue.move(kept, next.kind === 'again' ? 'delayed' : 'abandoned');
      this.#takeLaterAway(queue, kept);
      queue.wake(kept.key);
      return true;
    });
    return refused.length === 0;
  }

  async release(held: readonly HeldEntry[]): Promise<void> {
    this.life.assertOpen();
    this.#each(held, (kept) => {
      this.#letGo(kept);
      this.#queueOf(kept.destination).move(kept, 'ready');
      return true;
    });
  }

  async list({ destination, state, after = 0, limit }: OutboxListing): Promise<readonly ListedEntry[]> {
    this.life.assertOpen();
    const now = this.now();
    const found: ListedEntry[] = [];
    for (const kept of this.#entries.values()) {
      if (found.length >= limit) break;
      if (kept.position <= after) continue;
      if (destination !== undefined && kept.destination !== destination) continue;
      if (state === undefined || stateOf(kept, now) === state) found.push(listedEntry(kept, now));
    }
    return found;
  }

  async counts(): Promise<readonly OutboxCounts[]> {
    this.life.assertOpen();
    const now = this.now();
    const all = new Map<string, { -readonly [Name in keyof OutboxCounts]: OutboxCounts[Name] }>();
    const none = { waiting: 0, claimed: 0, delayed: 0, abandoned: 0, discarded: 0, waitingSince: undefined };
    for (const kept of this.#entries.values()) {
      const counts = all.get(kept.destination) ?? { destination: kept.destination, ...none };
      all.set(kept.destination, counts);
      const state = stateOf(kept, now);
      counts[state]++;
      if (state === 'waiting') counts.waitingSince = Math.min(counts.waitingSince ?? Infinity, kept.since);
    }
    return [...all.values()].sort((one, other) => (one.destination < other.destination ? -1 : 1));
  }

  async requeue(positions: readonly number[]): Promise<readonly number[]> {
    this.life.assertOpen();
    return positions.filter((position) => {
      const kept = this.#entries.get(position);
      if (kept === undefined || !['abandoned', 'delayed'].includes(kept.stage)) return false;
      kept.attempts = 0;
      this.#letGo(kept);
      this.#queueOf(kept.destination).move(kept, 'ready');
      return true;
    });
  }

  async discard(position: number, reason: string): Promise<boolean> {
    this.life.assertOpen();
    const kept = this.#entries.get(position);
    if (kept === undefined || kept.stage === 'discarded') return false;
    if (kept.stage === 'claimed' && !isFree(kept, this.now())) return false;
    this.#letGo(kept);
    this.#leaveKey(kept);
    this.#queueOf(kept.destination).move(kept, 'discarded');
    kept.reason = reason;
    kept.message = Object.freeze({ data: Object.freeze({}), metadata: kept.message.metadata });
    return true;
  }

  /** Ends all claims: who held them is gone. */
  endClaims(): void {
    for (const kept of this.#entries.values()) {
      if (kept.stage !== 'claimed') continue;
      this.#letGo(kept);
      this.#queueOf(kept.destination).move(kept, 'ready');
    }
  }

  begin(life: Life): MemoryOutboxWriter {
    return new MemoryOutboxWriter(life, (destination, message) => this.#add(destination, message));
  }

  #add(destination: string, message: Message): void {
    const { stream: key, priority = 0 } = message.metadata;
    const kept: Kept = {
      position: ++this.#lastPosition,
      destination,
      key,
      priority,
      since: this.now(),
      message,
      stage: 'ready',
      attempts: 0,
      fence: 0,
      until: 0,
    };
    this.#entries.set(kept.position, kept);
    this.#queueOf(destination).add(kept);
  }

  #hold(kept: Kept, owner: string, until: number): ClaimedEntry {
    kept.fence++;
    kept.owner = owner;
    kept.until = until;
    this.#queueOf(kept.destination).move(kept, 'claimed');
    return claimedEntry(kept);
  }

  #letGo(kept: Kept): void {
    kept.fence++;
    kept.owner = undefined;
  }

  /** Those of a key that somebody holds, or held until the time was up, are the first ones of it. */
  #takeLaterAway(queue: OutboxQueue, kept: Kept): void {
    for (const later of queue.inOrder(kept.key)) {
      if (later.position <= kept.position) continue;
      if (later.owner === undefined) break;
      this.#letGo(later);
      queue.move(later, 'behind');
    }
  }

  /** Its key goes on without it. */
  #leaveKey(kept: Kept): void {
    this.#queueOf(kept.destination).remove(kept);
    kept.key = undefined;
  }

  /** Positions of those that are in other hands by now, or for which it is refused. */
  #each(held: readonly HeldEntry[], act: (kept: Kept) => boolean): readonly number[] {
    return held
      .filter(({ position, fence }) => {
        const kept = this.#entries.get(position);
        return kept?.fence !== fence || !act(kept);
      })
      .map(({ position }) => position);
  }

  #queueOf(destination: string): OutboxQueue {
    let queue = this.#queues.get(destination);
    if (queue === undefined) this.#queues.set(destination, (queue = new OutboxQueue()));
    return queue;
  }
}
