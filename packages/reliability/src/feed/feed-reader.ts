import { setTimeout as pause } from 'node:timers/promises';
import { adapterOf } from '../application/adapter-of.js';
import type { Place } from '../application/orders.js';
import { brokenReaders } from '../broken/broken-readers.js';
import type { BrokenStoreName } from '../broken/broken-stores.js';
import { onServer } from '../stores/postgres-store.js';
import type { ReadPage, Seen } from './feed-page.js';

/** The last event of all: who has seen it has seen everything that was to come. */
export const endMark = 'the end';

/** Reads a feed on from a place, never looking back, until the mark or until it is stopped. */
export class FeedReader {
  readonly seen: { readonly place: number; readonly reference: string }[] = [];
  readonly #references = new Set<string>();
  #latest = -1;
  #isStopped = false;

  /** @param batch - how many it reads at a time. */
  constructor(readonly batch: number) {}

  /** The greatest number of a reference that it has seen, such as 12 of `r12`; -1 when there was none. */
  get latest(): number {
    return this.#latest;
  }

  get hasEnded(): boolean {
    return this.#references.has(endMark);
  }

  stop(): void {
    this.#isStopped = true;
  }

  /**
   * Reads; over a broken store, or in the way of a broken reader, when one is named. A reader that is run again goes on where it was.
   *
   * @param enough - ends when it has seen so many events.
   */
  async run(place: Place, broken: BrokenStoreName | undefined, enough = Infinity): Promise<Seen> {
    const reader = broken === undefined ? undefined : brokenReaders[broken];
    if (place.kind === 'postgres' && reader !== undefined)
      return onServer(place.url, (client) => this.#readOn(reader(client, place.schema), enough));
    const database = await adapterOf(place, broken).open({ domain: 'Reader', shapes: [], now: Date.now });
    try {
      return await this.#readOn(
        async (after, limit) =>
          (await database.events.readFeed({ after, limit })).map(({ position, data }) => ({
            place: position,
            reference: (JSON.parse(data) as { reference: string }).reference,
          })),
        enough,
      );
    } finally {
      await database.close();
    }
  }

  async #readOn(page: ReadPage, enough: number): Promise<Seen> {
    while (!this.#isStopped && this.seen.length < enough) {
      const found = await page(this.seen.at(-1)?.place ?? 0, this.batch);
      this.seen.push(...found);
      for (const { reference } of found) this.#take(reference);
      if (this.hasEnded) break;
      if (found.length < this.batch) await pause(2);
    }
    return this.seen;
  }

  #take(reference: string): void {
    this.#references.add(reference);
    if (/^r\d+$/.test(reference)) this.#latest = Math.max(this.#latest, Number(reference.slice(1)));
  }
}
