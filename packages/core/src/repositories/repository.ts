import type { AnyAggregate } from '../elements/aggregate.js';
import { kindOf } from '../elements/element.js';
import { identityOf } from '../elements/identity-of.js';
import { markReadOnly } from '../elements/saved-state.js';
import type { Criteria } from '../queries/criteria.js';
import type { Selection } from '../queries/selection.js';
import { identityKey } from '../unit-of-work/identity-map.js';
import type { Past, SaveHooks } from '../unit-of-work/persister.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { loadAll, loadOne, type RepositoryAccess } from './repository-access.js';
import { forgetRemoved } from './forget-removed.js';
import {
  notFound,
  notQueryable,
  notRemovable,
  nothingKept,
  pastNotKept,
  wrongAggregate,
} from './repository-errors.js';
import { acceptIdentity } from './stored-identity.js';

/**
 * Gives the aggregates of one class as if all of them were in memory, and takes them back (Evans, *Domain-Driven Design*,
 * chapter 6). Inside a unit of work it belongs to that one: an aggregate is there once, however often it is asked for, and
 * what is added is saved when the unit commits. Outside, each call is a unit of its own.
 *
 * Extend it to give questions a name.
 *
 * @typeParam Of - the aggregate: `class Accounts extends Repository<Account>`.
 *
 * @example
 * ```ts fragment
 * const accounts = banking.repositoryFor(Account);
 * const account = await accounts.get('1234');
 * account.withdraw(50);
 * await accounts.add(account);
 * ```
 */
export class Repository<Of extends AnyAggregate> {
  readonly #access: RepositoryAccess;

  /** Made by the domain: {@link Domain.repositoryFor}. */
  constructor(access: RepositoryAccess) {
    this.#access = access;
  }

  /**
   * Saves new and changed aggregates with their events; several together or not at all. In a unit of work that happens
   * when it commits. One that did not change is left as it is.
   *
   * @throws DomainryError WRONG_AGGREGATE, AGGREGATE_STALE, AGGREGATE_TWICE, …; VERSION_CONFLICT when somebody else saved
   *   it since it was loaded, or created it since the unit of work found none; ValidationError with code `unique` when a
   *   value, or the identity, is taken.
   */
  async add(...aggregates: readonly Of[]): Promise<void> {
    this.#requireOwn(aggregates);
    const { persister } = this.#access;
    const unit = this.#access.unit();
    // In a unit of work nothing has to be waited for.
    if (unit !== undefined) each(unit, aggregates, (aggregate) => unit.add(persister, aggregate));
    else await this.#access.run((own) => each(own, aggregates, (aggregate) => own.add(persister, aggregate)));
  }

  /**
   * The aggregate with an identity, with its whole cluster.
   *
   * One whose stream is archived is not there, until it is restored; a former state of it is, with `includeArchived`.
   *
   * @param past - which former state, of an event-sourced one. It can be read and not changed.
   * @throws DomainryError AGGREGATE_NOT_FOUND, PAST_NOT_KEPT; ValidationError when no aggregate can have this identity.
   */
  async get(id: Of['id'], past?: Past): Promise<Of> {
    const found = await this.#load(id, past);
    if (found !== undefined) return found;
    const { persister } = this.#access;
    const { element, database } = persister;
    const kept = acceptIdentity(element.model!, id);
    const source = this.#access.unit()?.source(database) ?? database;
    throw notFound(element, [id], {
      wasArchived: await persister.wasArchived?.(source, kept),
      wasDiscarded: await persister.wasDiscarded?.(source, kept),
      past,
    });
  }

  /** The aggregate with an identity; null when there is none. Otherwise as {@link Repository.get}. */
  async getOrNull(id: Of['id'], past?: Past): Promise<Of | null> {
    return (await this.#load(id, past)) ?? null;
  }

  /**
   * The aggregates with these identities, in their order, loaded together.
   *
   * @throws DomainryError AGGREGATE_NOT_FOUND with those that are not there.
   */
  async getMany(ids: readonly Of['id'][]): Promise<readonly Of[]> {
    const { element } = this.#access.persister;
    const kept = ids.map((id) => acceptIdentity(element.model!, id));
    const keys = kept.map((id) => identityKey(element.cls, id));
    const loaded = await loadAll(this.#access, [
      ...new Map(kept.map((id, index) => [keys[index], id])).values(),
    ]);
    const found = new Map(
      loaded.map((aggregate) => [identityKey(element.cls, identityOf(aggregate)), aggregate as Of]),
    );
    const missing = ids.filter((_, index) => !found.has(keys[index]));
    if (missing.length > 0) throw notFound(element, missing);
    return keys.map((key) => found.get(key)!);
  }

  /** Whether there is an aggregate with an identity; without loading it. */
  async has(id: Of['id']): Promise<boolean> {
    const { persister } = this.#access;
    const kept = acceptIdentity(persister.element.model!, id);
    const unit = this.#access.unit();
    const known = unit?.find(persister.element.cls, kept);
    if (known !== undefined) return known !== 'removed';
    const isThere = await persister.exists(unit?.source(persister.database) ?? persister.database, kept);
    if (!isThere) unit?.miss(persister.element.cls, kept);
    return isThere;
  }

