import { DomainryError } from '../errors/domainry-error.js';
import { applying, isSourced, refuseUnapplied } from './applying.js';
import { ValidationError } from '../errors/validation-error.js';
import type { Path, Violation } from '../errors/violation.js';

/**
 * One change of a cluster: from the first mutation until every rule was checked, or everything is as before.
 *
 * The root of a cluster carries its change in one slot:
 * - `undefined`: nothing is going on;
 * - {@link OPEN}: a method has begun and nothing was touched yet;
 * - a {@link Before}: the last object touched; the others follow by `next`, down to OPEN;
 * - a {@link Seal}: nothing may be touched now.
 *
 * Objects are journalled whole, at their first mutation in the change, so a change costs as much as the number of
 * objects it touches, however often it touches them.
 */

/** Slot of a root: the change that is going on. */
export const changeSlot: unique symbol = Symbol('change');
/** Slot of each object: its state before the change, once it was touched. */
export const beforeSlot: unique symbol = Symbol('before');
/** Slot of a child entity: its parent, or undefined while it is detached. Absent in roots. */
export const ownerSlot: unique symbol = Symbol('owner');
/** Method: journals the object as it is now, in front of `next`. */
export const journal: unique symbol = Symbol('journal');
/** Methods: run the rules of one stage, adding to what was found. Undefined when nothing was found. */
export const checkPre: unique symbol = Symbol('check pre');
export const checkPost: unique symbol = Symbol('check post');
/** Prototype property: whether the class has rules of the `pre` stage. */
export const hasPre: unique symbol = Symbol('has pre');
/** Method of a parent: where a child lies in it. */
export const locate: unique symbol = Symbol('locate');

/** Slot of aggregates: how many changes completed since it was loaded or saved. */
export const changesSlot: unique symbol = Symbol('changes');

/** Slot of aggregates with a lifecycle: whether it was discarded. */
export const discardedSlot: unique symbol = Symbol('discarded');

/** State of an object before a change, and the way back to it. */
export interface Before {
  readonly next: ChangeState;
  /** Object whose rules are to be checked, for it was touched. */
  readonly subject: Changeable;
  /** Ends the journalling of the subject: its next mutation belongs to another change. */
  release(): void;
  /** Puts the subject back as it was. */
  restore(): void;
}

/** What the change slot of a root can hold while something is going on. */
export type ChangeState = Before | Seal;

/** A mutable domain object as the change sees it. Made by `elements/compile-class.ts`. */
export interface Changeable {
  [changeSlot]: ChangeState | undefined;
  [beforeSlot]: Before | undefined;
  [ownerSlot]?: Changeable | undefined;
  readonly [hasPre]: boolean;
  readonly [isSourced]?: boolean;
  [journal](next: ChangeState): Before;
  [checkPre](found: Violation[] | undefined): Violation[] | undefined;
  [checkPost](found: Violation[] | undefined): Violation[] | undefined;
  [locate]?(child: object): Path;
}

/** Stands in the change slot and answers any attempt to touch the cluster. */
export class Seal {
  /** @param answer - makes the error; absent when nothing is in the way. */
  constructor(private readonly answer?: (subject: Changeable) => Error) {}

  /** Throws when nothing may be touched. */
  refuse(subject: Changeable): void {
    if (this.answer !== undefined) throw this.answer(subject);
  }
}

/** A change has begun and nothing was touched. */
export const OPEN: Seal = new Seal();

/** Rules are being checked: they may only read. */
export const CHECKING: Seal = new Seal(
  (subject) =>
    new DomainryError(
      'INVARIANT_MUTATES',
      `An invariant of the cluster of ${nameOf(subject)} changed something while it was checked. Invariants only read: change state in a method.`,
    ),
);

/** The aggregate was discarded. */
export const DISCARDED: Seal = new Seal(
  (subject) =>
    new DomainryError(
      'AGGREGATE_DISCARDED',
      `${nameOf(subject)} was discarded and cannot change any more. Load or create another one.`,
    ),
);

/** The store may have another state of the aggregate. */
export const STALE: Seal = new Seal(
  (subject) =>
    new DomainryError(
      'AGGREGATE_STALE',
      `What is stored may differ from this ${nameOf(subject)}: the unit of work that loaded or saved it failed, or changed states by a query. Load it again to change it.`,
    ),
);

/** The aggregate was removed from its store. */
export const REMOVED: Seal = new Seal(
  (subject) =>
    new DomainryError(
      'AGGREGATE_REMOVED',
      `${nameOf(subject)} was removed from its store and cannot change any more. Load or create another one.`,
    ),
);

/** The aggregate is as it was in the past. */
export const READ_ONLY: Seal = new Seal(
  (subject) =>
    new DomainryError(
      'AGGREGATE_READ_ONLY',
      `${nameOf(subject)} was loaded as it was in the past and only shows that. Load its latest state to change it.`,
    ),
);

/** Is told of each change that touched something, once it is complete. */
export interface ChangeKeeper {
  /** @param head - the object touched last. */
  keep(root: Changeable, head: ChangeState): void;
}

