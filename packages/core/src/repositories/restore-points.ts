import type { AnyAggregate } from '../elements/aggregate.js';
import type { ElementModel } from '../elements/element-model.js';
import { storedFormOf } from '../elements/stored-form.js';
import { faultPoint } from '../errors/fault-point.js';
import type { JsonValue } from '../errors/violation.js';
import type { MessageCatalog } from '../event-store/message-catalog.js';
import type { Database } from '../ports/database.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { formatOf } from './state-format.js';

/** A state from which an aggregate is built with the events after it. */
export interface RestorePoint {
  /** Version of the last event that is in it. */
  readonly version: number;
  /** A new instance with that state. */
  readonly aggregate: object;
}

/** How many snapshots of a stream are kept: the latest, and those before it for loads of the past. */
const kept = 3;

/**
 * The snapshots of one aggregate class: written after a commit, never while somebody waits for a load; those of another
 * form of the class are ignored, and the next one takes their place.
 */
export class RestorePoints {
  readonly #model: ElementModel;
  readonly #every: number | undefined;
  #format: string | undefined;

  constructor(
    element: RegisteredElement,
    private readonly sources: {
      readonly catalog: MessageCatalog;
      readonly now: () => number;
      readonly onSnapshotFailure: (error: unknown) => void;
    },
  ) {
    this.#model = element.model!;
    this.#every = element.options['snapshotEvery'] as number | undefined;
  }

  /** The latest snapshot of a stream that can be read today, at or before a version if one is given. */
  async find(
    { snapshots }: Pick<Database, 'snapshots'>,
    stream: string,
    atOrBefore?: number,
  ): Promise<RestorePoint | undefined> {
    if (this.#every === undefined) return undefined;
    const snapshot = await snapshots.load(stream, atOrBefore);
    if (snapshot === undefined || snapshot.format !== this.#formatToday) return undefined;
    try {
      return { version: snapshot.version, aggregate: this.read(this.#open(stream, snapshot.data)) };
    } catch (error) {
      // The events are what counts: loading begins with the first one then.
      this.sources.onSnapshotFailure(error);
      return undefined;
    }
  }

  /** Keeps a snapshot when enough events were written since the one before. Nobody waits for it. */
  keepIfDue(
    { snapshots }: Pick<Database, 'snapshots'>,
    stream: string,
    aggregate: AnyAggregate,
    from: number,
    to: number,
  ): void {
    const every = this.#every;
    if (every === undefined || Math.floor((to + 1) / every) === Math.floor((from + 1) / every)) return;
    // Written down now: the aggregate may go on changing.
    const data = this.#seal(stream, storedFormOf(this.#model).write(aggregate));
    const snapshot = { stream, version: to, format: this.#formatToday, data, time: this.sources.now() };
    const keep = async (): Promise<void> => {
      faultPoint('snapshot.before-save');
      await snapshots.save(snapshot);
      await snapshots.prune(stream, kept);
    };
    void keep().catch(this.sources.onSnapshotFailure);
  }

  /** The state of an aggregate as JSON text. */
  write(aggregate: AnyAggregate): string {
    return JSON.stringify(storedFormOf(this.#model).write(aggregate));
  }

  /** A new instance with a state that was written. */
  read(state: string): object {
    return storedFormOf(this.#model).read(JSON.parse(state), { lenient: true });
  }

  get #formatToday(): string {
    return (this.#format ??= formatOf(this.#model));
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
