import { DomainryError } from '../errors/domainry-error.js';
import type { EventQuery, EventReader, StoredEvent } from '../ports/event-store.js';
import { CommitSignal } from './commit-signal.js';
import { feedEvents } from './read-events.js';

/** What a notification log is made with. */
export interface NotificationLogOptions {
  /** Positions in a section; 20 when absent. Readers that keep sections must not see it change. */
  readonly sectionSize?: number;
  /** Tells of commits, so that who follows the log need not look again and again. */
  readonly commits?: CommitSignal;
}

/** How a log is followed. */
export interface NotificationFollow extends Omit<NotificationRead, 'limit'> {
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks at what other processes wrote; 1000 when absent. */
  readonly every?: number;
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
  readonly #commits: CommitSignal;

  /** @param present - makes notifications of stored events; may refuse by throwing. */
  constructor(
    private readonly reader: EventReader,
    private readonly present: (event: StoredEvent) => Notification,
    { sectionSize = 20, commits = new CommitSignal() }: NotificationLogOptions = {},
  ) {
    this.#commits = commits;
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
   * Goes through the log after a position and, at its end, waits for more: notification after notification, as they are
   * committed. It ends when its signal says so, and when the domain is closed.
   *
   * @yields notification after notification, in bounded memory.
   * @example
   * ```ts fragment
   * for await (const { position, event } of banking.log.follow({ after: 0, signal: AbortSignal.timeout(60_000) })) { … }
   * ```
   */
  async *follow({ after = 0, signal, every = 1000, ...which }: NotificationFollow = {}): AsyncGenerator<
    Notification,
    undefined
  > {
    const isOver = (): boolean => signal?.aborted === true || this.#commits.isOver === true;
    for (let seen = after; !isOver();) {
      try {
        // What is not among the events asked for is seen as well: there is nothing to wait for up to there.
        const upTo = await this.reader.lastPosition();
        for await (const event of feedEvents(this.reader, { ...which, after: seen, upTo })) {
          if (isOver()) return;
          yield this.present(event);
        }
        seen = Math.max(seen, upTo);
      } catch (error) {
        // A store that was closed while it was read from.
        if (isOver()) return;
        throw error;
      }
      await this.#commits.reached(seen + 1, signal, every);
    }
  }

  /**
   * Waits until everything up to a position is committed.
   *
   * @returns whether it is; false when the signal ended the wait, or the domain was closed.
   */
  async waitFor(
    position: number,
    { signal, every = 1000 }: Pick<NotificationFollow, 'signal' | 'every'> = {},
  ): Promise<boolean> {
    while (signal?.aborted !== true && this.#commits.isOver !== true) {
      if ((await this.reader.lastPosition()) >= position) return true;
      await this.#commits.reached(position, signal, every);
    }
    return false;
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
