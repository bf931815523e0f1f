import type {
  AfterFailure,
  ClaimedEntry,
  HeldEntry,
  ListedEntry,
  Outbox,
  OutboxClaim,
  OutboxCounts,
  OutboxListing,
} from '@domainry/core/ports';
import { claimedEntryIn, endless, listedEntryIn, outboxCountsIn, storableReason } from '@domainry/sql';
import type { SqliteConnection } from '../driver/connection.js';
import type { Standing } from '../events/event-writer.js';
import type { OpenDatabase } from '../snapshots.js';
import { claimEntries, isAnyClaimable } from './claim-entries.js';
import { SqliteOutboxWriter } from './outbox-writer.js';
import {
  claimAbandoned,
  countEntries,
  discardEntry,
  findHeld,
  giveBack,
  keepEntry,
  listAside,
  listEntries,
  removeEntry,
  requeueEntry,
  setFailed,
  takeLaterAway,
  wakeKey,
} from './outbox-statements.js';

/** The messages that wait to be handed over. All processes of a file have one clock, and one writes at a time. */
export class SqliteOutbox implements Outbox {
  /** @param now - milliseconds since the epoch, by the clock of the domain. */
  constructor(
    private readonly database: OpenDatabase,
    private readonly now: () => number,
  ) {}

  async claim(destination: string, claim: OutboxClaim): Promise<readonly ClaimedEntry[]> {
    this.database.assertOpen();
    if (!isAnyClaimable(this.database.reading, destination, this.now())) return [];
    const rows = await this.database.write((connection) =>
      claimEntries(connection, destination, claim, this.now()),
    );
    return rows.map(claimedEntryIn);
  }

  async claimAbandoned(
    position: number,
    { owner, leaseMs }: Pick<OutboxClaim, 'owner' | 'leaseMs'>,
  ): Promise<ClaimedEntry | undefined> {
    const [row] = await this.database.write((connection) =>
      connection.all(claimAbandoned, owner, this.now() + leaseMs, position),
    );
    return row === undefined ? undefined : claimedEntryIn(row);
  }

  async renew(held: readonly HeldEntry[], leaseMs: number): Promise<readonly number[]> {
    return await this.#each(held, (connection, { position, fence }) =>
      connection.run(keepEntry, this.now() + leaseMs, position, fence),
    );
  }

  async done(held: readonly HeldEntry[]): Promise<readonly number[]> {
    const inOrder = held.toSorted((one, other) => one.position - other.position);
    return await this.#each(inOrder, (connection, { position, fence }) => {
      const [removed] = connection.all(removeEntry, position, fence);
      if (removed === undefined) return 0;
      connection.run(wakeKey, removed['destination']!, removed['key']!);
      return 1;
    });
  }

  async failed(held: HeldEntry, reason: string, next: AfterFailure): Promise<boolean> {
    const refused = await this.#each([held], (connection, { position, fence }) => {
      const found = connection.get(findHeld, position, fence);
      if (found === undefined) return 0;
      const { destination, key } = found as { destination: string; key: string | null };
      const now = this.now();
      const isPassedBy = next.kind === 'abandon' && !next.keyWaits;
      const until = next.kind === 'again' ? now + next.after : 0;
      const stage = next.kind === 'again' ? 'delayed' : 'abandoned';
      connection.run(
        setFailed,
        stage,
        storableReason(reason),
        now,
        now,
        until,
        isPassedBy ? null : key,
        position,
      );
      if (!isPassedBy) connection.run(takeLaterAway, destination, key, position);
      connection.run(wakeKey, destination, key);
      return 1;
    });
    return refused.length === 0;
  }

  async release(held: readonly HeldEntry[]): Promise<void> {
    await this.#each(held, (connection, { position, fence }) => connection.run(giveBack, position, fence));
  }

  async list({ destination, state, after = 0, limit }: OutboxListing): Promise<readonly ListedEntry[]> {
    this.database.assertOpen();
    const most = Math.min(Math.max(limit, 0), endless);
    const place = [this.now(), after, destination ?? null, destination ?? null] as const;
    const isAside = state === 'abandoned' || state === 'discarded';
    const rows = isAside
      ? this.database.reading.all(listAside, ...place, state, most)
      : this.database.reading.all(listEntries, ...place, state ?? null, state ?? null, most);
    return rows.map(listedEntryIn);
  }

  async counts(): Promise<readonly OutboxCounts[]> {
    this.database.assertOpen();
    return this.database.reading.all(countEntries, this.now()).map(outboxCountsIn);
  }

  async requeue(positions: readonly number[]): Promise<readonly number[]> {
    return await this.database.write((connection) =>
      positions.filter((position) => connection.run(requeueEntry, position) > 0),
    );
  }

  async discard(position: number, reason: string): Promise<boolean> {
    return await this.database.write((connection) => {
      const found = connection.get(
        'SELECT destination, key FROM domainry_outbox WHERE position = ?',
        position,
      );
      if (
        found === undefined ||
        connection.run(discardEntry, storableReason(reason), position, this.now()) === 0
      )
        return false;
      connection.run(wakeKey, found['destination']!, found['key']!);
      return true;
    });
  }

  begin(standing: Standing): SqliteOutboxWriter {
    return new SqliteOutboxWriter(standing, this.now);
  }

  /** Positions of those for which nothing was changed. */
  async #each(
    held: readonly HeldEntry[],
    act: (connection: SqliteConnection, entry: HeldEntry) => number,
  ): Promise<readonly number[]> {
    this.database.assertOpen();
    if (held.length === 0) return [];
    return await this.database.write((connection) =>
      held.filter((entry) => act(connection, entry) === 0).map(({ position }) => position),
    );
  }
}
