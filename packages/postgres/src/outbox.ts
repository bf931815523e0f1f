import type { Message, Outbox, OutboxEntry, OutboxWriter } from '@domainry/core/ports';
import { outboxEntryIn, outboxRowOf, type OutboxRow, type SqlSession } from '@domainry/sql';
import type { Standing } from './events/event-writer.js';
import { rowsWanted } from './events/read-events.js';

/** The messages that wait to be handed over. */
export class PostgresOutbox implements Outbox {
  constructor(private readonly session: SqlSession) {}

  async waiting(destination: string, limit: number): Promise<readonly OutboxEntry[]> {
    const rows = await this.session.all(
      'SELECT position, destination, data, metadata, attempts FROM domainry_outbox WHERE destination = $1 ORDER BY priority DESC, position LIMIT $2',
      [destination, rowsWanted(limit)],
    );
    return rows.map(outboxEntryIn);
  }

  async done(position: number): Promise<void> {
    await this.session.run('DELETE FROM domainry_outbox WHERE position = $1', [position]);
  }

  async failed(position: number, reason: string): Promise<void> {
    await this.session.run(
      'UPDATE domainry_outbox SET attempts = attempts + 1, failure = $1 WHERE position = $2',
      // PostgreSQL keeps no NUL, and what went wrong may quote one.
      [reason.replaceAll('\0', '\uFFFD'), position],
    );
  }
}

/** A message as it is written, with its place among those of the transaction. */
interface StagedMessage extends OutboxRow {
  readonly ordinal: number;
}

/** The messages that one transaction puts into the outbox. They wait until the commit, as events do. */
export class PostgresOutboxWriter implements OutboxWriter {
  readonly #put: StagedMessage[] = [];

  constructor(private readonly standing: Standing) {}

  get staged(): readonly StagedMessage[] {
    return this.#put;
  }

  async put(destination: string, messages: readonly Message[]): Promise<void> {
    this.standing.assertOpen();
    // All are looked at before the first is taken.
    const written = messages.map((message, at) => ({
      ordinal: this.#put.length + at,
      ...outboxRowOf(destination, message),
    }));
    this.#put.push(...written);
  }
}
