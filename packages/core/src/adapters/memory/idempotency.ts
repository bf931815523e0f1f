import { commandInFlight } from '../../ports/conflicts.js';
import type {
  IdempotencyRecord,
  IdempotencyStore,
  IdempotencyWriter,
} from '../../ports/idempotency-store.js';
import type { Life, Participant } from './participant.js';

/** What was completed under idempotency keys in a memory database, and who holds the claims on others. */
export class MemoryIdempotency implements IdempotencyStore {
  readonly #records = new Map<string, IdempotencyRecord>();
  readonly #claims = new Map<string, MemoryIdempotencyWriter>();

  constructor(private readonly life: Life) {}

  async find(key: string): Promise<IdempotencyRecord | undefined> {
    this.life.assertOpen();
    return this.#records.get(key);
  }

  async forgetBefore(time: number, limit: number = Infinity): Promise<number> {
    this.life.assertOpen();
    let forgotten = 0;
    for (const record of this.#records.values()) {
      if (forgotten >= limit) break;
      if (record.time >= time) continue;
      this.#records.delete(record.key);
      forgotten++;
    }
    return forgotten;
  }

  /** Ends the claims of all transactions: they will never be completed. */
  releaseClaims(): void {
    for (const writer of this.#claims.values()) writer.release();
  }

  begin(life: Life): MemoryIdempotencyWriter {
    return new MemoryIdempotencyWriter(this.#records, this.#claims, life);
  }
}

/** The claims of one transaction. */
class MemoryIdempotencyWriter implements IdempotencyWriter, Participant {
  /** Keys it has a claim on. With what was completed under each; most transactions have none. */
  #held: Map<string, IdempotencyRecord | undefined> | undefined;
  /** The transaction whose end this one waits for. */
  #waitsFor: MemoryIdempotencyWriter | undefined;
  #wake: (() => void)[] | undefined;

  constructor(
    private readonly records: Map<string, IdempotencyRecord>,
    private readonly claims: Map<string, MemoryIdempotencyWriter>,
    private readonly life: Life,
  ) {}

  async claim(
    key: string,
    _fingerprint: string,
    whenInFlight: 'wait' | 'fail',
  ): Promise<IdempotencyRecord | undefined> {
    for (;;) {
      this.life.assertOpen();
      const record = this.#held?.get(key) ?? this.records.get(key);
      if (record !== undefined) return record;
      const holder = this.claims.get(key);
      if (holder === undefined) break;
      // Whoever waits for himself, directly or by way of others, waits for ever.
      if (whenInFlight === 'fail' || holder.#isWaitingFor(this)) throw commandInFlight(key);
      this.#waitsFor = holder;
      await holder.#ended();
      this.#waitsFor = undefined;
    }
    this.#hold(key);
    return undefined;
  }

  async complete(record: IdempotencyRecord): Promise<void> {
    this.life.assertOpen();
    const { key } = record;
    if (this.#held?.has(key) !== true && (this.claims.has(key) || this.records.has(key)))
      throw commandInFlight(key);
    this.#hold(key, Object.freeze({ ...record }));
  }

  /** A claim keeps everybody else away, so that nothing can have come between. */
  prepare(): void {}

  apply(): void {
    if (this.#held === undefined) return;
    for (const [key, record] of this.#held) if (record !== undefined) this.records.set(key, record);
  }

  release(): void {
    // After the database was closed others may have claimed what this one held.
    for (const key of this.#held?.keys() ?? []) if (this.claims.get(key) === this) this.claims.delete(key);
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.forEach((each) => each());
  }

  #ended(): Promise<void> {
    return new Promise((resolve) => (this.#wake ??= []).push(resolve));
  }

  #hold(key: string, completed?: IdempotencyRecord): void {
    this.claims.set(key, this);
    this.#held ??= new Map();
    this.#held.set(key, completed);
  }

  #isWaitingFor(other: MemoryIdempotencyWriter): boolean {
    // oxlint-disable-next-line typescript/no-this-alias -- the walk along who waits for whom begins here
    let writer: MemoryIdempotencyWriter | undefined = this;
    while (writer !== undefined && writer !== other) writer = writer.#waitsFor;
    return writer === other;
  }
}
