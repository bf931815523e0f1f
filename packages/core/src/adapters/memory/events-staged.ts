import { boundaryConflict, duplicateEvent, streamArchived, versionConflict } from '../../ports/conflicts.js';
import { eventMatches } from '../../ports/event-matches.js';
import type {
  AppendCondition,
  EventQuery,
  ExpectedVersion,
  NewEvent,
  StoredEvent,
  StreamAppend,
} from '../../ports/event-store.js';
import type { EventsLog, StreamTraits } from './events-log.js';

/** One thing that a transaction wants to write. */
export type StagedWrite =
  | {
      readonly kind: 'append';
      readonly appends: readonly StreamAppend[];
      readonly condition: AppendCondition | undefined;
      /** Last position that was committed when it was staged. */
      readonly seen: number;
    }
  | {
      readonly kind: 'traits';
      readonly stream: string;
      /** Gives the traits it wants from those there are. */
      readonly change: (traits: StreamTraits, version: number) => StreamTraits;
    };

/** What a transaction has written and not committed, over what is committed. */
export class StagedEvents {
  readonly writes: StagedWrite[] = [];
  /** Events in order, by what they will be without place. */
  readonly events: { readonly stream: string; readonly index: number; readonly event: NewEvent }[] = [];
  /** Events by stream, in order; also for streams that are only described. */
  readonly byStream = new Map<string, NewEvent[]>();
  #traits: Map<string, StreamTraits> | undefined;
  /** Identities of the events; made when there is something that another one could be the same as. */
  #ids: Set<string> | undefined;

  constructor(private readonly log: EventsLog) {}

  /** Adds what is wanted, or throws the conflict there is and adds nothing. */
  add(write: StagedWrite): void {
    if (write.kind === 'traits') this.#changeTraits(write);
    else {
      this.#check(write);
      for (const { stream, events } of write.appends) if (events.length > 0) this.#append(stream, events);
    }
    this.writes.push(write);
  }

  versionOf(stream: string): number {
    return this.log.versionOf(stream) + (this.byStream.get(stream)?.length ?? 0);
  }

  traitsOf(stream: string): StreamTraits {
    return this.#traits?.get(stream) ?? this.log.traitsOf(stream);
  }

  /** Position of an event by its place among the staged ones, if they were committed now. */
  positionOf(index: number): number {
    return this.log.lastPosition + 1 + index;
  }

  /** An event by its place among the staged ones; undefined when it was truncated. */
  eventAt(place: number): StoredEvent | undefined {
    const { stream, index, event } = this.events[place]!;
    const version = this.log.versionOf(stream) + 1 + index;
    if (version < this.traitsOf(stream).firstVersion) return undefined;
    return { ...event, position: this.positionOf(place), stream, version };
  }

  /** Writes everything to the log. Comes right after everything was checked. */
  applyTo(log: EventsLog): void {
    for (const write of this.writes) {
      if (write.kind === 'append') for (const { stream, events } of write.appends) log.append(stream, events);
      else log.setTraits(write.stream, write.change(log.traitsOf(write.stream), log.versionOf(write.stream)));
    }
  }

  #changeTraits({ stream, change }: Extract<StagedWrite, { kind: 'traits' }>): void {
    this.#traits ??= new Map();
    this.#traits.set(stream, change(this.traitsOf(stream), this.versionOf(stream)));
    if (!this.byStream.has(stream)) this.byStream.set(stream, []);
  }

  #check({ appends, condition, seen }: Extract<StagedWrite, { kind: 'append' }>): void {
    // Most appends are of one event.
    const lengths = appends.length > 1 ? new Map<string, number>() : undefined;
    const ids =
      appends.some(({ events }) => events.length > 1) || appends.length > 1 ? new Set<string>() : undefined;
    for (const { stream, expected, events } of appends) {
      const version = this.versionOf(stream) + (lengths?.get(stream) ?? 0);
      if (!isAsExpected(expected, version))
        throw versionConflict(stream, expected, version === -1 ? undefined : version);
      if (events.length === 0) continue;
      if (this.traitsOf(stream).isArchived) throw streamArchived(stream);
      lengths?.set(stream, (lengths.get(stream) ?? 0) + events.length);
      for (const { id } of events) {
        if (this.log.has(id) || this.#holds(id) || ids?.has(id) === true) throw duplicateEvent(id);
        ids?.add(id);
      }
    }
    if (condition !== undefined) this.#checkCondition(condition, seen);
  }

  #holds(id: string): boolean {
    if (this.events.length === 0) return false;
    this.#ids ??= new Set(this.events.map(({ event }) => event.id));
    return this.#ids.has(id);
  }

  #checkCondition({ failIfMatch, after = 0 }: AppendCondition, seen: number): void {
    // Positions beyond what was committed are of the transaction's own events.
    const committed = this.log.firstMatch(failIfMatch, Math.min(after, seen));
    if (committed !== undefined) throw boundaryConflict(after, committed);
    const own = this.#firstOwnMatch(failIfMatch, after - seen);
    if (own !== undefined) throw boundaryConflict(after, this.positionOf(own));
  }

  /** Place of the first staged event that a query means, from a place on. */
  #firstOwnMatch(query: EventQuery, from: number): number | undefined {
    for (let place = Math.max(from, 0); place < this.events.length; place++)
      if (eventMatches(query, this.events[place]!.event)) return place;
    return undefined;
  }

  #append(stream: string, events: readonly NewEvent[]): void {
    let known = this.byStream.get(stream);
    if (known === undefined) this.byStream.set(stream, (known = []));
    for (const event of events) {
      this.events.push({ stream, index: known.length, event });
      known.push(event);
      this.#ids?.add(event.id);
    }
  }
}

/** @param version - of the last event; −1 when there is none. */
function isAsExpected(expected: ExpectedVersion, version: number): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'none':
      return version === -1;
    case 'some':
      return version !== -1;
    default:
      return version === expected;
  }
}
