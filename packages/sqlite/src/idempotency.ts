import {
  commandInFlight,
  type IdempotencyRecord,
  type IdempotencyStore,
  type IdempotencyWriter,
} from '@domainry/core/ports';
import { endless, idempotencyRecordIn, KeyClaims, type KeyClaimer } from '@domainry/sql';
import type { SqliteConnection } from './driver/connection.js';
import { kindOfError } from './map-error.js';
import type { Standing } from './events/event-writer.js';
import type { OpenDatabase } from './snapshots.js';

const findRecord = 'SELECT key, fingerprint, result, time FROM domainry_idempotency WHERE key = ?';

/** What was completed under idempotency keys, and who holds the claims on others. */
export class SqliteIdempotency implements IdempotencyStore {
  /** Claims are of this process. Two processes that claim one key at once meet at the commit, where one of them is refused. */
  readonly #claims = new KeyClaims();

  constructor(private readonly database: OpenDatabase) {}

  async find(key: string): Promise<IdempotencyRecord | undefined> {
    this.database.assertOpen();
    return idempotencyRecordIn(this.database.reading.get(findRecord, key));
  }

  async forgetBefore(time: number, atMost: number = endless): Promise<number> {
    return await this.database.write((connection) =>
      connection.run(
        'DELETE FROM domainry_idempotency WHERE key IN (SELECT key FROM domainry_idempotency WHERE time < ? ORDER BY time LIMIT ?)',
        time,
        atMost,
      ),
    );
  }

  begin(standing: Standing): SqliteIdempotencyWriter {
    return new SqliteIdempotencyWriter(this.#claims.begin(), standing);
  }

  /** Ends the claims of all transactions: they will never be completed. */
  releaseClaims(): void {
    this.#claims.releaseAll();
  }
}

/** The claims of one transaction. */
export class SqliteIdempotencyWriter implements IdempotencyWriter {
  readonly #completed = new Map<string, IdempotencyRecord>();

  constructor(
    private readonly claims: KeyClaimer,
    private readonly standing: Standing,
  ) {}

  get isEmpty(): boolean {
    return this.#completed.size === 0;
  }

  async claim(
    key: string,
    _fingerprint: string,
    whenInFlight: 'wait' | 'fail',
  ): Promise<IdempotencyRecord | undefined> {
    for (;;) {
      this.standing.assertOpen();
      const record =
        this.#completed.get(key) ?? idempotencyRecordIn(this.standing.reading.get(findRecord, key));
      if (record !== undefined) return record;
      if (!this.claims.isHeld(key)) break;
      await this.claims.waitFor(key, whenInFlight);
    }
    this.claims.hold(key);
    return undefined;
  }

  async complete(record: IdempotencyRecord): Promise<void> {
    this.standing.assertOpen();
    const { key } = record;
    if (!this.claims.holds(key)) {
      if (this.claims.isHeld(key) || this.standing.reading.get(findRecord, key) !== undefined)
        throw commandInFlight(key);
      this.claims.hold(key);
    }
    this.#completed.set(key, Object.freeze({ ...record }));
  }

  /** Writes what was completed. Another process may have come first. */
  flush(connection: SqliteConnection): void {
    for (const { key, fingerprint, result, time } of this.#completed.values()) {
      try {
        connection.run(
          'INSERT INTO domainry_idempotency (key, fingerprint, result, time) VALUES (?, ?, ?, ?)',
          key,
          fingerprint,
          result ?? null,
          time,
        );
      } catch (error) {
        if (kindOfError(error) === 'SQLITE_CONSTRAINT') throw commandInFlight(key);
        throw error;
      }
    }
  }

  release(): void {
    this.claims.release();
  }
}