  /**
   * All stored aggregates of the class, to be narrowed, ordered, counted, paged and iterated. In a unit of work, what was
   * added is found as well.
   *
   * @throws DomainryError NOT_QUERYABLE for event-sourced aggregates.
   */
  get query(): Selection<Of> {
    const { selection, persister } = this.#access;
    if (selection === undefined) throw notQueryable(persister.element);
    return selection as unknown as Selection<Of>;
  }

  /** All aggregates that match. Throws as {@link Repository.query} does. */
  async find(criteria: Criteria<Of>): Promise<readonly Of[]> {
    return this.query.where(criteria).all();
  }

  /**
   * The one aggregate that matches; null when there is none.
   *
   * @throws DomainryError RESULT_AMBIGUOUS when several match; otherwise as {@link Repository.query}.
   */
  async findOne(criteria: Criteria<Of>): Promise<Of | null> {
    const found = this.query.where(criteria);
    const [only, other] = await found.limit(2).all();
    return other === undefined ? (only ?? null) : found.one();
  }

  /** Whether any aggregate matches; none is loaded. Throws as {@link Repository.query} does. */
  async exists(criteria: Criteria<Of>): Promise<boolean> {
    return this.query.where(criteria).exists();
  }

  /**
   * Removes aggregates from the store; events stay. For aggregates registered with `removable: true`.
   *
   * @throws DomainryError NOT_REMOVABLE; otherwise as {@link Repository.add}.
   */
  async remove(...aggregates: readonly Of[]): Promise<void> {
    const { persister } = this.#access;
    if (persister.element.options['removable'] !== true) throw notRemovable(persister.element);
    this.#requireOwn(aggregates);
    await this.#access.run((unit) => {
      each(unit, aggregates, (aggregate) => unit.remove(persister, aggregate));
    });
  }

  /**
   * Has the store let go of what it keeps of removed aggregates, their identities and last versions, when somebody has to be
   * erased whose identity tells who it is. Versions begin anew then, so it is for when nobody holds one of before any more.
   * Their events are deleted by `domain.streams`.
   *
   * @throws DomainryError AGGREGATE_STORED when one of them is still there, and then none is forgotten; NOT_REMOVABLE for
   *   event-sourced aggregates, of which nothing else is kept; ValidationError when no aggregate can have an identity.
   * @example
   * ```ts fragment
   * const accounts = banking.repositoryFor(Account);
   * const account = await accounts.get('1234');
   * await accounts.remove(account);
   * await banking.streams.of(Account, account.id).delete();
   * await accounts.forgetRemoved(account.id);
   * ```
   */
  async forgetRemoved(...ids: readonly Of['id'][]): Promise<void> {
    const { persister } = this.#access;
    if (persister.forget === undefined) throw nothingKept(persister.element);
    const kept = ids.map((id) => acceptIdentity(persister.element.model!, id));
    await this.#access.run((unit) => forgetRemoved(unit, persister, kept));
  }

  /** Called before an aggregate is written; may change it, or refuse by throwing. Override it. */
  protected beforeSave(_aggregate: Of): void | Promise<void> {}

  /** Called once an aggregate is written, before the commit; refuses by throwing. Override it. */
  protected afterSave(_aggregate: Of): void | Promise<void> {}

  /** @internal */
  static hooksOf(repository: Repository<AnyAggregate>): SaveHooks {
    const overrides = (hook: 'beforeSave' | 'afterSave'): boolean =>
      repository[hook] !== Repository.prototype[hook];
    return {
      ...(!overrides('beforeSave')
        ? {}
        : { beforeSave: (aggregate: AnyAggregate) => repository.beforeSave(aggregate) }),
      ...(!overrides('afterSave')
        ? {}
        : { afterSave: (aggregate: AnyAggregate) => repository.afterSave(aggregate) }),
    };
  }

  #load(id: Of['id'], past: Past | undefined): Of | undefined | Promise<Of | undefined> {
    const kept = acceptIdentity(this.#access.persister.element.model!, id);
    const found = past === undefined ? loadOne(this.#access, kept) : this.#loadPast(kept, past);
    return found as Of | undefined | Promise<Of | undefined>;
  }

  async #loadPast(id: unknown, past: Past): Promise<AnyAggregate | undefined> {
    const { persister } = this.#access;
    if (persister.loadPast === undefined) throw pastNotKept(persister.element);
    const source = this.#access.unit()?.source(persister.database) ?? persister.database;
    const loaded = await persister.loadPast(source, id, past);
    if (loaded !== undefined) markReadOnly(loaded);
    return loaded;
  }

  #requireOwn(aggregates: readonly unknown[]): void {
    const { element } = this.#access.persister;
    for (const given of aggregates) {
      if (typeof given !== 'object' || given === null || given.constructor !== element.cls)
        throw wrongAggregate(element, given);
    }
  }
}

/** Several go together: when one of them is refused, those before it are not saved either. */
function each<Of>(unit: UnitOfWork, aggregates: readonly Of[], act: (aggregate: Of) => void): void {
  aggregates.forEach((aggregate, index) => {
    try {
      act(aggregate);
    } catch (error) {
      if (index > 0) unit.doom(error);
      throw error;
    }
  });
}

// The types do not know of it: a repository is no element with fields.
Object.defineProperty(Repository.prototype, kindOf, { value: 'repository' });
