import type { AnyEvent } from '../elements/event.js';
import { DomainryError } from '../errors/domainry-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { MessageCatalog } from '../event-store/message-catalog.js';
import { streamPages } from '../event-store/read-events.js';
import { requireNext } from '../event-store/stream-truncated.js';
import { isPlainObject } from '../fields/plain-object.js';
import { checksumOf } from '../messages/checksum.js';
import { streamArchived } from '../ports/conflicts.js';
import type { Database } from '../ports/database.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { Snapshots, type SnapshotSources } from '../repositories/snapshots.js';
import type { Past, Source } from '../unit-of-work/persister.js';
import { functionsOf, type DeciderFunctions } from './decider-functions.js';

/** A state, and the version of the last event that is in it; −1 before the first one. */
export interface VersionedState {
  readonly state: unknown;
  readonly version: number;
}

/** Works out the states of one decider from its events. */
export class DeciderStates {
  readonly #functions: DeciderFunctions;
  readonly #snapshots: Snapshots;
  readonly #catalog: MessageCatalog;

  constructor(
    private readonly decider: RegisteredElement,
    private readonly database: Database,
    private readonly sources: SnapshotSources,
  ) {
    this.#functions = functionsOf(decider);
    this.#catalog = sources.catalog;
    const { snapshotEvery } = this.#functions;
    this.#snapshots = new Snapshots(snapshotEvery, () => formatOf(this.#functions), sources);
  }

  /**
   * The state as it is, or as it was: all events are read, page by page.
   *
   * @throws DomainryError STREAM_ARCHIVED: what is archived must not be taken for what never was.
   */
  async load(
    { events, snapshots = this.database.snapshots }: Pick<Source, 'events' | 'snapshots'>,
    stream: string,
    past?: Past,
  ): Promise<VersionedState> {
    const { initial } = this.#functions;
    const to = past !== undefined && 'atVersion' in past ? past.atVersion : undefined;
    const until = past !== undefined && 'asOf' in past ? past.asOf.getTime() : undefined;
    const point =
      until === undefined ? await this.#snapshots.find(snapshots, stream, readState, to) : undefined;
    let { state, version } = point ?? { state: initial(), version: -1 };
    const { includeArchived = false } = past ?? {};
    // The event of the point is read as well: where nothing is left, a state that was kept stands for nothing.
    const range = { from: point?.version ?? 0, includeArchived, ...(to === undefined ? {} : { to }) };
    let isThere = false;
    for await (const read of streamPages(events, stream, range)) {
      isThere = true;
      const page = read[0]!.version === version ? read.slice(1) : read;
      requireNext(stream, version + 1, page);
      const end = until === undefined ? -1 : page.findIndex(({ time }) => time > until);
      const wanted = end === -1 ? page : page.slice(0, end);
      state = this.evolve(state, this.#catalog.decodeAll(wanted));
      version = wanted.at(-1)?.version ?? version;
      if (wanted.length < page.length) break;
    }
    if (isThere) return { state, version };
    if (!includeArchived && (await events.describeStream(stream)).isArchived) throw streamArchived(stream);
    return { state: initial(), version: -1 };
  }

  /** State after events that were just decided on. */
  evolve(state: unknown, events: readonly AnyEvent[]): unknown {
    return events.reduce((before: unknown, event) => this.#functions.evolve(before, event), state);
  }

  /** Keeps the state as it was committed as a snapshot; gives its version, undefined when nothing led to it yet. */
  async takeSnapshot(stream: string): Promise<number | undefined> {
    const { state, version } = await this.load(this.database, stream);
    if (version === -1) return undefined;
    requirePlain(state, this.decider.name, 'state', []);
    await this.#snapshots.take(this.database, stream, version, { state });
    return version;
  }

  /** Keeps a snapshot when enough events were written since the one before. Nobody waits for it, and it never throws. */
  keepIfDue(stream: string, state: unknown, from: number, to: number): void {
    if (!this.#snapshots.isDue(from, to)) return;
    try {
      requirePlain(state, this.decider.name, 'state', []);
      this.#snapshots.keep(this.database, stream, to, { state });
    } catch (error) {
      this.sources.onSnapshotFailure(error);
    }
  }
}

/** Changes when the functions that make states do, so that snapshots made by others are not used. */
function formatOf({ stateVersion = 1, initial, evolve }: DeciderFunctions): string {
  return checksumOf({ stateVersion, initial: String(initial), evolve: String(evolve) }).slice(0, 16);
}

function readState(json: string): unknown {
  return (JSON.parse(json) as { readonly state: unknown }).state;
}

/** What JSON would keep as something else, or not at all, would come back as another state. */
function requirePlain(
  value: unknown,
  name: string,
  place: string,
  above: readonly unknown[],
): asserts value is JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return;
  const isList = Array.isArray(value);
  if (!above.includes(value) && (isList || isPlainObject(value))) {
    for (const [key, inner] of Object.entries(value))
      requirePlain(inner, name, isList ? `${place}[${key}]` : `${place}.${key}`, [...above, value]);
    return;
  }
  const kind = typeof value === 'object' ? (value?.constructor?.name ?? 'an object') : typeof value;
  throw new DomainryError(
    'NOT_JSON',
    `No snapshot of ${name} can be kept: its ${place} is ${above.includes(value) ? 'a part of itself' : kind}. Keep plain data in the state (texts, finite numbers, booleans, null, arrays, plain objects), or leave out snapshotEvery.`,
    { details: { decider: name, place } },
  );
}
