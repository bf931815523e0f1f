import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { AfterFailure, ClaimedEntry, Database, Message } from '@domainry/core/ports';

/** What the model knows of an entry. */
interface Known {
  readonly position: number;
  /** Undefined also when its key goes on without it. */
  key: string | undefined;
  state: 'waiting' | 'held' | 'delayed' | 'abandoned';
  /** By which its holder is known. */
  fence: number | undefined;
  /** Whether the time of its holder is up, always. */
  isLapsed: boolean;
}

const step = fc.oneof(
  fc.record({ what: fc.constant('put' as const), key: fc.nat(3), priority: fc.nat(2) }),
  fc.record({
    what: fc.constant('claim' as const),
    owner: fc.nat(2),
    limit: fc.integer({ min: 1, max: 4 }),
    isDying: fc.boolean(),
  }),
  fc.record({ what: fc.constant('done' as const), owner: fc.nat(2), from: fc.nat(2), count: fc.nat(3) }),
  fc.record({ what: fc.constant('fail' as const), owner: fc.nat(2), how: fc.nat(3) }),
  fc.record({ what: fc.constant('release' as const), owner: fc.nat(2) }),
  fc.record({ what: fc.constant('requeue' as const), at: fc.nat(9) }),
  fc.record({ what: fc.constant('discard' as const), at: fc.nat(9) }),
);

const failures: readonly AfterFailure[] = [
  { kind: 'again', after: 0 },
  { kind: 'again', after: 3_600_000 },
  { kind: 'abandon', keyWaits: true },
  { kind: 'abandon', keyWaits: false },
];

/** An outbox beside a model of it, which is asked whether what the outbox gives and accepts is right. */
class Compared {
  readonly #known = new Map<number, Known>();
  readonly #held: ClaimedEntry[][] = [[], [], []];
  #last = 0;

  constructor(private readonly database: Database) {}

  async put(key: number, priority: number): Promise<void> {
    const transaction = await this.database.begin();
    await transaction.outbox.put('broker', [messageOf(key === 0 ? undefined : `Key-${key}`, priority)]);
    await transaction.commit();
    const entries = await this.database.outbox.list({ state: 'waiting', after: this.#last, limit: 9 });
    this.#last = entries[0]!.position;
    for (const { position, key: found } of entries)
      this.#known.set(position, {
        position,
        key: found,
        state: 'waiting',
        fence: undefined,
        isLapsed: false,
      });
  }

