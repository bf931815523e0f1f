import type { AnyAggregate } from '../elements/aggregate.js';
import { identityOf } from '../elements/identity-of.js';
import { setMetadata } from '../elements/message-metadata.js';
import { markRemoved, markSaved, markStale, requireSavable } from '../elements/saved-state.js';
import { faultPoint } from '../errors/fault-point.js';
import type { AnyClass } from '../metadata.js';
import type { Committed, Database, Transaction } from '../ports/database.js';
import { surroundings, within } from './current.js';
import { lineageHere, type Lineage } from './lineage.js';
import { IdentityMap } from './identity-map.js';
import type { Persister, RecordedEvent, SaveHooks, Source } from './persister.js';
import { placed } from './placed-events.js';
import { Tracked } from './tracked.js';
import { asViolation } from './unique-violation.js';
import {
  changedAfterwards,
  doomed,
  ended,
  forgotten,
  tenantMixed,
  twice,
  twoDatabases,
  unnumbered,
} from './unit-errors.js';

/** Does its part of a unit's transaction after everything was written and before the commit. */
export type Participant = (unit: UnitOfWork) => Promise<void>;

/**
 * Everything that is saved together or not at all (Fowler, *Patterns of Enterprise Application Architecture*): it knows
 * each aggregate once, and writes states, events and what participants add in one transaction of one database.
 *
 * When it fails, the store is as before, and every aggregate it knew refuses further changes: events were taken out, and
 * what is in memory may be another state than the stored one.
 */
export class UnitOfWork {
  readonly #map = new IdentityMap();
  readonly #participants: Participant[] = [];
  readonly #afterwards: (() => void)[] = [];
  readonly #recorded: RecordedEvent[] = [];
  #writing:
    { readonly database: Database; readonly name: string; readonly begun: Promise<Transaction> } | undefined;
  #transaction: Transaction | undefined;
  #doom: { readonly cause: unknown } | undefined;
  #isOpen = true;
  #kept: Map<object, unknown> | undefined;
  /** The last flush that was begun and has not ended. */
  #flushing: Promise<void> | undefined;
  readonly #lineage = lineageHere();

  /** @param domain - the domain it belongs to: code of other domains does not join it. */
  constructor(readonly domain: object) {}

