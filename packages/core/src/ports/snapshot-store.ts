/** The state of an event-sourced aggregate at one version, kept so that loading need not begin at the first event. */
export interface StoredSnapshot {
  readonly stream: string;
  /** Version of the last event that is in it. */
  readonly version: number;
  /** Fingerprint of the form of the class: a snapshot of another form is ignored. */
  readonly format: string;
  /** The state as JSON text, or what a codec made of it. */
  readonly data: string;
  /** When it was taken, in milliseconds since the epoch. */
  readonly time: number;
}

/** Keeps snapshots. They can be thrown away at any time: events are what counts. */
export interface SnapshotStore {
  /** The latest snapshot of a stream, at or before a version if one is given. */
  load(stream: string, atOrBefore?: number): Promise<StoredSnapshot | undefined>;
  /** Keeps a snapshot; one of the same stream and version is replaced. */
  save(snapshot: StoredSnapshot): Promise<void>;
  /** Removes all but the latest snapshots of a stream. */
  prune(stream: string, keep: number): Promise<void>;
}
