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
import type { StateRecord, StateShape } from '../ports/state-store.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { appendEvents, type EventBatch } from '../unit-of-work/append-events.js';
import type { EventRecorder } from '../unit-of-work/event-recorder.js';
import type { Persister, Save, SaveHooks, Source, Written } from '../unit-of-work/persister.js';
import { chainedEvents } from './chained-events.js';
import { factBatch } from './fact-batch.js';
import { stamp } from './stamps.js';
import { stateShapeOf } from './state-shape.js';
import { storedIdentity, storedIdentityOf } from './stored-identity.js';

/** Keeps the latest state of each aggregate of a class, and appends its events beside it. */
export class StatePersister implements Persister {
  readonly shape: StateShape;
  readonly #model: ElementModel;
  readonly #form: StoredForm;
  /** What each aggregate was read from or written as last: lets a store write differences only. */
  readonly #records = new WeakMap<AnyAggregate, StateRecord>();

  constructor(
    readonly element: RegisteredElement,
    readonly database: Database,
    readonly databaseName: string,
    private readonly recorder: EventRecorder,
    private readonly now: () => number,
    readonly hooks: SaveHooks,
  ) {
    this.#model = element.model!;
    this.#form = storedFormOf(this.#model);
    this.shape = stateShapeOf(element);
  }

  async load({ states }: Source, id: unknown): Promise<AnyAggregate | undefined> {
    const record = await states.get(this.shape, storedIdentity(this.#model, id));
    return record && this.hydrate(record);
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
    this.#records.set(aggregate, record);
    return aggregate;
  }

  async write(save: Save, transaction: Transaction): Promise<Written> {
    const { aggregate, version } = save;
    const isOver = save.what === 'remove' || isDiscarded(aggregate as unknown as EventSource);
    if (isOver) await this.#remove(save, transaction);
    else await this.#put(save, transaction);
    faultPoint('unit.flushed');
    const events = await this.#append(save, isOver, transaction);
    faultPoint('unit.appended');
    return { version: version + 1, events };
  }

  async #put({ aggregate, version, stored }: Save, { states }: Transaction): Promise<void> {
    stamp(aggregate, stored === -1, this.now());
    const id = storedIdentityOf(this.#model, aggregate);
    let record: StateRecord = { id, version: version + 1, data: this.#form.write(aggregate) };
    if (stored === -1) {
      const counted = await states.insert(this.shape, record);
      if (counted !== undefined) {
        fillCounted(aggregate, counted);
        record = { ...record, data: { ...record.data, ...counted } };
      }
    } else await states.update(this.shape, record, stored, this.#records.get(aggregate));
    this.#records.set(aggregate, record);
  }

  async #remove({ aggregate, stored }: Save, { states }: Transaction): Promise<void> {
    if (stored === -1) return;
    await states.remove(this.shape, storedIdentityOf(this.#model, aggregate), stored);
    this.#records.delete(aggregate);
  }

  async #append(save: Save, isOver: boolean, transaction: Transaction): Promise<Written['events']> {
    const { aggregate, version, stored, lineage } = save;
    const id = storedIdentityOf(this.#model, aggregate);
    const about = { aggregate, expectedVersion: version };
    const stream = `${this.element.stream!}-${id}`;
    const isNew = stored === -1 && this.#model.lifecycle !== undefined;
    const prepared = save.events.map((collected) =>
      this.recorder.prepare(collected.event, { ...about, ...collected, kind: 'event', stream }),
    );
    // The stream of one that was discarded is still there: its identity is not given a second time.
    const batches: EventBatch[] = [{ stream, expected: isNew ? 'none' : 'any', events: prepared }];
    if (this.element.options['hashChain'] === true && prepared.length > 0) {
      // A stream goes on where an aggregate begins anew, so that its version is not that of the aggregate.
      const { version: last } = await transaction.events.describeStream(stream);
      const expected = isNew || last === -1 ? 'none' : last;
      batches[0] = {
        stream,
        expected,
        events: await chainedEvents(transaction.events, stream, last, prepared),
      };
    }
    if (this.element.options['factEvents'] === true && !isOver) {
      batches.push(factBatch(this.element, this.recorder, aggregate, { version, lineage }));
    }
    try {
      return await appendEvents(transaction.events, batches);
    } catch (error) {
      if (!isNew || !DomainryError.is(error, 'VERSION_CONFLICT')) throw error;
      throw uniqueConflict(this.element.name, [this.shape.identity.name], 'identity');
    }
  }
}

/** Numbers that the store gave. */
function fillCounted(aggregate: AnyAggregate, counted: Readonly<Record<string, JsonValue>>): void {
  const { fields, slots } = modelOfInstance(aggregate);
  fields.forEach(({ name }, index) => {
    if (name in counted) (aggregate as unknown as Record<symbol, unknown>)[slots[index]!] = counted[name];
  });
}
