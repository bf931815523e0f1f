import {
  changeSlot,
  checkPost,
  hasPre,
  ownerSlot,
  rootOf,
  touchWith,
  type Before,
  type ChangeState,
  type Changeable,
} from '../change/journal.js';
import type { Violation } from '../errors/violation.js';
import { DomainryError } from '../errors/domainry-error.js';
import { identityOf } from './identity-of.js';

/** A child entity, as far as its place in a cluster is concerned. */
export type Child = Changeable & { [ownerSlot]: Changeable | undefined };

/** Method of a parent: forgets a child that was put in while the parent was built. */
export const letGo: unique symbol = Symbol('let go');

/** An entity that can have children. */
type Parent = Changeable & { [letGo]?(child: object): void };

/**
 * Makes an entity a member of a cluster.
 *
 * @param journalled - false while the parent is being built: there is no change of its own to undo then.
 * @throws DomainryError as {@link requireFree} does.
 */
export function attach(child: Child, parent: Parent, field: string, journalled = true): void {
  requireFree(child, parent, field, journalled);
  const owner = child[ownerSlot];
  if (journalled) journalPlace(child, parent);
  else if (owner !== undefined) journalBuilt(child, owner, parent);
  child[ownerSlot] = parent;
}

/**
 * Makes sure that an entity can be put into a place.
 *
 * @throws DomainryError CHILD_OWNED when it has a parent, is the parent itself or above it, or is not settled yet.
 */
export function requireFree(child: Child, parent: Parent, field: string, journalled = true): void {
  const owner = child[ownerSlot];
  if (owner !== undefined && !(owner instanceof Limbo))
    throw owned(child, `it belongs to ${owner.constructor.name} ${String(identityOf(owner))}`, parent, field);
  for (let above: Changeable | undefined = parent; above !== undefined; above = above[ownerSlot])
    if (above === child) throw owned(child, 'it is itself above that place', parent, field);
  if (child[changeSlot] !== undefined)
    throw owned(child, 'one of its own methods is still running', parent, field);
  // Were that change refused, it would have two parents. An entity that is being built can become part of the change.
  if (owner === undefined || rootOf(owner) === rootOf(parent)) return;
  if (journalled || !(ownerSlot in parent) || parent[ownerSlot] !== undefined)
    throw owned(child, 'the change in which it was removed elsewhere is still going on', parent, field);
}

/**
 * Takes an entity out of its cluster. Until the change ends, what happens to it still belongs to that change, so that
 * it comes back as it was when the change is refused.
 */
export function detach(child: Child): void {
  const owner = child[ownerSlot];
  if (owner === undefined) return;
  journalPlace(child, owner);
  child[ownerSlot] = new Limbo(rootOf(owner)) as unknown as Changeable;
}

/** Undoes {@link attach} for a parent whose construction failed. */
export function release(child: Child, parent: object): void {
  if (child[ownerSlot] === parent) child[ownerSlot] = taken.get(child);
}

/** Whether an entity, or something above it, was removed in the change that is going on. */
export function isRemoved(child: Changeable): boolean {
  for (let owner = child[ownerSlot]; owner !== undefined; owner = owner[ownerSlot])
    if (owner instanceof Limbo) return true;
  return false;
}

/** Stands for the parent of an entity that was removed in the change that is going on. */
class Limbo {
  readonly [hasPre] = false;
  readonly [ownerSlot]: Changeable;

  constructor(root: Changeable) {
    this[ownerSlot] = root;
  }

  [checkPost](found: Violation[] | undefined): Violation[] | undefined {
    return found;
  }
}

function journalPlace(child: Child, parent: Changeable): void {
  const root = rootOf(parent);
  touchWith(parent, root, (next) => new BeforePlace(next, parent, child, child[ownerSlot]));
}

/** Entities that were removed in a change that is going on and are in a parent built since, with the limbo they came from. */
const taken = new WeakMap<Child, Changeable>();

/**
 * A parent is built around an entity that was removed in a change: it becomes part of that change, and when the change
 * is refused, the entity goes back.
 */
function journalBuilt(child: Child, limbo: Changeable, parent: Parent): void {
  const root = rootOf(limbo);
  if (parent[ownerSlot] === undefined) {
    touchWith(root, root, (next) => new BeforePlace(next, root, parent as Child, undefined));
    parent[ownerSlot] = new Limbo(root) as unknown as Changeable;
  }
  touchWith(root, root, (next) => new BeforePlace(next, root, child, limbo, parent));
  taken.set(child, limbo);
}

/** Where a child was before a change. */
class BeforePlace implements Before {
  constructor(
    readonly next: ChangeState,
    readonly subject: Changeable,
    private readonly child: Child,
    private readonly owner: Changeable | undefined,
    /** Parent that was built around it since. */
    private readonly built?: Parent,
  ) {}

  release(): void {
    if (this.built !== undefined) taken.delete(this.child);
    if (this.child[ownerSlot] instanceof Limbo) this.child[ownerSlot] = undefined;
  }

  restore(): void {
    this.built?.[letGo]?.(this.child);
    this.child[ownerSlot] = this.owner;
  }
}

function owned(child: Child, why: string, parent: Changeable, field: string): DomainryError {
  const name = `${child.constructor.name} ${String(identityOf(child))}`;
  return new DomainryError(
    'CHILD_OWNED',
    `${name} cannot be put into ${parent.constructor.name}.${field}: ${why}. Remove it there first, or build a new one.`,
    { details: { child: name, parent: parent.constructor.name, field } },
  );
}
