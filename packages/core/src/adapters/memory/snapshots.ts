import type { SnapshotStore, StoredSnapshot } from '../../ports/snapshot-store.js';
import type { Life } from './participant.js';

/** The snapshots of a memory database. They need no transaction: events are what counts. */
export class MemorySnapshots implements SnapshotStore {
  /** By stream, in the order of versions. */
  readonly #streams = new Map<string, StoredSnapshot[]>();

  constructor(private readonly life: Life) {}

  async load(stream: string, atOrBefore = Number.POSITIVE_INFINITY): Promise<StoredSnapshot | undefined> {
    this.life.assertOpen();
    return this.#streams.get(stream)?.findLast(({ version }) => version <= atOrBefore);
  }

  async save(snapshot: StoredSnapshot): Promise<void> {
    this.life.assertOpen();
    const kept =
      this.#streams.get(snapshot.stream)?.filter(({ version }) => version !== snapshot.version) ?? [];
    const place = kept.findLastIndex(({ version }) => version < snapshot.version) + 1;
    kept.splice(place, 0, Object.freeze({ ...snapshot }));
    this.#streams.set(snapshot.stream, kept);
  }

  async prune(stream: string, keep: number): Promise<void> {
    this.life.assertOpen();
    const kept = this.#streams.get(stream)?.slice(-keep);
    if (kept === undefined) return;
    if (keep > 0 && kept.length > 0) this.#streams.set(stream, kept);
    else this.#streams.delete(stream);
  }
}