  async claim(owner: number, limit: number, isDying: boolean): Promise<number> {
    const leaseMs = isDying ? 0 : 3_600_000;
    const entries = await this.database.outbox.claim('broker', { owner: `${owner}`, limit, leaseMs });
    const given = new Set<Known>();
    for (const { position } of entries) {
      const known = this.#known.get(position)!;
      deepStrictEqual([position, this.#isClaimable(known, given)], [position, true]);
      given.add(known);
    }
    if (entries.length === 0)
      deepStrictEqual(
        [...this.#known.values()].filter((known) => this.#isClaimable(known, given)),
        [],
      );
    for (const { position, fence } of entries)
      Object.assign(this.#known.get(position)!, { state: 'held', fence, isLapsed: isDying });
    for (const known of given)
      for (const later of this.#ofKey(known.key))
        if (later.position > known.position && !given.has(later)) takeAway(later);
    const again = new Set(entries.map(({ position }) => position));
    const before = this.#held[owner]!.filter(({ position }) => !again.has(position));
    this.#held[owner] = [...before, ...entries];
    return entries.length;
  }

  async done(owner: number, from: number, count: number): Promise<void> {
    const told = this.#held[owner]!.splice(from, count);
    const refused = new Set(await this.database.outbox.done(told));
    for (const { position, fence } of told.toSorted((one, other) => one.position - other.position)) {
      const known = this.#known.get(position);
      const isRight =
        known !== undefined &&
        known.fence === fence &&
        this.#ofKey(known.key).every((each) => each.position >= position);
      if (refused.has(position)) {
        // Whose time was up may be refused sooner than need be.
        deepStrictEqual([position, isRight && !known.isLapsed], [position, false]);
        if (known?.fence === fence) this.#held[owner]!.push(told.find((each) => each.position === position)!);
      } else {
        deepStrictEqual([position, isRight], [position, true]);
        this.#known.delete(position);
      }
    }
  }

  async fail(owner: number, how: number): Promise<void> {
    const entry = this.#held[owner]!.shift();
    if (entry === undefined) return;
    const next = failures[how]!;
    const known = this.#known.get(entry.position);
    const isTold = await this.database.outbox.failed(entry, 'refused', next);
    const isRight = known !== undefined && known.fence === entry.fence;
    if (isTold) deepStrictEqual([entry.position, isRight], [entry.position, true]);
    else deepStrictEqual([entry.position, isRight && !known.isLapsed], [entry.position, false]);
    if (!isTold) return;
    known!.fence = undefined;
    known!.state = next.kind === 'abandon' ? 'abandoned' : next.after === 0 ? 'waiting' : 'delayed';
    if (next.kind === 'abandon' && !next.keyWaits) known!.key = undefined;
    else for (const later of this.#ofKey(known!.key)) if (later.position > known!.position) takeAway(later);
  }

  async release(owner: number): Promise<void> {
    const held = this.#held[owner]!.splice(0);
    await this.database.outbox.release(held);
    for (const { position, fence } of held) {
      const known = this.#known.get(position);
      if (known?.fence === fence && known.state === 'held') takeAway(known);
    }
  }

  async requeue(at: number): Promise<void> {
    const known = [...this.#known.values()][at];
    if (known === undefined) return;
    const isRight = known.state === 'delayed' || known.state === 'abandoned';
    const requeued = [...(await this.database.outbox.requeue([known.position]))];
    // What may be tried at once waits, or is delayed by nothing: nobody can tell.
    if (known.state !== 'waiting') deepStrictEqual(requeued, isRight ? [known.position] : []);
    if (isRight) known.state = 'waiting';
  }

  async discard(at: number): Promise<void> {
    const known = [...this.#known.values()][at];
    if (known === undefined) return;
    const isRight = known.state !== 'held' || known.isLapsed;
    deepStrictEqual(await this.database.outbox.discard(known.position, 'not wanted'), isRight);
    if (isRight) this.#known.delete(known.position);
  }

  /** Hands over all that is left. */
  async drain(): Promise<void> {
    for (const owner of this.#held.keys()) await this.release(owner);
    for (const at of [...this.#known.keys()].keys()) await this.requeue(at);
    while ((await this.claim(0, 3, false)) > 0) await this.done(0, 0, 3);
    deepStrictEqual([...this.#known.values()], []);
    deepStrictEqual([...(await this.database.outbox.list({ state: 'waiting', limit: 9 }))], []);
  }

  #ofKey(key: string | undefined): readonly Known[] {
    return key === undefined ? [] : [...this.#known.values()].filter((known) => known.key === key);
  }

  #isClaimable(known: Known, given: ReadonlySet<Known>): boolean {
    return (
      isFree(known) &&
      this.#ofKey(known.key).every((other) =>
        other.position < known.position ? given.has(other) : isFree(other) || other.state !== 'held',
      )
    );
  }
}

function isFree({ state, isLapsed }: Known): boolean {
  return state === 'waiting' || (state === 'held' && isLapsed);
}

function takeAway(known: Known): void {
  if (known.state !== 'held') return;
  known.state = 'waiting';
  known.fence = undefined;
}

function messageOf(stream: string | undefined, priority: number): Message {
  const known = { id: 'm', type: 'T', kind: 'event', schemaVersion: 1, correlationId: 'm' } as const;
  const metadata = { ...known, time: new Date(0), priority, extensions: {} };
  return { data: {}, metadata: stream === undefined ? metadata : { ...metadata, stream } };
}

/** Whatever several do with an outbox, one after the other: what it gives and accepts is what its port promises. */
export async function keepsOrder(open: () => Promise<Database>, numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const database = await open();
      const compared = new Compared(database);
      try {
        for (const each of steps) {
          if (each.what === 'put') await compared.put(each.key, each.priority);
          else if (each.what === 'claim') await compared.claim(each.owner, each.limit, each.isDying);
          else if (each.what === 'done') await compared.done(each.owner, each.from, each.count);
          else if (each.what === 'fail') await compared.fail(each.owner, each.how);
          else if (each.what === 'release') await compared.release(each.owner);
          else if (each.what === 'requeue') await compared.requeue(each.at);
          else await compared.discard(each.at);
        }
        await compared.drain();
      } finally {
        await database.close();
      }
    }),
    { numRuns },
  );
}
