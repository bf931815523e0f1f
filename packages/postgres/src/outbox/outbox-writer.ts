import type { Message, OutboxWriter } from '@domainry/core/ports';
import { outboxRowOf, type OutboxRow } from '@domainry/sql';
import type { Standing } from '../events/event-writer.js';

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
