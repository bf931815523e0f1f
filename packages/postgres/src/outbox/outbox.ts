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
import {
  claimedEntryIn,
  listedEntryIn,
  outboxCountsIn,
  storableReason,
  type SqlSession,
} from '@domainry/sql';
import { rowsWanted } from '../events/read-events.js';
import { countEntries, listAside, listEntries } from './outbox-statements.js';

/** The messages that wait to be handed over. What is claimed, and by whom, is decided by the server: see `schema/outbox-functions.ts`. */
export class PostgresOutbox implements Outbox {
  constructor(private readonly session: SqlSession) {}

  async claim(destination: string, { owner, limit, leaseMs }: OutboxClaim): Promise<readonly ClaimedEntry[]> {
    for (;;) {
      const rows = await this.session.returning(
        'SELECT position, destination, key, attempts, fence, data, metadata FROM domainry_outbox_claim($1, $2, $3, $4)',
        [destination, owner, rowsWanted(limit), leaseMs],
      );
      if (rows[0]?.['position'] !== null) return rows.map(claimedEntryIn);
    }
  }

  async claimAbandoned(
    position: number,
    { owner, leaseMs }: Pick<OutboxClaim, 'owner' | 'leaseMs'>,
  ): Promise<ClaimedEntry | undefined> {
    const [row] = await this.session.returning(
      'SELECT position, destination, key, attempts, fence, data, metadata FROM domainry_outbox_claim_abandoned($1, $2, $3)',
      [position, owner, leaseMs],
    );
    return row === undefined ? undefined : claimedEntryIn(row);
  }

  async renew(held: readonly HeldEntry[], leaseMs: number): Promise<readonly number[]> {
    return await this.#refused(
      'SELECT domainry_outbox_renew($1::bigint[], $2::bigint[], $3) AS position',
      held,
      leaseMs,
    );
  }

  async done(held: readonly HeldEntry[]): Promise<readonly number[]> {
    return await this.#refused('SELECT domainry_outbox_done($1::bigint[], $2::bigint[]) AS position', held);
  }

  async failed({ position, fence }: HeldEntry, reason: string, next: AfterFailure): Promise<boolean> {
    const [row] = await this.session.returning(
      'SELECT domainry_outbox_failed($1, $2, $3, $4, $5, $6) AS is_told',
      [
        position,
        fence,
        storableReason(reason),
        next.kind === 'again',
        next.kind === 'again' ? next.after : 0,
        next.kind === 'abandon' && next.keyWaits,
      ],
    );
    return row!['is_told'] === true;
  }

  async release(held: readonly HeldEntry[]): Promise<void> {
    if (held.length === 0) return;
    await this.session.returning(
      'SELECT domainry_outbox_release($1::bigint[], $2::bigint[])',
      numbersOf(held),
    );
  }

  async list({ destination, state, after = 0, limit }: OutboxListing): Promise<readonly ListedEntry[]> {
    const statement = state === 'abandoned' || state === 'discarded' ? listAside : listEntries;
    const rows = await this.session.all(statement, [
      after,
      destination ?? null,
      state ?? null,
      rowsWanted(limit),
    ]);
    return rows.map(listedEntryIn);
  }

  async counts(): Promise<readonly OutboxCounts[]> {
    return (await this.session.all(countEntries, [])).map(outboxCountsIn);
  }

  async requeue(positions: readonly number[]): Promise<readonly number[]> {
    const rows = await this.session.returning('SELECT domainry_outbox_requeue($1::bigint[]) AS position', [
      arrayOf(positions),
    ]);
    const requeued = new Set(rows.map((row) => Number(row['position'])));
    return positions.filter((position) => requeued.has(position));
  }

  async discard(position: number, reason: string): Promise<boolean> {
    const [row] = await this.session.returning('SELECT domainry_outbox_discard($1, $2) AS is_gone', [
      position,
      storableReason(reason),
    ]);
    return row!['is_gone'] === true;
  }

  /** Positions of those for which the server did nothing. */
  async #refused(
    text: string,
    held: readonly HeldEntry[],
    ...more: readonly number[]
  ): Promise<readonly number[]> {
    if (held.length === 0) return [];
    const rows = await this.session.returning(text, [...numbersOf(held), ...more]);
    const accepted = new Set(rows.map((row) => Number(row['position'])));
    return held.map(({ position }) => position).filter((position) => !accepted.has(position));
  }
}

function numbersOf(held: readonly HeldEntry[]): readonly [positions: string, fences: string] {
  return [arrayOf(held.map(({ position }) => position)), arrayOf(held.map(({ fence }) => fence))];
}

function arrayOf(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}
