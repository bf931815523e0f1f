import { isFree, isTimed, type Kept, type Stage } from './outbox-kept.js';

/** What waits of one key. */
interface Lane {
  /** In the order of positions. */
  readonly entries: Map<number, Kept>;
  readonly claimed: Set<Kept>;
}

/** What is ready of one priority. */
interface Ready {
  /** Those that were never anything else, in the order of positions. */
  readonly fresh: Map<number, Kept>;
  /** Those that became ready again, in no order. */
  readonly again: Map<number, Kept>;
}

/** A claimable entry, and the lowest priority of those of its key up to it. */
type Offer = readonly [priority: number, kept: Kept];

/** The entries of one destination, in the order in which they may be claimed. */
export class OutboxQueue {
  readonly #ready = new Map<number, Ready>();
  readonly #timed = new Set<Kept>();
  readonly #lanes = new Map<string, Lane>();

  add(kept: Kept): void {
    this.#readyOf(kept.priority).fresh.set(kept.position, kept);
    if (kept.key !== undefined) this.#laneOf(kept.key).entries.set(kept.position, kept);
  }

  /** Takes an entry out for good; the next one of its key is ready. */
  remove(kept: Kept): void {
    this.#leave(kept);
    const lane = kept.key === undefined ? undefined : this.#lanes.get(kept.key);
    if (lane?.entries.delete(kept.position) === true && lane.entries.size === 0)
      this.#lanes.delete(kept.key!);
    this.wake(kept.key);
  }

  /** Moves an entry from one stage to another. */
  move(kept: Kept, stage: Stage): void {
    this.#leave(kept);
    kept.stage = stage;
    if (stage === 'ready') this.#readyOf(kept.priority).again.set(kept.position, kept);
    else if (isTimed(stage)) this.#timed.add(kept);
    if (stage === 'claimed' && kept.key !== undefined) this.#laneOf(kept.key).claimed.add(kept);
  }

  /** Has the first one of a key looked at by the next claim. */
  wake(key: string | undefined): void {
    const [first] = this.inOrder(key);
    if (first?.stage === 'behind') this.move(first, 'ready');
  }

  /** What is there of a key, in its order. */
  inOrder(key: string | undefined): Iterable<Kept> {
    return (key === undefined ? undefined : this.#lanes.get(key)?.entries.values()) ?? none;
  }

  /** What may be claimed. What is found to wait behind others is not looked at again before its turn has come. */
  claimable(limit: number, now: number): readonly Kept[] {
    for (const kept of this.#timed) if (kept.until <= now) this.move(kept, 'ready');
    for (;;) {
      const offers: Offer[] = [];
      const keys = new Set<string>();
      let isAnyBehind = false;
      for (const kept of this.#first(limit)) {
        const { key } = kept;
        if (key === undefined) offers.push([kept.priority, kept]);
        else if (!keys.has(key)) {
          const run = this.#run(key, limit, now);
          if (run.length > 0) {
            keys.add(key);
            offers.push(...run);
          } else {
            this.move(kept, 'behind');
            isAnyBehind = true;
          }
        }
      }
      if (isAnyBehind && offers.length < limit) continue;
      return offers
        .sort(([one, first], [other, second]) => other - one || first.position - second.position)
        .slice(0, limit)
        .map(([, kept]) => kept);
    }
  }

  /** The first ones of a key that may be claimed together. */
  #run(key: string, limit: number, now: number): readonly Offer[] {
    const lane = this.#lanes.get(key);
    if (lane === undefined || [...lane.claimed].some(({ until }) => until > now)) return [];
    const run: Offer[] = [];
    let lowest = Infinity;
    for (const kept of lane.entries.values()) {
      if (run.length >= limit || !isFree(kept, now)) break;
      lowest = Math.min(lowest, kept.priority);
      run.push([lowest, kept]);
    }
    return run;
  }

  /** The first ones that are ready, those of a higher priority first. */
  #first(limit: number): readonly Kept[] {
    const found: Kept[] = [];
    for (const [, { fresh, again }] of [...this.#ready].sort(([one], [other]) => other - one)) {
      if (found.length >= limit) break;
      const first: Kept[] = [...again.values()];
      let count = 0;
      for (const kept of fresh.values()) {
        if (count++ >= limit) break;
        first.push(kept);
      }
      if (again.size > 0) first.sort((one, other) => one.position - other.position);
      found.push(...first.slice(0, limit - found.length));
    }
    return found;
  }

  #leave(kept: Kept): void {
    const ready = this.#ready.get(kept.priority);
    if (ready !== undefined) {
      ready.fresh.delete(kept.position);
      ready.again.delete(kept.position);
      if (ready.fresh.size + ready.again.size === 0) this.#ready.delete(kept.priority);
    }
    this.#timed.delete(kept);
    if (kept.key !== undefined) this.#lanes.get(kept.key)?.claimed.delete(kept);
  }

  #readyOf(priority: number): Ready {
    let ready = this.#ready.get(priority);
    if (ready === undefined) this.#ready.set(priority, (ready = { fresh: new Map(), again: new Map() }));
    return ready;
  }

  #laneOf(key: string): Lane {
    let lane = this.#lanes.get(key);
    if (lane === undefined) this.#lanes.set(key, (lane = { entries: new Map(), claimed: new Set() }));
    return lane;
  }
}

const none: readonly Kept[] = Object.freeze([]);
