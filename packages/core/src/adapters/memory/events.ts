import type {
  EventReader,
  FeedRead,
  StoredEvent,
  StreamDescription,
  StreamListing,
  StreamRead,
} from '../../ports/event-store.js';
import { EventsLog } from './events-log.js';
import { MemoryEventWriter } from './events-writer.js';
import type { Life } from './participant.js';

/** Events that are gone when the process ends. They take little more memory than their texts. */
export class MemoryEvents implements EventReader {
  readonly #log = new EventsLog();

  /** @param life - of the database. */
  constructor(private readonly life: Life) {}

  /** @param life - of the transaction. */
  begin(life: Life): MemoryEventWriter {
    return new MemoryEventWriter(this.#log, life);
  }

  async readStream(stream: string, read: StreamRead): Promise<readonly StoredEvent[]> {
    this.life.assertOpen();
    return this.#log.readStream(stream, read);
  }

  async readFeed(read: FeedRead): Promise<readonly StoredEvent[]> {
    this.life.assertOpen();
    return this.#log.readFeed(read);
  }

  async lastPosition(): Promise<number> {
    this.life.assertOpen();
    return this.#log.lastPosition;
  }

  async describeStream(stream: string): Promise<StreamDescription> {
    this.life.assertOpen();
    return this.#log.describe(stream);
  }

  async listStreams(listing: StreamListing): Promise<readonly StreamDescription[]> {
    this.life.assertOpen();
    return this.#log.list(listing);
  }
}