  /**
   * What somebody keeps with the unit, made when it is first asked for. A weak map would do as well, and would hold on to
   * each unit until the next full collection of garbage, since what is kept leads back to it.
   */
  kept<Value>(keeper: object, make: () => Value): Value {
    this.#kept ??= new Map();
    if (!this.#kept.has(keeper)) this.#kept.set(keeper, make());
    return this.#kept.get(keeper) as Value;
  }

  /** Whether it has not ended yet. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The events that were written so far, in order. They have positions after the commit. */
  get recorded(): readonly RecordedEvent[] {
    return this.#recorded;
  }

  /**
   * What is read from: the transaction once there is one, so that the unit sees what it wrote.
   *
   * @throws DomainryError UNIT_ENDED, TENANT_MIXED.
   */
  source(database: Database): Source {
    this.#requireUsable();
    return this.#transaction !== undefined && this.#writing?.database === database
      ? this.#transaction
      : database;
  }

  /**
   * The transaction, begun when it is asked for first.
   *
   * @param name - what the domain calls the database.
   * @throws DomainryError TWO_DATABASES when another database was written to; UNIT_ENDED, TENANT_MIXED.
   */
  async transaction(database: Database, name: string = database.name): Promise<Transaction> {
    this.#requireUsable();
    if (this.#writing === undefined) {
      const begun = database.begin();
      this.#writing = { database, name, begun };
    } else if (this.#writing.database !== database) {
      throw twoDatabases(this.#writing.name, name);
    }
    const transaction = await this.#writing.begun;
    // The unit may have ended meanwhile, and the transaction with it.
    this.#requireUsable();
    this.#transaction = transaction;
    return transaction;
  }

  /** The aggregate of a class with an identity, if the unit knows it; `removed` when it is to be removed. */
  find(cls: AnyClass, id: unknown): AnyAggregate | 'removed' | undefined {
    this.#requireUsable();
    const tracked = this.#map.find(cls, id);
    return tracked?.intent === 'remove' ? 'removed' : tracked?.aggregate;
  }

  /** Takes in an aggregate that was just loaded; gives the one the unit knows, if it knows one with this identity. */
  track(persister: Persister, loaded: AnyAggregate): AnyAggregate | undefined {
    const known = this.find(loaded.constructor as AnyClass, identityOf(loaded));
    if (known !== undefined) return known === 'removed' ? undefined : known;
    this.#map.put(new Tracked(persister, loaded));
    return loaded;
  }

  /**
   * Has an aggregate saved at the commit, as it is then.
   *
   * @throws DomainryError AGGREGATE_TWICE, AGGREGATE_STALE, AGGREGATE_REMOVED, AGGREGATE_READ_ONLY, UNIT_ENDED.
   */
  add(persister: Persister, aggregate: AnyAggregate): void {
    const tracked = this.#trackedOf(persister, aggregate);
    if (tracked.isGone) markRemoved(aggregate);
    requireSavable(aggregate);
    tracked.intent = 'save';
    tracked.collect(this.#lineageHere());
  }

  /** Has an aggregate removed at the commit. Throws as {@link UnitOfWork.add} does. */
  remove(persister: Persister, aggregate: AnyAggregate): void {
    const tracked = this.#trackedOf(persister, aggregate);
    requireSavable(aggregate);
    tracked.intent = 'remove';
    tracked.collect(this.#lineageHere());
  }

  /**
   * Lets go of the aggregates of a class, since the store changed them by itself: they are stale now, and are loaded anew
   * when they are asked for. Those that changed in memory and were not added stay, and make the commit fail.
   */
  letGo(cls: AnyClass): void {
    for (const tracked of this.#map) {
      if (tracked.aggregate.constructor !== cls || tracked.isForgotten || tracked.isDue) continue;
      markStale(tracked.aggregate);
      this.#map.drop(tracked);
    }
  }

  /** Whether it has begun to write, or wanted to. */
  get isWriting(): boolean {
    return this.#writing !== undefined;
  }

  /** Whether something waits to be written. */
  get isDue(): boolean {
    for (const tracked of this.#map) if (tracked.isDue) return true;
    return false;
  }

  /** Writes what waits into the transaction, so that queries see it. A failure ends the unit. */
  async flush(): Promise<void> {
    this.#requireUsable();
    // A hook that asks for states while they are written would wait for itself.
    if (surroundings().saving?.includes(this) === true) return;
    const before = this.#flushing;
    if (before === undefined && !this.isDue) return;
    // One after the other: two at once would write the same twice.
    const flushing = before === undefined ? this.#flushAll() : before.then(() => this.#flushAll());
    const ended = flushing.catch(() => undefined);
    this.#flushing = ended;
    try {
      await flushing;
    } catch (error) {
      this.doom(error);
      throw error;
    } finally {
      if (this.#flushing === ended) this.#flushing = undefined;
    }
  }

  /** Has something done in the transaction after everything was written. */
  beforeCommit(participant: Participant): void {
    this.#requireUsable();
    this.#participants.push(participant);
  }

  /** Takes in events that were appended in its transaction, and belong to no aggregate that it knows. */
  record(events: readonly RecordedEvent[]): void {
    this.#recorded.push(...events);
  }

  /** Has something done as soon as everything is durable, whatever fails then. It must not throw. */
  afterCommit(act: () => void): void {
    this.#requireUsable();
    this.#afterwards.push(act);
  }

  /** A part of the unit failed: nothing of it will be committed. */
  doom(cause: unknown): void {
    this.#doom ??= { cause };
  }

  /**
   * Makes everything durable, or nothing.
   *
   * @returns the events that were written, in order.
   * @throws DomainryError AGGREGATE_FORGOTTEN, UNIT_DOOMED, VERSION_CONFLICT, …; ValidationError with code `unique`.
   */
  async commit(): Promise<readonly RecordedEvent[]> {
    this.#requireUsable();
    let committed: Committed | undefined;
    try {
      this.#refuseDoomed();
      this.#refuseForgotten();
      if (this.#flushing !== undefined || this.isDue) await this.flush();
      for (const participate of this.#participants) await participate(this);
      // Hooks and participants may have done more.
      if (this.isDue) await this.flush();
      this.#refuseForgotten();
      this.#refuseDoomed();
      faultPoint('unit.before-commit');
      // What comes now would be lost.
      this.#isOpen = false;
      // Each thing that is waited for costs a turn, and most units have nothing to commit.
      if (this.#writing !== undefined) {
        // One that nobody waited for has to be ended, too.
        const transaction = this.#transaction ?? (await this.#writing.begun);
        committed = await transaction.commit();
      }
    } catch (error) {
      await this.#rollBack();
      throw asViolation(error);
    }
    for (const act of this.#afterwards) act();
    return this.#settle(committed);
  }

  /** Leaves the store as it was. What the unit knew can no longer be changed. */
  async rollback(): Promise<void> {
    if (this.#isOpen) await this.#rollBack();
  }

  async #rollBack(): Promise<void> {
    this.#isOpen = false;
    for (const { aggregate } of this.#map) markStale(aggregate);
    await this.#flushing;
    // A store that cannot even roll back has lost the transaction, which is the same.
    await this.#writing?.begun.then((transaction) => transaction.rollback()).catch(() => undefined);
  }

  async #flushAll(): Promise<void> {
    // Hooks may add others, or change those that were written; they are written in another round.
    for (let wrote = true; wrote;) {
      wrote = false;
      for (const tracked of this.#map) {
        if (!tracked.isDue) continue;
        await this.#write(tracked);
        wrote = true;
      }
    }
  }

  async #write(tracked: Tracked): Promise<void> {
    const { persister, aggregate } = tracked;
    const { hooks } = persister;
    if (tracked.intent === 'remove' && tracked.version === -1) {
      this.#map.drop(tracked);
      markRemoved(aggregate);
      return;
    }
    const transaction = await this.transaction(persister.database, persister.databaseName);
    try {
      if (tracked.intent === 'save' && hooks.beforeSave !== undefined)
        await this.#callHook(hooks.beforeSave, aggregate);
      const save = tracked.takeSave();
      const written = await persister.write(save, transaction);
      tracked.keep(save.what, written);
      this.#recorded.push(...written.events);
      if (save.what === 'save' && hooks.afterSave !== undefined)
        await this.#callHook(hooks.afterSave, aggregate);
      if (save.what === 'save' && tracked.isDue) throw changedAfterwards(aggregate);
    } catch (error) {
      throw asViolation(error, aggregate);
    }
  }

  async #callHook(hook: NonNullable<SaveHooks['beforeSave']>, aggregate: AnyAggregate): Promise<void> {
    const { saving = [] } = surroundings();
    await within({ saving: [...saving, this] }, () => hook(aggregate));
  }

  #settle(committed: Committed | undefined): readonly RecordedEvent[] {
    faultPoint('unit.after-commit');
    for (const { event, metadata } of this.#recorded) setMetadata(event, metadata);
    for (const tracked of this.#map) {
      if (tracked.isGone) markRemoved(tracked.aggregate);
      else if (tracked.isWritten) {
        const { isAsWritten } = tracked;
        markSaved(tracked.aggregate, tracked.version, tracked.changesSince);
        // What changed while the store committed is not what was written.
        if (isAsWritten) tracked.persister.saved?.(tracked.aggregate, tracked.met, tracked.version);
      }
    }
    faultPoint('unit.settled');
    return committed === undefined ? this.#recorded : placed(this.#recorded, committed);
  }

  #refuseDoomed(): void {
    if (this.#doom !== undefined) throw doomed(this.#doom.cause);
  }

  #refuseForgotten(): void {
    const found: AnyAggregate[] = [];
    for (const tracked of this.#map) if (tracked.isForgotten) found.push(tracked.aggregate);
    if (found.length > 0) throw forgotten(found);
  }

  #trackedOf(persister: Persister, aggregate: AnyAggregate): Tracked {
    this.#requireUsable();
    const id = identityOf(aggregate);
    if (id === undefined || id === null) throw unnumbered(aggregate);
    const known = this.#map.find(aggregate.constructor as AnyClass, id);
    if (known !== undefined) {
      if (known.aggregate !== aggregate) throw twice(aggregate);
      return known;
    }
    requireSavable(aggregate);
    const tracked = new Tracked(persister, aggregate);
    this.#map.put(tracked);
    return tracked;
  }

  #lineageHere(): Lineage {
    return { ...this.#lineage, ...lineageHere() };
  }

  #requireUsable(): void {
    if (!this.#isOpen) throw ended();
    const { tenant } = lineageHere();
    // Where the runtime cannot follow calls, nothing is known of the tenant here.
    if (tenant !== undefined && tenant !== this.#lineage.tenant)
      throw tenantMixed(this.#lineage.tenant, tenant);
  }
}
