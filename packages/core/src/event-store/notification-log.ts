import { DomainryError } from '../errors/domainry-error.js';
import type { EventQuery, EventReader, StoredEvent } from '../ports/event-store.js';
import { feedEvents } from './read-events.js';

/** What a notification log is made with. */
export interface NotificationLogOptions {
  /** Positions in a section; 20 when absent. Readers that keep sections must not see it change. */
  readonly sectionSize?: number;
}

/** Which notifications are read. */
export interface NotificationRead {
  /** Position after which reading begins; 0, the beginning, when absent. */
  readonly after?: number;
  readonly limit: number;
  /** Only events of streams of this category. */
  readonly category?: string;
  /** Only events of these types and tags. */
  readonly query?: EventQuery;
}

/** A numbered part of the log. */
export interface LogSection<Notification = StoredEvent> {
  /** First and last position, inclusive: `21,40`. */
  readonly id: string;
  /** The section before; absent for the first. */
  readonly previousId?: string;
  /** The section after; absent as long as this one is not full. */
  readonly nextId?: string;
  /** Whether nothing will be added any more, so that it may be cached. */
  readonly isFull: boolean;
  /** In order. Positions that were truncated are left out. */
  readonly items: readonly Notification[];
}

/**
 * All events as others see them: numbered without gaps, in the order of commits, and never changed. Who remembers the
 * last position he has seen can go on from there for ever.
 *
 * It is read by position, or in sections of a fixed size that can be cached once they are full, for instance by HTTP.
 */
export class NotificationLog<Notification = StoredEvent> {
  readonly sectionSize: number;

  /** @param present - makes notifications of stored events; may refuse by throwing. */
  constructor(
    private readonly reader: EventReader,
    private readonly present: (event: StoredEvent) => Notification,
    { sectionSize = 20 }: NotificationLogOptions = {},
  ) {
    this.sectionSize = sectionSize;
  }

  /** Position of the last event; 0 when there is none. */
  async lastPosition(): Promise<number> {
    return this.reader.lastPosition();
  }

  /** The next notifications after a position, in order. Fewer than the limit only when there are no more. */
  async read({ after = 0, ...read }: NotificationRead): Promise<readonly Notification[]> {
    return (await this.reader.readFeed({ after, ...read })).map(this.present);
  }

  /**
   * Goes through the log to its end.
   *
   * @yields notification after notification, in bounded memory.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Notification, undefined> {
    for await (const event of feedEvents(this.reader)) yield this.present(event);
  }

  /**
   * One section: `section('21,40')`, or `section('current')` for the one that is being filled.
   *
   * @throws DomainryError SECTION_UNKNOWN for any other id than those that the sections themselves have.
   */
  async section(id: string): Promise<LogSection<Notification>> {
    const last = await this.reader.lastPosition();
    const size = this.sectionSize;
    const first = id === 'current' ? last - (last % size) + 1 : this.#firstOf(id);
    const end = first + size - 1;
    const events = await this.reader.readFeed({ after: first - 1, upTo: end, limit: size });
    return {
      id: `${first},${end}`,
      ...(first > 1 && { previousId: `${first - size},${first - 1}` }),
      ...(last >= end && { nextId: `${end + 1},${end + size}` }),
      isFull: last >= end,
      items: events.map(this.present),
    };
  }

  #firstOf(id: string): number {
    const [first = 0, end] = /^[1-9]\d{0,15},[1-9]\d{0,15}$/.test(id) ? id.split(',').map(Number) : [];
    const size = this.sectionSize;
    if (first % size === 1 % size && first > 0 && end === first + size - 1) return first;
    throw new DomainryError(
      'SECTION_UNKNOWN',
      `The log has no section ${JSON.stringify(id)}: its sections are 1,${size} and ${size + 1},${2 * size} and so on, and current. Follow previousId and nextId.`,
      { details: { section: id, sectionSize: size } },
    );
  }
}
