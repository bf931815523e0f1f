import type { OutboxClaim } from '@domainry/core/ports';
import { endless } from '@domainry/sql';
import type { SqliteConnection, SqliteRow } from '../driver/connection.js';
import { takeLaterAway } from './outbox-statements.js';

/**
 * What may be claimed is in stage `ready`; or `claimed` or `delayed`, and its time is over. What is found to wait behind others
 * of its key is set to `behind`, and not looked at again: the first of the key is set to `ready` when its turn has come. So however
 * many wait behind others, or are abandoned, each is passed by once.
 */

/** Whether there is anything to look at: who finds nothing need not begin to write. */
const lookForAny = `
SELECT EXISTS (SELECT 1 FROM domainry_outbox WHERE destination = ? AND stage = 'ready')
  OR EXISTS (SELECT 1 FROM domainry_outbox WHERE destination = ? AND stage IN ('claimed', 'delayed') AND until <= ?) AS is_any`;

const findReady = `
SELECT position, key, priority FROM domainry_outbox
WHERE destination = ? AND stage = 'ready'
ORDER BY priority DESC, position LIMIT ?`;

const findDue = `
SELECT position, key, priority FROM domainry_outbox
WHERE destination = ? AND stage IN ('claimed', 'delayed') AND until <= ?
ORDER BY until LIMIT ?`;

const findHolder = `
SELECT 1 FROM domainry_outbox WHERE destination = ? AND key = ? AND stage = 'claimed' AND until > ? LIMIT 1`;

const findOfKey = `
SELECT position, priority, stage IN ('ready', 'behind') OR (stage IN ('claimed', 'delayed') AND until <= ?) AS is_free
FROM domainry_outbox WHERE destination = ? AND key = ?
ORDER BY position LIMIT ?`;

/** Who held it until its time was up holds it no longer: it is to be handed over after the earlier ones. */
const setBehind = `UPDATE domainry_outbox SET stage = 'behind', fence = fence + 1 WHERE position = ?`;

const takeEntry = `
UPDATE domainry_outbox SET stage = 'claimed', fence = fence + 1, owner = ?, until = ? WHERE position = ?
RETURNING position, destination, key, attempts, fence, data, metadata`;

/** A claimable entry, and the lowest priority of those of its key up to it. */
type Offer = readonly [priority: number, position: number];

export function isAnyClaimable(connection: SqliteConnection, destination: string, now: number): boolean {
  return connection.get(lookForAny, destination, destination, now)!['is_any'] === 1;
}

/** Claims entries in the transaction of the connection; gives their rows, in the order in which they are handed over. */
export function claimEntries(
  connection: SqliteConnection,
  destination: string,
  { owner, limit, leaseMs }: OutboxClaim,
  now: number,
): readonly SqliteRow[] {
  const most = Math.min(Math.max(limit, 0), endless);
  let offers: Offer[];
  let isAnyBehind: boolean;
  do {
    ({ offers, isAnyBehind } = offered(connection, destination, most, now));
  } while (isAnyBehind && offers.length < most);
  const rows = offers
    .sort(([one, first], [other, second]) => other - one || first - second)
    .slice(0, most)
    .map(([, position]) => connection.all(takeEntry, owner, now + leaseMs, position)[0]!);
  // Of each key, the last one counts: what others held behind it follows later.
  const last = new Map(rows.map(({ key, position }) => [key!, position!]));
  for (const [key, position] of last)
    if (key !== null) connection.run(takeLaterAway, destination, key, position);
  return rows;
}

function offered(
  connection: SqliteConnection,
  destination: string,
  most: number,
  now: number,
): { readonly offers: Offer[]; readonly isAnyBehind: boolean } {
  const offers: Offer[] = [];
  const isFree = new Map<string, boolean>();
  let isAnyBehind = false;
  const candidates = [
    ...connection.all(findReady, destination, most),
    ...connection.all(findDue, destination, now, most),
  ];
  for (const { position, key, priority } of candidates) {
    if (typeof key !== 'string') {
      offers.push([priority as number, position as number]);
      continue;
    }
    if (!isFree.has(key)) {
      const run = firstOf(connection, destination, key, most, now);
      isFree.set(key, run.length > 0);
      offers.push(...run);
    }
    if (isFree.get(key) === true) continue;
    connection.run(setBehind, position!);
    isAnyBehind = true;
  }
  return { offers, isAnyBehind };
}

/** The first ones of a key that may be claimed together. */
function firstOf(
  connection: SqliteConnection,
  destination: string,
  key: string,
  most: number,
  now: number,
): readonly Offer[] {
  if (connection.get(findHolder, destination, key, now) !== undefined) return [];
  const run: Offer[] = [];
  let lowest = Infinity;
  for (const row of connection.all(findOfKey, now, destination, key, most)) {
    if (row['is_free'] !== 1) break;
    lowest = Math.min(lowest, row['priority'] as number);
    run.push([lowest, row['position'] as number]);
  }
  return run;
}
