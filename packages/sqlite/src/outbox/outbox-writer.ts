import type { Message, OutboxWriter } from '@domainry/core/ports';
import { outboxRowOf, type OutboxRow } from '@domainry/sql';
import type { SqliteConnection } from '../driver/connection.js';
import type { Standing } from '../events/event-writer.js';

/** The messages that one transaction puts into the outbox. They wait until the commit, as events do. */
export class SqliteOutboxWriter implements OutboxWriter {
  readonly #put: OutboxRow[] = [];

  /** @param now - milliseconds since the epoch, by the clock of the domain. */
  constructor(
    private readonly standing: Standing,
    private readonly now: () => number,
  ) {}

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
    if (this.isEmpty) return;
    const since = this.now();
    for (const { destination, key, priority, data, metadata } of this.#put) {
      connection.run(
        'INSERT INTO domainry_outbox (destination, key, priority, data, metadata, since) VALUES (?, ?, ?, ?, ?, ?)',
        destination,
        key,
        priority,
        data,
        metadata,
        since,
      );
    }
  }
}
