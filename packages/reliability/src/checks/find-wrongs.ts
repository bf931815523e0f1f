import type { Journal } from '../driver/journal.js';
import type { Picture } from '../stores/picture.js';

/** What was heard from outside, as far as the check needs it. */
export type Heard = Pick<Journal, 'acknowledged' | 'refused' | 'unequal'>;

/** A promise that was broken, and by what. The kind comes first, so that it can be counted. */
export interface Wrong {
  readonly kind: 'lost' | 'torn' | 'doubled' | 'ghost' | 'unequal' | 'gap' | 'damage';
  readonly what: string;
}

/**
 * Compares what a bank was heard to say of movements with what is stored. Empty when all promises are kept:
 *
 * - what was acknowledged is there, and what was refused is not (`lost`, `ghost`);
 * - nothing is there in part: events, children, balance, the record of the key, the confirmation to come (`torn`);
 * - nothing is there twice, and the answer to a repetition is that of the first time (`doubled`, `unequal`);
 * - streams and the feed have no gaps (`gap`).
 *
 * @param partsOf - how many events a movement is told of by.
 * @param isSettled - whether nothing is going on any more, so that no confirmation waits.
 */
export function findWrongs(
  picture: Picture,
  heard: Heard,
  partsOf: (reference: string) => number,
  isSettled: boolean,
): readonly Wrong[] {
  return [
    ...picture.damage.map((what): Wrong => ({ kind: 'damage', what })),
    ...heard.unequal.map((key): Wrong => ({ kind: 'unequal', what: `${key} was answered in two ways` })),
    ...lostOrGhosts(picture, heard),
    ...tornMovements(picture, partsOf),
    ...tornConfirmations(picture, isSettled),
    ...tornBookings(picture),
    ...tornBalances(picture),
    ...gaps(picture),
  ];
}

function lostOrGhosts(picture: Picture, { acknowledged, refused }: Heard): readonly Wrong[] {
  const done = new Set(movementsOf(picture).keys());
  const lost = [...acknowledged.keys()].filter((reference) => !done.has(reference));
  const ghosts = [...refused.keys()].filter((reference) => done.has(reference));
  return [
    ...lost.map((reference): Wrong => ({
      kind: 'lost',
      what: `${reference} was acknowledged and is not there`,
    })),
    ...ghosts.map((reference): Wrong => ({
      kind: 'ghost',
      what: `${reference} was refused (${refused.get(reference)}) and is there`,
    })),
  ];
}

/** Events, children and records of keys belong together. */
function tornMovements(picture: Picture, partsOf: (reference: string) => number): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  const movements = movementsOf(picture);
  const entries = countOf(picture.entries.map(({ reference }) => reference));
  const keys = new Set([...picture.keys].map((key) => key.slice(key.lastIndexOf(':') + 1)));
  for (const reference of new Set([...movements.keys(), ...entries.keys()])) {
    const parts = movements.get(reference) ?? [];
    const wanted = partsOf(reference);
    const children = entries.get(reference) ?? 0;
    if (parts.length > wanted || children > 1) {
      wrongs.push({
        kind: 'doubled',
        what: `${reference}: ${parts.length}/${wanted} events, ${children} entries`,
      });
    } else if (parts.length !== wanted || children !== 1) {
      wrongs.push({
        kind: 'torn',
        what: `${reference}: ${parts.length}/${wanted} events, ${children} entries`,
      });
    }
    if (!keys.has(reference)) wrongs.push({ kind: 'torn', what: `${reference}: no record of its key` });
  }
  return wrongs;
}

/** Each movement was confirmed once, or its confirmation waits. */
function tornConfirmations(picture: Picture, isSettled: boolean): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  const waiting = new Set(picture.waiting);
  const confirmed = countOf(referencesOf(picture, 'Confirmed'));
  const movements = movementsOf(picture);
  for (const reference of movements.keys()) {
    const times = confirmed.get(reference) ?? 0;
    if (times > 1) wrongs.push({ kind: 'doubled', what: `${reference} was confirmed ${times} times` });
    if (times === 0 && !waiting.has(reference))
      wrongs.push({ kind: 'torn', what: `${reference}: events without what was to be done later` });
  }
  for (const reference of new Set([...waiting, ...confirmed.keys()]))
    if (!movements.has(reference))
      wrongs.push({ kind: 'torn', what: `${reference}: something to be done later, without events` });
  if (isSettled && waiting.size > 0)
    wrongs.push({ kind: 'lost', what: `${waiting.size} confirmations wait, and nobody is at them` });
  return wrongs;
}

/** What a handler has made of an event is there once, and not without the event. */
function tornBookings(picture: Picture): readonly Wrong[] {
  const events = new Map(picture.events.map((event) => [event.id, event.data['reference']]));
  return picture.bookings
    .filter(({ event, reference }) => events.get(event) !== reference)
    .map(({ event }): Wrong => ({ kind: 'torn', what: `a booking of ${event}, which is no event` }));
}

function tornBalances(picture: Picture): readonly Wrong[] {
  const sums = new Map<string, number>();
  for (const { name, stream, data } of picture.events) {
    if (name !== 'Moved' || data['part'] !== 0) continue;
    const account = stream.slice(stream.indexOf('-') + 1);
    sums.set(account, (sums.get(account) ?? 0) + Number(data['amount']));
  }
  const wrongs: Wrong[] = [];
  for (const account of new Set([...sums.keys(), ...picture.balances.keys()])) {
    const [sum, balance] = [sums.get(account) ?? 0, picture.balances.get(account)];
    if (balance !== sum)
      wrongs.push({ kind: 'torn', what: `${account}: balance ${balance}, and its events make ${sum}` });
  }
  return wrongs;
}

/** Versions of each stream, and positions of the feed, are dense. */
function gaps({ events, streams, head }: Picture): readonly Wrong[] {
  const wrongs: Wrong[] = [];
  const versions = new Map<string, number[]>();
  for (const { stream, version } of events) {
    const known = versions.get(stream);
    if (known === undefined) versions.set(stream, [version]);
    else known.push(version);
  }
  for (const [stream, known] of versions) {
    const last = known.length - 1;
    if (known.some((version, at) => version !== at) || (streams.get(stream) ?? last) !== last)
      wrongs.push({
        kind: 'gap',
        what: `${stream}: versions ${known.join()}, kept as ${streams.get(stream)}`,
      });
  }
  const positions = events.flatMap(({ position }) => position ?? []).toSorted((one, other) => one - other);
  const hole = positions.findIndex((position, at) => position !== at + 1);
  if (hole !== -1)
    wrongs.push({ kind: 'gap', what: `position ${positions[hole]} where ${hole + 1} was due` });
  if (head !== positions.length)
    wrongs.push({ kind: 'gap', what: `last position ${head}, with ${positions.length} events` });
  return wrongs;
}

/** Parts of each movement that events tell of. */
function movementsOf(picture: Picture): ReadonlyMap<string, readonly number[]> {
  const movements = new Map<string, number[]>();
  for (const { name, data } of picture.events) {
    if (name !== 'Moved') continue;
    const reference = String(data['reference']);
    const parts = movements.get(reference);
    if (parts === undefined) movements.set(reference, [Number(data['part'])]);
    else parts.push(Number(data['part']));
  }
  return movements;
}

function referencesOf(picture: Picture, name: string): readonly string[] {
  return picture.events.filter((event) => event.name === name).map(({ data }) => String(data['reference']));
}

function countOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
