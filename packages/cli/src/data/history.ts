import type { JsonValue, RegisteredElement } from '@domainry/core';
import type { OpenDomain } from '../load/open-databases.js';
import { CommandError } from '../run/command-error.js';
import { suggest } from '../run/suggest.js';
import { databaseOf } from './database-of.js';
import { eventsIn } from './all-events.js';
import type { Mask } from './mask.js';
import { shownEvent, type ShownEvent } from './shown-event.js';

/** A value that an event changed. */
export interface ValueChange {
  readonly field: string;
  readonly from: JsonValue;
  readonly to: JsonValue;
}

/** An event of an aggregate, and what it changed. */
export interface HistoryEntry extends ShownEvent {
  /** Absent where the state does not follow from events. */
  readonly changes?: readonly ValueChange[];
}

/** What happened to one aggregate. */
export interface AggregateHistory {
  readonly aggregate: string;
  readonly stream: string;
  readonly isEventSourced: boolean;
  readonly isArchived: boolean;
  readonly entries: readonly HistoryEntry[];
  /** Whether there were events before the first one. */
  readonly isCutOff: boolean;
}

/**
 * The last events of an aggregate, in their order, with what each one changed in its state.
 *
 * @throws CommandError ELEMENT_UNKNOWN, EVENT_UNKNOWN.
 */
export async function historyOf(
  open: OpenDomain,
  wanted: { readonly aggregate: string; readonly id: string; readonly limit: number },
  mask: Mask,
): Promise<AggregateHistory> {
  const element = aggregateCalled(open, wanted.aggregate);
  const reader = databaseOf(open, element).events;
  const stream = open.domain.streams.of(element.cls as never, wanted.id as never).name;
  const { version: last, firstVersion, isArchived } = await reader.describeStream(stream);
  if (last < 0) {
    throw new CommandError('EVENT_UNKNOWN', `Nothing ever happened to ${element.name} ${wanted.id}.`, {
      fix: `See which there are: domainry events read --category ${element.stream!}.`,
    });
  }
  const from = Math.max(firstVersion, last - wanted.limit + 1);
  const isEventSourced = element.options['eventSourced'] === true;
  const entries: HistoryEntry[] = [];
  let before = isEventSourced ? await stateAt(open, element, wanted.id, from - 1) : {};
  for await (const stored of eventsIn(reader, stream, { from })) {
    const shown = shownEvent(stored, mask);
    if (!isEventSourced) {
      entries.push(shown);
      continue;
    }
    const after = await stateAt(open, element, wanted.id, stored.version);
    const shownValue = (field: string, value: JsonValue): JsonValue =>
      (mask.state(element.name, { [field]: value }) as State)[field]!;
    // That something personal changed is no secret; from what to what, is.
    const changes = changesBetween(before, after).map(({ field, from: former, to }) => ({
      field,
      from: shownValue(field, former),
      to: shownValue(field, to),
    }));
    entries.push({ ...shown, changes });
    before = after;
  }
  return {
    aggregate: element.name,
    stream: mask.stream(stream),
    isEventSourced,
    isArchived,
    entries,
    isCutOff: from > firstVersion,
  };
}

/** An aggregate by its name, whatever the case. */
export function aggregateCalled({ domain }: OpenDomain, name: string): RegisteredElement {
  const all = [...domain.registry.ofKind('aggregate')].filter(({ isAbstract }) => !isAbstract);
  const plain = name.replace(new RegExp(`^${domain.name}\\.`), '').toLowerCase();
  const found = all.find((element) => element.name.toLowerCase() === plain);
  if (found !== undefined) return found;
  const names = all.map((element) => element.name);
  const meant = suggest(name, names);
  throw new CommandError('ELEMENT_UNKNOWN', `${domain.name} has no aggregate ${name}.`, {
    fix: `${meant ? `Did you mean ${meant}? ` : ''}There is: ${names.join(', ')}.`,
  });
}

type State = Readonly<Record<string, JsonValue>>;

async function stateAt(
  { domain }: OpenDomain,
  { cls }: RegisteredElement,
  id: string,
  version: number,
): Promise<State> {
  if (version < 0) return {};
  // Of the class nothing is known here but that it is one of an aggregate.
  const repository = domain.repositoryFor(cls as never) as unknown as {
    get(id: string, past: { atVersion: number; includeArchived: true }): Promise<{ toDict(): State }>;
  };
  return (await repository.get(id, { atVersion: version, includeArchived: true })).toDict();
}

function changesBetween(before: State, after: State): readonly ValueChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .map((field) => ({ field, from: before[field] ?? null, to: after[field] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
