import type { Outcome } from '../proof.js';
import type { Seen } from './feed-page.js';

/** What readers are compared with. */
export interface Written {
  /** References of the events that were acknowledged. */
  readonly acknowledged: readonly string[];
  /** References of all events that are stored, those among them of which nobody knows. */
  readonly stored: readonly string[];
}

/**
 * Tells what readers that began with the first event, and read up to the last, have missed or seen twice, and whether they saw
 * one order without gaps.
 */
export function compareReaders(
  readers: readonly { readonly batch: number; readonly seen: Seen }[],
  { acknowledged, stored }: Written,
): Outcome {
  const violations: string[] = [];
  const counts = { acknowledged: acknowledged.length, readers: readers.length, missed: 0, twice: 0 };
  const first = readers[0]?.seen ?? [];
  for (const { batch, seen } of readers) {
    const reader = `the reader of ${batch} at a time`;
    const references = new Set(seen.map(({ reference }) => reference));
    const missed = stored.filter((reference) => !references.has(reference));
    counts.missed += missed.length;
    counts.twice += seen.length - references.size;
    if (missed.length > 0)
      violations.push(`${reader} missed ${missed.length} events, the first ${missed[0]}`);
    if (seen.length > references.size) violations.push(`${reader} saw events twice`);
    if (seen.some(({ reference }, place) => reference !== first[place]?.reference))
      violations.push(`${reader} saw another order than the first`);
    if (missed.length === 0 && seen.some(({ place }, index) => place !== index + 1))
      violations.push(`${reader} saw positions with gaps`);
  }
  const there = new Set(stored);
  const lost = acknowledged.filter((reference) => !there.has(reference));
  if (lost.length > 0) violations.push(`${lost.length} events were acknowledged and are not stored`);
  if (stored.length > there.size) violations.push('an event is stored twice');
  return { counts, violations };
}
