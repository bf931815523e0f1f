import type { AnyAggregate } from '../elements/aggregate.js';
import { modelOfInstance } from '../elements/element.js';
import type { ElementModel } from '../elements/element-model.js';
import { isDiscarded } from '../elements/lifecycle.js';
import type { EventSource } from '../elements/pending-events.js';
import { setVersion } from '../elements/saved-state.js';
import { storedFormOf, type StoredForm } from '../elements/stored-form.js';
import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import type { JsonValue } from '../errors/violation.js';
import { uniqueConflict } from '../ports/conflicts.js';
import type { Database, Transaction } from '../ports/database.js';
import type { EventWriter } from '../ports/event-store.js';
import type { StateRecord, StateShape, StateWriter } from '../ports/state-store.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { appendEvents, type EventBatch } from '../unit-of-work/append-events.js';
import type { EventRecorder, PreparedEvent } from '../unit-of-work/event-recorder.js';
import type {
  Persister,
  RecordedEvent,
  Save,
  SaveHooks,
  Source,
  Written,
} from '../unit-of-work/persister.js';
import { chainedEvents } from './chained-events.js';
import { factBatch } from './fact-batch.js';
import { keepRecord, lastRecordOf } from './last-record.js';
import { Stamps } from './stamps.js';
import { stateShapeOf } from './state-shape.js';
import { storedIdentity, storedIdentityOf } from './stored-identity.js';
import type { TableModel } from './table-model.js';

/** Keeps the latest state of each aggregate of a class, and appends its events beside it. */
export class StatePersister implements Persister {
  readonly shape: StateShape;
  readonly #model: ElementModel;
  readonly #form: StoredForm;
  readonly #stamps: Stamps;

  constructor(
    readonly element: RegisteredElement,
    readonly database: Database,
    readonly databaseName: string,
    private readonly recorder: EventRecorder,
    private readonly now: () => number,
    readonly hooks: SaveHooks,
    table?: TableModel,
  ) {
    this.#model = element.model!;
    this.#form = storedFormOf(this.#model);
    this.#stamps = new Stamps(this.#model);
    this.shape = stateShapeOf(element, table);
  }

