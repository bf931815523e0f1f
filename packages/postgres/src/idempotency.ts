import {
  commandInFlight,
  type IdempotencyRecord,
  type IdempotencyStore,
  type IdempotencyWriter,
} from '@domainry/core/ports';
import { endless, idempotencyRecordIn, KeyClaims, type KeyClaimer, type SqlSession } from '@domainry/sql';
import type { Standing } from './events/event-writer.js';
import { rowsWanted } from './events/read-events.js';

const findRecord = 'SELECT key, fingerprint, result, time FROM domainry_idempotency WHERE key = $1';

/** What was completed under idempotency keys, and who in this process holds the claims on others. */
export class PostgresIdempotency implements IdempotencyStore {
  readonly #claims = new KeyClaims();

  /** @param patience - milliseconds that one waits for the claim of another process. */
  constructor(
    private readonly session: SqlSession,
    private readonly patience: number,
  ) {}

  async find(key: string): Promise<IdempotencyRecord | undefined> {
    const [row] = await this.session.all(findRecord, [key]);
    return idempotencyRecordIn(row);
  }

  async forgetBefore(time: number, atMost: number = endless): Promise<number> {
    return await this.session.run(
      'DELETE FROM domainry_idempotency WHERE key IN (SELECT key FROM domainry_idempotency WHERE time < $1 ORDER BY time LIMIT $2)',
      [time, rowsWanted(atMost)],
    );
  }

  begin(transaction: ClaimingTransaction): PostgresIdempotencyWriter {
    return new PostgresIdempotencyWriter(this.#claims.begin(), transaction, this.patience);
  }

  /** Ends the claims of all transactions: they will never be completed. */
  releaseClaims(): void {
    this.#claims.releaseAll();
  }
}

/** What claims need of their transaction. */
export interface ClaimingTransaction extends Standing {
  /** Tries to get a lock that ends with the transaction. */
  tryLock(key: string): Promise<boolean>;
}

/**
 * The claims of one transaction. Between processes a claim is a lock of the server, which ends with the connection: who dies
 * leaves none. Inside of a process those who wait hold no connection.
 */
export class PostgresIdempotencyWriter implements IdempotencyWriter {
  readonly #completed = new Map<string, IdempotencyRecord>();

  constructor(
    private readonly claims: KeyClaimer,
    private readonly transaction: ClaimingTransaction,
    private readonly patience: number,
  ) {}

  /** Records that wait for the commit. */
  get staged(): readonly IdempotencyRecord[] {
    return [...this.#completed.values()];
  }

  async claim(
    key: string,
    _fingerprint: string,
    whenInFlight: 'wait' | 'fail',
  ): Promise<IdempotencyRecord | undefined> {
    this.transaction.assertOpen();
    const own = this.#completed.get(key);
    if (own !== undefined) return own;
    await this.#holdInProcess(key, whenInFlight);
    try {
      const record = await this.#lock(key, whenInFlight);
      if (record !== undefined) this.claims.free(key);
      return record;
    } catch (error) {
      this.claims.free(key);
      throw error;
    }
  }

  async complete(record: IdempotencyRecord): Promise<void> {
    this.transaction.assertOpen();
    if (
      !this.claims.holds(record.key) &&
      (await this.claim(record.key, record.fingerprint, 'fail')) !== undefined
    )
      throw commandInFlight(record.key);
    this.transaction.assertOpen();
    this.#completed.set(record.key, Object.freeze({ ...record }));
  }

  release(): void {
    this.claims.release();
  }

  async #holdInProcess(key: string, whenInFlight: 'wait' | 'fail'): Promise<void> {
    while (this.claims.isHeld(key)) {
      await this.claims.waitFor(key, whenInFlight);
      this.transaction.assertOpen();
    }
    this.claims.hold(key);
  }

  /** Gets the lock of the server, unless the key was completed; gives what was completed. */
  async #lock(key: string, whenInFlight: 'wait' | 'fail'): Promise<IdempotencyRecord | undefined> {
    const until = performance.now() + this.patience;
    for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
      const record = await this.#find(key);
      if (record !== undefined) return record;
      if (await this.transaction.tryLock(`key ${key}`)) break;
      if (whenInFlight === 'fail' || performance.now() >= until) throw commandInFlight(key);
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
      this.transaction.assertOpen();
    }
    // Who held it may have completed it between the look and the lock.
    return await this.#find(key);
  }

  async #find(key: string): Promise<IdempotencyRecord | undefined> {
    const [row] = await this.transaction.reading.all(findRecord, [key]);
    return idempotencyRecordIn(row);
  }
}
