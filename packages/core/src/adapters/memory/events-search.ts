import { categoryOf } from '../../messages/stream-name.js';
import type { EventQuery, FeedRead } from '../../ports/event-store.js';
import type { EventNames } from './events-names.js';
import type { EventColumns } from './events-columns.js';

/** Events with the indexes over them. */
export interface IndexedEvents {
  readonly columns: EventColumns;
  readonly streams: EventNames;
  readonly categories: EventNames;
  readonly types: EventNames;
  readonly tags: EventNames;
  readonly lastPosition: number;
}

type QueryItem = EventQuery['items'][number];
type Test = (position: number) => boolean;
type Bounds = Pick<FeedRead, 'after' | 'upTo' | 'backwards'>;

/** Positions of the events that a read means, in its order, dropped events included. Reads the shortest indexes that do. */
export function candidates(log: IndexedEvents, read: FeedRead): Iterable<number> {
  const { category, query } = read;
  const items = query === undefined || query.items.length === 0 ? [{}] : query.items;
  const sources: Iterable<number>[] = [];
  for (const item of items) sources.push(...itemSources(log, item, category, read));
  return sources.length === 1 ? sources[0]! : merged(sources, read.backwards === true);
}

/** Positions that match one item, as one ordered sequence or more. */
function itemSources(
  log: IndexedEvents,
  { types = [], tags = [] }: QueryItem,
  category: string | undefined,
  bounds: Bounds,
): Iterable<number>[] {
  const typeNumbers = numbersOf(log.types, types);
  const tagNumbers = numbersOf(log.tags, tags);
  const categories = numbersOf(log.categories, category === undefined ? [] : [category]);
  // A type nobody has matches nothing, and neither does an item with a tag nobody has.
  if (types.length > 0 && typeNumbers.length === 0) return [];
  if (tagNumbers.length < new Set(tags).size || (category !== undefined && categories.length === 0))
    return [];

  const indexes = [
    ...tagNumbers.map((tag): [EventNames, number[]] => [log.tags, [tag]]),
    ...(types.length > 0 ? [[log.types, typeNumbers] as [EventNames, number[]]] : []),
    ...categories.map((number): [EventNames, number[]] => [log.categories, [number]]),
  ];
  const shortest = indexes.toSorted((one, other) => lengthOf(one) - lengthOf(other))[0];
  if (shortest === undefined) return [everything(log, bounds)];
  const matches = testOf(log, typeNumbers, tagNumbers, category);
  const [names, numbers] = shortest;
  const single = indexes.length === 1;
  return numbers.map((number) =>
    single ? listed(names, number, bounds) : filtered(listed(names, number, bounds), matches),
  );
}

function numbersOf(names: EventNames, wanted: readonly string[]): number[] {
  return [...new Set(wanted)].flatMap((name) => names.find(name) ?? []);
}

function lengthOf([names, numbers]: [EventNames, number[]]): number {
  return numbers.reduce((sum, number) => sum + names.positions.count(number), 0);
}

function testOf(log: IndexedEvents, types: number[], tags: number[], category: string | undefined): Test {
  const { columns, streams } = log;
  return (position) =>
    (types.length === 0 || types.includes(columns.typeAt(position))) &&
    tags.every((tag) => columns.hasTag(position, tag)) &&
    (category === undefined || categoryOf(streams.at(columns.streamAt(position))) === category);
}

function* everything(
  log: IndexedEvents,
  { after, upTo = Infinity, backwards = false }: Bounds,
): Iterable<number> {
  const last = Math.min(upTo, log.lastPosition, backwards ? (after ?? Infinity) - 1 : Infinity);
  if (backwards) for (let position = last; position >= 1; position--) yield position;
  else for (let position = Math.max(after ?? 0, 0) + 1; position <= last; position++) yield position;
}

function* listed(names: EventNames, number: number, bounds: Bounds): Iterable<number> {
  const { positions } = names;
  const { after, upTo = Infinity } = bounds;
  if (bounds.backwards === true) {
    const last = Math.min(upTo, (after ?? Infinity) - 1);
    const end = last === Infinity ? positions.count(number) : positions.indexAfter(number, last);
    yield* positions.from(number, end - 1, true);
    return;
  }
  const start = after === undefined ? 0 : positions.indexAfter(number, after);
  for (const position of positions.from(number, start, false)) {
    if (position > upTo) return;
    yield position;
  }
}

function* filtered(positions: Iterable<number>, matches: Test): Iterable<number> {
  for (const position of positions) if (matches(position)) yield position;
}

/**
 * Several ordered sequences as one.
 *
 * @yields each position once, in order.
 */
function* merged(sources: readonly Iterable<number>[], backwards: boolean): Iterable<number> {
  const iterators = sources.map((source) => source[Symbol.iterator]());
  const heads = iterators.map((iterator) => iterator.next());
  for (;;) {
    let best: number | undefined;
    for (const head of heads)
      if (head.done !== true && (best === undefined || (backwards ? head.value > best : head.value < best)))
        best = head.value;
    if (best === undefined) return;
    yield best;
    for (const [index, head] of heads.entries())
      if (head.done !== true && head.value === best) heads[index] = iterators[index]!.next();
  }
}
