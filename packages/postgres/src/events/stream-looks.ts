import type { StreamDescription } from '@domainry/core/ports';
import type { SqlSession } from '@domainry/sql';
import { describeStreams } from './read-events.js';

interface Waiting {
  readonly streams: readonly string[];
  readonly resolve: (descriptions: ReadonlyMap<string, StreamDescription>) => void;
  readonly reject: (error: unknown) => void;
}

/** Streams whose versions are remembered at most. */
const most = 16_384;

/**
 * Looks at streams as a whole. While one look is on its way, those that are wanted meanwhile wait and share the next one.
 *
 * The last version that this process has seen of a stream is remembered: where it is what an append expects, nobody has to look
 * again, as the commit does. Another process may have written since, as it may have right after a look.
 */
export class StreamLooks {
  #waiting: Waiting[] = [];
  #isRunning = false;
  /** Of streams that were not archived then; those that were asked for last come last. */
  readonly #versions = new Map<string, number>();

  constructor(private readonly session: SqlSession) {}

  /** Version that a stream had last, as far as this process has seen; undefined where it does not know. */
  remembered(stream: string): number | undefined {
    const version = this.#versions.get(stream);
    if (version === undefined) return undefined;
    this.#versions.delete(stream);
    this.#versions.set(stream, version);
    return version;
  }

  /** Remembers what a commit has brought streams to; answers of several come in any order. */
  remember(versions: ReadonlyMap<string, number>): void {
    for (const [stream, version] of versions)
      this.#keep(stream, Math.max(version, this.#versions.get(stream) ?? -1));
  }

  forget(stream: string): void {
    this.#versions.delete(stream);
  }

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
        for (const [stream, { version, isArchived }] of found)
          if (isArchived) this.forget(stream);
          else this.#keep(stream, version);
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

  #keep(stream: string, version: number): void {
    this.#versions.delete(stream);
    if (this.#versions.size >= most) this.#versions.delete(this.#versions.keys().next().value!);
    this.#versions.set(stream, version);
  }
}

function partOf(
  found: ReadonlyMap<string, StreamDescription>,
  streams: readonly string[],
): ReadonlyMap<string, StreamDescription> {
  return new Map(streams.map((stream) => [stream, found.get(stream)!]));
}
