import type { StreamDescription } from '@domainry/core/ports';

/** A change of a stream as a whole, which waits for the commit. */
export interface StreamChange {
  readonly stream: string;
  /** How many events the transaction had written to it by then. */
  readonly own: number;
  readonly truncateBefore?: number;
  readonly archive?: true;
  readonly restore?: true;
  /** JSON text. */
  readonly metadata?: string;
}

/** What a transaction changes of streams as a whole, by their names. */
export class StreamChanges {
  readonly #byStream = new Map<string, StreamChange[]>();

  get isEmpty(): boolean {
    return this.#byStream.size === 0;
  }

  get streams(): readonly string[] {
    return [...this.#byStream.keys()];
  }

  has(stream: string): boolean {
    return this.#byStream.has(stream);
  }

  add(change: StreamChange): void {
    const known = this.#byStream.get(change.stream);
    if (known === undefined) this.#byStream.set(change.stream, [change]);
    else known.push(change);
  }

  /**
   * A stream as it is for the transaction.
   *
   * @param committed - as it is for others.
   * @param own - how many events the transaction has written to it.
   */
  applied(committed: StreamDescription, own: number): StreamDescription {
    const changed = (this.#byStream.get(committed.stream) ?? []).reduce(
      (stream, change) => changedBy(stream, change, committed.version + change.own),
      committed,
    );
    return { ...changed, version: committed.version + own };
  }
}

/**
 * A stream after a change.
 *
 * @param version - of the last event when it was asked for; −1 when there was none. What comes later is not truncated by it.
 */
export function changedBy(
  stream: StreamDescription,
  { truncateBefore = 0, archive, restore, metadata }: StreamChange,
  version: number,
): StreamDescription {
  return {
    stream: stream.stream,
    version: stream.version,
    firstVersion: Math.max(stream.firstVersion, Math.min(truncateBefore, version + 1)),
    isArchived: archive === true || (stream.isArchived && (restore !== true || isDeleted(stream, version))),
    metadata:
      metadata === undefined ? stream.metadata : (JSON.parse(metadata) as StreamDescription['metadata']),
  };
}

/** Whether there were events and none can be read any more. */
function isDeleted({ firstVersion }: StreamDescription, version: number): boolean {
  return version >= 0 && firstVersion > version;
}
