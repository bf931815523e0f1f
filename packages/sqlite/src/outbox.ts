import type { Message, Outbox, OutboxEntry, OutboxWriter } from '@domainry/core/ports';
import { outboxEntryIn, outboxRowOf, type OutboxRow } from '@domainry/sql';
import type { SqliteConnection } from './driver/connection.js';
import type { Standing } from './events/event-writer.js';
import type { OpenDatabase } from './snapshots.js';

/** The messages that wait to be handed over. */
export class SqliteOutbox implements Outbox {
  constructor(private readonly database: OpenDatabase) {}

  async waiting(destination: string, limit: number): Promise<readonly OutboxEntry[]> {
    this.database.assertOpen();
    return this.database.reading
      .all(
        'SELECT position, destination, data, metadata, attempts FROM domainry_outbox WHERE destination = ? ORDER BY priority DESC, position LIMIT ?',
        destination,
        Math.max(limit, 0),
      )
      .map(outboxEntryIn);
  }

  async done(position: number): Promise<void> {
    await this.database.write((connection) =>
      connection.run('DELETE FROM domainry_outbox WHERE position = ?', position),
    );
  }

  async failed(position: number, reason: string): Promise<void> {
    await this.database.write((connection) =>
      connection.run(
        'UPDATE domainry_outbox SET attempts = attempts + 1, failure = ? WHERE position = ?',
        reason,
        position,
      ),
    );
  }

  begin(standing: Standing): SqliteOutboxWriter {
    return new SqliteOutboxWriter(standing);
  }
}

/** The messages that one transaction puts into the outbox. They wait until the commit, as events do. */
export class SqliteOutboxWriter implements OutboxWriter {
  readonly #put: OutboxRow[] = [];

  constructor(private readonly standing: Standing) {}

  get isEmpty(): boolean {
    return this.#put.length === 0;
  }

  async put(destination: string, messages: readonly Message[]): Promise<void> {
    this.standing.assertOpen();
    // All are looked at before the first is taken.
    const written = messages.map((message) => outboxRowOf(destination, message));
    this.#put.push(...written);
  }

  flush(connection: SqliteConnection): void {
    for (const { destination, priority, data, metadata } of this.#put) {
      connection.run(
        'INSERT INTO domainry_outbox (destination, priority, data, metadata) VALUES (?, ?, ?, ?)',
        destination,
        priority,
        data,
        metadata,
      );
    }
  }
}
