import { DomainryError } from '@domainry/core';
import type {
  EventReader,
  FeedRead,
  StoredEvent,
  StreamDescription,
  StreamListing,
  StreamRead,
} from '@domainry/core/ports';
import type { SqlSession } from '@domainry/sql';
import { describeStreams, lastPosition, listStreams, readFeed, readStream } from './read-events.js';
import type { Sequencer } from './sequencer.js';

/** Milliseconds in which what was committed gets its position, unless something holds it up. */
const patience = 10_000;

/**
 * Reads events. Who commits has his events sequenced; but he may have died before, and what he committed counts all the same:
 * so readers that come to the end of what has positions have the rest sequenced first.
 */
export class PostgresEventReader implements EventReader {
  /**
   * @param session - gives where to read from; throws where that is not possible any more.
   * @param sequences - whether to sequence before reading the feed. Inside of a transaction that writes, it is left to others.
   */
  constructor(
    private readonly session: () => SqlSession,
    private readonly sequencer: Sequencer,
    private readonly sequences: () => boolean,
  ) {}

  async readStream(stream: string, read: StreamRead): Promise<readonly StoredEvent[]> {
    const until = performance.now() + patience;
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      const events = await readStream(this.session(), stream, read);
      if (events !== undefined) return events;
      if (performance.now() >= until) throw unsequenced(stream);
      await this.sequencer.run();
      await new Promise((resolve) => setTimeout(resolve, pause * Math.random()));
    }
  }

  async readFeed(read: FeedRead): Promise<readonly StoredEvent[]> {
    const session = this.session();
    if (read.backwards === true) await this.#sequence();
    const page = await readFeed(session, read);
    if (read.backwards === true || page.length >= read.limit || !(await this.#sequence())) return page;
    return await readFeed(this.session(), read);
  }

  async lastPosition(): Promise<number> {
    this.session();
    await this.#sequence();
    return await lastPosition(this.session());
  }

  async describeStream(stream: string): Promise<StreamDescription> {
    return (await describeStreams(this.session(), [stream])).get(stream)!;
  }

  async listStreams(listing: StreamListing): Promise<readonly StreamDescription[]> {
    return await listStreams(this.session(), listing);
  }

  /** @returns whether something was sequenced. */
  async #sequence(): Promise<boolean> {
    return this.sequences() && (await this.sequencer.run()) > 0;
  }
}

function unsequenced(stream: string): DomainryError {
  return new DomainryError(
    'DATABASE_BUSY',
    `Events of ${stream} were committed and get no position, since somebody holds the head of the feed. Look for a transaction that does not end.`,
    { details: { stream } },
  );
}