/**
 * Who keeps the changes that complete now, so that it can take them back: see `span.ts`. Nobody, most of the time; one
 * look at this property, in changes that touched something, is all it costs then.
 */
export const spans: { current: ChangeKeeper | undefined } = { current: undefined };

/** The root of the cluster an object belongs to; a detached entity is its own root. */
export function rootOf(subject: Changeable): Changeable {
  let root = subject;
  for (let owner = root[ownerSlot]; owner !== undefined; owner = root[ownerSlot]) root = owner;
  return root;
}

/**
 * Journals an object before its first mutation in the change that is going on; checks the pre rules on the way.
 *
 * @throws DomainryError when nothing may be touched now; whatever a pre rule throws.
 */
export function touch(subject: Changeable, root: Changeable): void {
  if (subject[beforeSlot] !== undefined) return;
  const change = root[changeSlot]!;
  if (change instanceof Seal) change.refuse(subject);
  // The root itself is touched by raising events as well; its setters look for themselves.
  if (subject !== root && root[isSourced] === true) requireApplying(root, subject);
  checkPreRules(subject, root, change);
  subject[beforeSlot] = root[changeSlot] = subject[journal](change);
}

/** Journals, as {@link touch} does, a part of an object that keeps its own state, such as a collection. */
export function touchWith(
  subject: Changeable,
  root: Changeable,
  before: (next: ChangeState) => Before,
): void {
  const state = root[changeSlot]!;
  if (state instanceof Seal) state.refuse(subject);
  if (root[isSourced] === true) requireApplying(root, subject);
  checkPreRules(subject, root, state);
  root[changeSlot] = before(state);
}

function requireApplying(root: Changeable, subject: Changeable): void {
  if (applying.root === root) return;
  refuseUnapplied(root, subject === root ? 'collections' : subject.constructor.name);
}

/** Ends a change: the next one may begin, unless the aggregate was discarded. */
export function close(root: Changeable & { [discardedSlot]?: boolean }): void {
  if (entered.has(root)) entered.delete(root);
  root[changeSlot] = root[discardedSlot] === true ? DISCARDED : undefined;
}

/** Counts a change of an aggregate that was completed, or taken back. Other roots do not count theirs. */
export function countChange(root: Changeable & { [changesSlot]?: number }, by: 1 | -1): void {
  const changes = root[changesSlot];
  if (changes !== undefined) root[changesSlot] = changes + by;
}

/** Objects below the root whose pre rules were checked in the change that is going on, by root. */
const entered = new WeakMap<Changeable, Set<Changeable>>();

/** A parent is entered once in a change: when it, or anything below it, is touched for the first time. */
function checkPreRules(subject: Changeable, root: Changeable, change: ChangeState): void {
  let found: Violation[] | undefined;
  let entering: Changeable[] | undefined;
  if (applying.isReplay && applying.root === root) return;
  for (let step: Changeable | undefined = subject; step !== undefined; step = step[ownerSlot]) {
    if (!step[hasPre] || isEntered(step, root, change)) continue;
    (entering ??= []).push(step);
    root[changeSlot] = CHECKING;
    try {
      found = checkMember(step, root, checkPre, found);
    } finally {
      root[changeSlot] = change;
    }
  }
  if (found !== undefined) throw invalid(root, found);
  // Only now: who catches the error and tries again is refused again.
  if (entering !== undefined) enter(entering, root);
}

function isEntered(step: Changeable, root: Changeable, change: ChangeState): boolean {
  return step === root ? change !== OPEN : entered.get(root)?.has(step) === true;
}

function enter(entering: readonly Changeable[], root: Changeable): void {
  const below = entered.get(root) ?? new Set();
  for (const step of entering) if (step !== root) below.add(step);
  if (below.size > 0) entered.set(root, below);
}

/** Runs the rules of one member of a cluster; adds what they find, with paths as seen from the root. */
export function checkMember(
  member: Changeable,
  root: Changeable,
  stage: typeof checkPre | typeof checkPost,
  found: Violation[] | undefined,
): Violation[] | undefined {
  if (member === root) return member[stage](found);
  const own = member[stage](undefined);
  if (own === undefined) return found;
  const way = wayTo(member, root);
  return [...(found ?? []), ...own.map((violation) => ({ ...violation, path: [...way, ...violation.path] }))];
}

/** The path from the root to a member; none when the member was taken out in the change that is going on. */
function wayTo(member: Changeable, root: Changeable): Path {
  const way: (string | number)[] = [];
  let step = member;
  for (let owner = step[ownerSlot]; owner !== undefined; owner = step[ownerSlot]) {
    way.unshift(...(owner[locate]?.(step) ?? []));
    step = owner;
  }
  return step === root ? way : [];
}

/** Name of the class of an object, for messages. */
export function nameOf(subject: object): string {
  return subject.constructor.name;
}

/** The error for rules that do not hold. */
export function invalid(subject: object, found: readonly Violation[]): ValidationError {
  return new ValidationError(found, nameOf(subject));
}
