import type { StreamDescription } from '@domainry/core/ports';
import type { SqlSession } from '@domainry/sql';
import { describeStreams } from './read-events.js';

interface Waiting {
  readonly streams: readonly string[];
  readonly resolve: (descriptions: ReadonlyMap<string, StreamDescription>) => void;
  readonly reject: (error: unknown) => void;
}

/** Looks at streams as a whole. While one look is on its way, those that are wanted meanwhile wait and share the next one. */
export class StreamLooks {
  #waiting: Waiting[] = [];
  #isRunning = false;

  constructor(private readonly session: SqlSession) {}

  /** What is known of some streams, by their names. */
  async describe(streams: readonly string[]): Promise<ReadonlyMap<string, StreamDescription>> {
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ streams, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      process.nextTick(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const streams = [...new Set(group.flatMap((each) => each.streams))];
      try {
        const found = await describeStreams(this.session, streams);
        for (const each of group) each.resolve(group.length === 1 ? found : partOf(found, each.streams));
      } catch (error) {
        if (group.length === 1) group[0]!.reject(error);
        // A name that the server refuses fails whoever has asked for it.
        else
          for (const each of group)
            describeStreams(this.session, each.streams).then(each.resolve, each.reject);
      }
    }
    this.#isRunning = false;
  }
}

function partOf(
  found: ReadonlyMap<string, StreamDescription>,
  streams: readonly string[],
): ReadonlyMap<string, StreamDescription> {
  return new Map(streams.map((stream) => [stream, found.get(stream)!]));
}
