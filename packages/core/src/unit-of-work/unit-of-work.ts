import type { AnyAggregate } from '../elements/aggregate.js';
import { identityOf } from '../elements/identity-of.js';
import { setMetadata } from '../elements/message-metadata.js';
import { markRemoved, markSaved, markStale, requireSavable } from '../elements/saved-state.js';
import { faultPoint } from '../errors/fault-point.js';
import type { AnyClass } from '../metadata.js';
import type { Committed, Database, Transaction } from '../ports/database.js';
import { surroundings } from './current.js';
import { lineageHere } from './lineage.js';
import { explainRefusal } from './explain-refusal.js';
import { Flushes } from './flushes.js';
import { IdentityMap } from './identity-map.js';
import type { Persister, RecordedEvent, Source } from './persister.js';
import { placed } from './placed-events.js';
import { Tracked } from './tracked.js';
import {
  doomed,
  ended,
  forgotten,
  tenantMixed,
  twice,
  twoDatabases,
  unnumbered,
  type WrittenDatabase,
} from './unit-errors.js';

/**
 * Everything that is saved together or not at all (Fowler, *Patterns of Enterprise Application Architecture*): it knows
 * each aggregate once, and writes states and events in one transaction of one database.
 *
 * When it fails, the store is as before, and every aggregate it knew refuses further changes: events were taken out, and
 * what is in memory may be another state than the stored one.
 */
export class UnitOfWork {
  readonly #map = new IdentityMap();
  #afterwards: (() => void)[] = none;
  readonly #recorded: RecordedEvent[] = [];
  #held: { readonly owner: object; readonly act: () => Promise<void> }[] | undefined;
  #writing:
    (WrittenDatabase & { readonly database: Database; readonly begun: Promise<Transaction> }) | undefined;
  #transaction: Transaction | undefined;
  #doom: { readonly cause: unknown } | undefined;
  #isOpen = true;
  #kept: Map<object, unknown> | undefined;
  #isDurable = false;
  #madeFlushes: Flushes | undefined;
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

  /** Whether its commit has succeeded, whatever failed after that. */
  get isDurable(): boolean {
    return this.#isDurable;
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
    return this.begun(database) ?? database;
  }

  /** Its transaction of a database, once that has begun. */
  begun(database: Database): Transaction | undefined {
    return this.#writing?.database === database ? this.#transaction : undefined;
  }

  /**
   * The transaction, begun when it is asked for first.
   *
   * @param name - what the domain calls the database.
   * @param writer - the element, or the stream, that is to be written.
   * @throws DomainryError TWO_DATABASES when another database was written to; UNIT_ENDED, TENANT_MIXED.
   */
  async transaction(database: Database, name: string, writer: string): Promise<Transaction> {
    this.#requireUsable();
    if (this.#writing === undefined) {
      const begun = database.begin();
      this.#writing = { database, name, writer, begun };
    } else if (this.#writing.database !== database) {
      throw twoDatabases(this.#writing, { name, writer });
    }
    if (this.#transaction !== undefined) return this.#transaction;
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

  /** Takes down that somebody looked for an aggregate and there was none: who creates it next may come second. */
  miss(cls: AnyClass, id: unknown): void {
    this.#map.miss(cls, id);
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
    tracked.collect(lineageHere(this.#lineage));
  }

  /** Has an aggregate removed at the commit. Throws as {@link UnitOfWork.add} does. */
  remove(persister: Persister, aggregate: AnyAggregate): void {
    const tracked = this.#trackedOf(persister, aggregate);
    requireSavable(aggregate);
    tracked.intent = 'remove';
    tracked.collect(lineageHere(this.#lineage));
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
    if (this.#isToFlush) await this.#flushes.next();
  }

  /** Takes in events that were appended in its transaction, and belong to no aggregate that it knows. */
  record(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#recorded.push(event);
  }

  /** Has something done as soon as everything is durable, whatever fails then. It must not throw. */
  afterCommit(act: () => void): void {
    this.#requireUsable();
    this.#afterwards = [...this.#afterwards, act];
  }

  /**
   * Has something done once the unit has ended, however it ended: what would wait for others, and must not while the unit may
   * hold a transaction that these others wait for.
   *
   * @param owner - whose it is; see {@link UnitOfWork.holds}.
   */
  hold(owner: object, act: () => Promise<void>): void {
    (this.#held ??= []).push({ owner, act });
  }

  /** Whether something of an owner waits for the end of the unit. */
  holds(owner: object): boolean {
    return this.#held?.some((each) => each.owner === owner) === true;
  }

  /** Whether anything waits for the end of the unit. */
  get isHolding(): boolean {
    return this.#held !== undefined;
  }

  /** Does what waited for the end of the unit, in the order it came. */
  async release(): Promise<void> {
    for (const { act } of this.#held?.splice(0) ?? []) await act();
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
  commit(): readonly RecordedEvent[] | Promise<readonly RecordedEvent[]> {
    this.#requireUsable();
    if (!this.#isIdle) return this.#commitAll();
    faultPoint('unit.before-commit');
    return this.#settle(undefined);
  }

  /** Whether it has nothing to commit, and nothing that would be refused: so it is with most handlers of events. */
  get #isIdle(): boolean {
    if (this.#writing !== undefined || this.#madeFlushes !== undefined || this.#doom !== undefined)
      return false;
    for (const tracked of this.#map) if (tracked.isDue || tracked.isForgotten) return false;
    return true;
  }

  get #flushes(): Flushes {
    return (this.#madeFlushes ??= new Flushes(this, this.#map));
  }

  get #isToFlush(): boolean {
    return this.#madeFlushes?.areGoingOn === true || this.isDue;
  }

  async #commitAll(): Promise<readonly RecordedEvent[]> {
    let committed: Committed | undefined;
    try {
      this.#refuseDoomed();
      this.#refuseForgotten();
      if (this.#isToFlush) await this.#flushes.next();
      // Hooks may have done more.
      if (this.isDue) await this.#flushes.next();
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
      throw await explainRefusal(error, this.#map);
    }
    return this.#settle(committed);
  }

  /** Leaves the store as it was. What the unit knew can no longer be changed. */
  async rollback(): Promise<void> {
    if (this.#isOpen) await this.#rollBack();
  }

  async #rollBack(): Promise<void> {
    this.#isOpen = false;
    for (const { aggregate } of this.#map) markStale(aggregate);
    await this.#madeFlushes?.ended();
    // A store that cannot even roll back has lost the transaction, which is the same.
    await this.#writing?.begun.then((transaction) => transaction.rollback()).catch(() => undefined);
  }

  #settle(committed: Committed | undefined): readonly RecordedEvent[] {
    this.#isOpen = false;
    this.#isDurable = true;
    for (const act of this.#afterwards) act();
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

  #requireUsable(): void {
    if (!this.#isOpen) throw ended();
    const { tenant } = surroundings();
    // Where the runtime cannot follow calls, nothing is known of the tenant here.
    if (tenant !== undefined && tenant !== this.#lineage.tenant)
      throw tenantMixed(this.#lineage.tenant, tenant);
  }
}

/** Most units have none; it stays empty, since arrays are replaced and not added to. */
const none: never[] = [];
