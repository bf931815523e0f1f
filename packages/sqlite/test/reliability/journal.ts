import type { SqliteHandle } from '../../src/driver/connection.js';
import type { Line } from './worker.js';

/** What was heard of commands from outside, whatever became of the processes. */
export class Journal {
  /** Results of those that were acknowledged. */
  readonly acknowledged = new Map<string, unknown>();
  /** Those of which nobody knows whether they were done. */
  readonly ambiguous = new Set<string>();
  /** Commands whose repetition did not give what the first time gave. */
  readonly unequal: string[] = [];

  hear(lines: readonly Line[]): void {
    for (const { what, reference, result } of lines) {
      if (what === 'sent') this.ambiguous.add(reference);
      if (what !== 'done' && what !== 'again') continue;
      if (this.acknowledged.has(reference) && this.acknowledged.get(reference) !== result)
        this.unequal.push(reference);
      this.acknowledged.set(reference, result);
      this.ambiguous.delete(reference);
    }
  }
}

/**
 * What is wrong with a file, by what is known from outside: commands that were acknowledged and have no effect, or more than
 * one, and effects of which a part is missing. Empty when nothing is.
 *
 * @param isSettled - whether what was to be done later has had its time.
 */
export function findWrongs(
  file: SqliteHandle,
  { acknowledged }: Journal,
  isSettled: boolean,
): readonly string[] {
  const texts = (statement: string): readonly string[] =>
    file
      .prepare(statement)
      .all()
      .map(({ one }) => one as string);
  const wrongs: string[] = [];
  const events = countOf(texts("SELECT data ->> 'reference' AS one FROM domainry_events"));
  const entries = countOf(texts('SELECT reference AS one FROM Tally_entries'));
  const records = countOf(texts("SELECT replace(key, 'Tallies.Add:', '') AS one FROM domainry_idempotency"));
  for (const [reference, result] of acknowledged) {
    if (events.has(reference)) continue;
    if (isSettled || result !== 'later') wrongs.push(`lost: ${reference}`);
  }
  for (const [reference, count] of events) if (count > 1) wrongs.push(`doubled: ${reference}`);
  for (const reference of new Set([...events.keys(), ...entries.keys()])) {
    if (!entries.has(reference)) wrongs.push(`torn: event without child: ${reference}`);
    if (!events.has(reference)) wrongs.push(`torn: child without event: ${reference}`);
    if (!records.has(reference)) wrongs.push(`torn: no record of the key: ${reference}`);
  }
  const roots =
    'SELECT name AS one FROM Tally WHERE count <> (SELECT count(*) FROM Tally_entries WHERE _root = name)';
  for (const name of texts(roots)) wrongs.push(`torn: state and children of ${name}`);
  const streams = `SELECT stream AS one FROM domainry_streams s
    WHERE version + 1 <> (SELECT count(*) FROM domainry_events e WHERE e.stream = s.stream)`;
  for (const stream of texts(streams)) wrongs.push(`torn: stream ${stream}`);
  const feed = 'SELECT count(*) AS count, max(position) AS last FROM domainry_events';
  const { count, last } = file.prepare(feed).get()!;
  if (count !== 0 && count !== last) wrongs.push(`positions: ${String(count)} events, last ${String(last)}`);
  const integrity = file.prepare('PRAGMA integrity_check').get()!['integrity_check'];
  if (integrity !== 'ok') wrongs.push(`integrity: ${String(integrity)}`);
  return wrongs;
}

function countOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