  load({ states }: Source, id: unknown): Promise<AnyAggregate | undefined> {
    return states.get(this.shape, storedIdentity(this.#model, id)).then(this.#hydrateIfThere);
  }

  async loadMany({ states }: Source, ids: readonly unknown[]): Promise<readonly AnyAggregate[]> {
    const value = ids.map((id) => storedIdentity(this.#model, id));
    const where = { kind: 'compare', path: [this.shape.identity.name], lookup: 'in', value } as const;
    const records = await states.find(this.shape, { where, orderBy: [] });
    return records.map((record) => this.hydrate(record));
  }

  async exists({ states }: Source, id: unknown): Promise<boolean> {
    const value = storedIdentity(this.#model, id);
    const path = [this.shape.identity.name];
    return (await states.count(this.shape, { kind: 'compare', path, lookup: 'equals', value })) > 0;
  }

  forget({ states }: Transaction, id: unknown): Promise<void> {
    return states.forget(this.shape, storedIdentity(this.#model, id));
  }

  async wasDiscarded({ events }: Source, id: unknown): Promise<boolean> {
    const { lifecycle } = this.#model;
    if (lifecycle === undefined) return false;
    const stream = `${this.element.stream!}-${storedIdentity(this.#model, id)}`;
    const [last] = await events.readStream(stream, { backwards: true, limit: 1 });
    return last?.type === this.recorder.typeOf(lifecycle.Discarded);
  }

  /** An aggregate from its stored state: a new instance each time. */
  hydrate(record: StateRecord): AnyAggregate {
    const aggregate = this.#form.read(record.data) as AnyAggregate;
    setVersion(aggregate, record.version);
    keepRecord(this, aggregate, record);
    return aggregate;
  }

  readonly #hydrateIfThere = (record: StateRecord | undefined): AnyAggregate | undefined =>
    record && this.hydrate(record);

  async write(save: Save, transaction: Transaction): Promise<Written> {
    const { states, events } = transaction;
    const isOver = save.what === 'remove' || isDiscarded(save.aggregate as unknown as EventSource);
    let version = nextVersion(save);
    if (isOver) await this.#remove(save, states);
    else if (save.stored === -1) version = await this.#insert(save, states);
    else await this.#update(save, states);
    faultPoint('unit.flushed');
    const recorded = await this.#append(save, { version, isOver }, events);
    faultPoint('unit.appended');
    return { version, events: recorded };
  }

  async writeMany(saves: readonly Save[], transaction: Transaction): Promise<readonly Written[] | undefined> {
    if (saves.some(({ aggregate }) => isDiscarded(aggregate as unknown as EventSource))) return undefined;
    const { states, events } = transaction;
    const isNew = saves[0]!.stored === -1;
    const versions = isNew ? await this.#insertMany(saves, states) : await this.#updateMany(saves, states);
    if (versions === undefined) return undefined;
    faultPoint('unit.flushed');
    const written: Written[] = [];
    for (const [at, save] of saves.entries()) {
      const version = versions[at]!;
      const appended = this.#append(save, { version, isOver: false }, events);
      written.push({ version, events: appended instanceof Promise ? await appended : appended });
    }
    faultPoint('unit.appended');
    return written;
  }

  async #insertMany(saves: readonly Save[], states: StateWriter): Promise<readonly number[] | undefined> {
    const records = saves.map((save) => this.#recordOf(save));
    const versions = await states.insertMany(this.shape, records);
    versions?.forEach((version, at) => {
      const { id, data } = records[at]!;
      keepRecord(this, saves[at]!.aggregate, { id, version, data });
    });
    return versions;
  }

  async #updateMany(saves: readonly Save[], states: StateWriter): Promise<readonly number[] | undefined> {
    const changes = saves.map((save) => ({
      record: this.#recordOf(save),
      expectedVersion: save.stored,
      before: lastRecordOf(this, save.aggregate),
    }));
    if (!(await states.updateMany(this.shape, changes))) return undefined;
    return changes.map(({ record }, at) => {
      keepRecord(this, saves[at]!.aggregate, record);
      return record.version;
    });
  }

  /** Gives the version it has then. */
  async #insert(save: Save, states: StateWriter): Promise<number> {
    const { aggregate } = save;
    const given = this.#recordOf(save);
    const { version, counted } = await states.insert(this.shape, given);
    if (counted !== undefined) fillCounted(aggregate, counted);
    keepRecord(this, aggregate, { id: given.id, version, data: { ...given.data, ...counted } });
    return version;
  }

  #update(save: Save, states: StateWriter): Promise<void> {
    const { aggregate, stored } = save;
    const record = this.#recordOf(save);
    // What it was read from lets a store write differences only.
    const before = lastRecordOf(this, aggregate);
    // When this fails, the unit does, and nobody asks for the record any more.
    keepRecord(this, aggregate, record);
    return states.update(this.shape, record, stored, before);
  }

  /** The state it has now, as it is stored. */
  #recordOf(save: Save): StateRecord {
    const { aggregate, stored } = save;
    this.#stamps.fillIn(aggregate, stored === -1, this.now);
    const id = storedIdentityOf(this.#model, aggregate);
    return { id, version: nextVersion(save), data: this.#form.write(aggregate) };
  }

  async #remove({ aggregate, stored }: Save, states: StateWriter): Promise<void> {
    if (stored !== -1) await states.remove(this.shape, storedIdentityOf(this.#model, aggregate), stored);
    keepRecord(this, aggregate, undefined);
  }

  #append(
    { aggregate, stored, lineage, events }: Save,
    { version, isOver }: { readonly version: number; readonly isOver: boolean },
    writer: EventWriter,
  ): readonly RecordedEvent[] | Promise<readonly RecordedEvent[]> {
    const { options, stream: category } = this.element;
    const hasFacts = options['factEvents'] === true && !isOver;
    if (events.length === 0 && !hasFacts) return none;
    // One that begins anew under its identity goes on after the versions of the one before, and so do its events.
    const expectedVersion = version - 1;
    const stream = `${category!}-${storedIdentityOf(this.#model, aggregate)}`;
    const isNew = stored === -1 && this.#model.lifecycle !== undefined;
    const prepared = events.map((collected) =>
      this.recorder.prepare(collected.event, {
        kind: 'event',
        aggregate,
        stream,
        lineage: collected.lineage,
        expectedVersion,
        sequence: collected.sequence,
      }),
    );
    const facts = hasFacts
      ? [factBatch(this.element, this.recorder, aggregate, { version: expectedVersion, lineage })]
      : none;
    if (options['hashChain'] === true && prepared.length > 0)
      return this.#appendChained(writer, stream, isNew, prepared, facts);
    // The stream of one that was discarded is still there: its identity is not given a second time.
    const batch: EventBatch = { stream, expected: isNew ? 'none' : 'any', events: prepared };
    const appended = appendEvents(writer, [batch, ...facts]);
    return isNew ? appended.catch(this.#refuseTaken) : appended;
  }

  /** A stream goes on where an aggregate begins anew, so that its version is not that of the aggregate. */
  async #appendChained(
    writer: EventWriter,
    stream: string,
    isNew: boolean,
    prepared: readonly PreparedEvent[],
    facts: readonly EventBatch[],
  ): Promise<readonly RecordedEvent[]> {
    const { version: last } = await writer.describeStream(stream);
    const expected = isNew || last === -1 ? 'none' : last;
    const events = await chainedEvents(writer, stream, last, prepared);
    const appended = appendEvents(writer, [{ stream, expected, events }, ...facts]);
    return isNew ? appended.catch(this.#refuseTaken) : appended;
  }

  /** What was expected was that there is no stream of that identity. */
  readonly #refuseTaken = (error: unknown): never => {
    if (!DomainryError.is(error, 'VERSION_CONFLICT')) throw error;
    throw uniqueConflict(this.element.name, [this.shape.identity.name], 'identity');
  };
}

/** A unit advances the version once, however often it writes. */
function nextVersion({ version, stored }: Save): number {
  return stored === version ? version + 1 : stored;
}

/** Numbers that the store gave. */
function fillCounted(aggregate: AnyAggregate, counted: Readonly<Record<string, JsonValue>>): void {
  const { fields, slots } = modelOfInstance(aggregate);
  fields.forEach(({ name }, index) => {
    if (name in counted) (aggregate as unknown as Record<symbol, unknown>)[slots[index]!] = counted[name];
  });
}

const none: readonly never[] = Object.freeze([]);
