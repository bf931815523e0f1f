import { faultPoint } from '../errors/fault-point.js';
import type { JsonValue } from '../errors/violation.js';
import type { MessageCatalog } from '../event-store/message-catalog.js';
import type { Database } from '../ports/database.js';
import type { SnapshotStore } from '../ports/snapshot-store.js';

/** What snapshots are written and read with. */
export interface SnapshotSources {
  readonly catalog: MessageCatalog;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  /** Is told of snapshots that could not be kept or read. Nothing is lost then. */
  readonly onSnapshotFailure: (error: unknown) => void;
}

/** A state that was kept, read again. */
export interface KeptState<State> {
  /** Version of the last event that is in it. */
  readonly version: number;
  readonly state: State;
}

/** How many snapshots of a stream are kept: the latest, and those before it for loads of the past. */
const kept = 3;

/**
 * The snapshots of states of one form: written after a commit, never while somebody waits for a load; those of another form
 * are ignored, and the next one takes their place.
 */
export class Snapshots {
  #format: string | undefined;

  /**
   * @param every - how many events there are between two; none are kept when absent.
   * @param formatOf - fingerprint of the form; asked for once.
   */
  constructor(
    private readonly every: number | undefined,
    private readonly formatOf: () => string,
    private readonly sources: SnapshotSources,
  ) {}

  /** The latest one of a stream that can be read today, at or before a version if one is given. */
  async find<State>(
    snapshots: Pick<SnapshotStore, 'load'>,
    stream: string,
    read: (json: string) => State,
    atOrBefore?: number,
  ): Promise<KeptState<State> | undefined> {
    if (this.every === undefined) return undefined;
    const snapshot = await snapshots.load(stream, atOrBefore);
    if (snapshot === undefined || snapshot.format !== this.#formatToday) return undefined;
    try {
      return { version: snapshot.version, state: read(this.#open(stream, snapshot.data)) };
    } catch (error) {
      // The events are what counts: loading begins with the first one then.
      this.sources.onSnapshotFailure(error);
      return undefined;
    }
  }

  /**
   * Whether one is due once enough events were written since the one before.
   *
   * @param from - version before the save.
   * @param to - version now.
   */
  isDue(from: number, to: number): boolean {
    const { every } = this;
    return every !== undefined && Math.floor((to + 1) / every) !== Math.floor((from + 1) / every);
  }

  /** Keeps a state. Nobody waits for it. */
  keep(
    { snapshots }: Pick<Database, 'snapshots'>,
    stream: string,
    version: number,
    state: Readonly<Record<string, JsonValue>>,
  ): void {
    void this.take({ snapshots }, stream, version, state).catch(this.sources.onSnapshotFailure);
  }

  /** Keeps a state, for who waits until it is kept. */
  async take(
    { snapshots }: Pick<Database, 'snapshots'>,
    stream: string,
    version: number,
    state: Readonly<Record<string, JsonValue>>,
  ): Promise<void> {
    // Written down before anything is waited for: the state may go on changing.
    const data = this.#seal(stream, state);
    const snapshot = { stream, version, format: this.#formatToday, data, time: this.sources.now() };
    faultPoint('snapshot.before-save');
    await snapshots.save(snapshot);
    await snapshots.prune(stream, kept);
  }

  get #formatToday(): string {
    return (this.#format ??= this.formatOf());
  }

  #seal(stream: string, state: Readonly<Record<string, JsonValue>>): string {
    const { data, codecs } = this.sources.catalog.encodePayload(state, stream);
    return codecs.length === 0 ? data : JSON.stringify([data, codecs]);
  }

  #open(stream: string, sealed: string): string {
    if (!sealed.startsWith('[')) return sealed;
    const [data, codecs] = JSON.parse(sealed) as [string, readonly string[]];
    return this.sources.catalog.decodePayload({ data, codecs }, stream);
  }
}
