import type { AnyAggregate } from '../elements/aggregate.js';
import type { ElementModel } from '../elements/element-model.js';
import { storedFormOf } from '../elements/stored-form.js';
import type { Database } from '../ports/database.js';
import type { SnapshotStore } from '../ports/snapshot-store.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { Snapshots, type SnapshotSources } from './snapshots.js';
import { formatOf } from './state-format.js';

/** A state from which an aggregate is built with the events after it. */
export interface RestorePoint {
  /** Version of the last event that is in it. */
  readonly version: number;
  /** A new instance with that state. */
  readonly aggregate: object;
}

/** The snapshots of one aggregate class, and its states as text. */
export class RestorePoints {
  readonly #model: ElementModel;
  readonly #snapshots: Snapshots;

  constructor(element: RegisteredElement, sources: SnapshotSources) {
    const model = element.model!;
    this.#model = model;
    const every = element.options['snapshotEvery'] as number | undefined;
    this.#snapshots = new Snapshots(every, () => formatOf(model), sources);
  }

  /** The latest snapshot of a stream that can be read today, at or before a version if one is given. */
  async find(
    snapshots: Pick<SnapshotStore, 'load'>,
    stream: string,
    atOrBefore?: number,
  ): Promise<RestorePoint | undefined> {
    const found = await this.#snapshots.find(snapshots, stream, (json) => this.read(json), atOrBefore);
    return found && { version: found.version, aggregate: found.state };
  }

  /** Keeps a snapshot when enough events were written since the one before. Nobody waits for it. */
  keepIfDue(
    database: Pick<Database, 'snapshots'>,
    stream: string,
    aggregate: AnyAggregate,
    from: number,
    to: number,
  ): void {
    if (!this.#snapshots.isDue(from, to)) return;
    this.#snapshots.keep(database, stream, to, storedFormOf(this.#model).write(aggregate));
  }

  /** Keeps a snapshot, for who waits until it is kept. */
  async take(
    database: Pick<Database, 'snapshots'>,
    stream: string,
    aggregate: AnyAggregate,
    version: number,
  ): Promise<void> {
    await this.#snapshots.take(database, stream, version, storedFormOf(this.#model).write(aggregate));
  }

  /** The state of an aggregate as JSON text. */
  write(aggregate: AnyAggregate): string {
    return JSON.stringify(storedFormOf(this.#model).write(aggregate));
  }

  /** A new instance with a state that was written. */
  read(state: string): object {
    return storedFormOf(this.#model).read(JSON.parse(state), { lenient: true });
  }
}
