import { DomainryError } from '../errors/domainry-error.js';
import { ValidationError } from '../errors/validation-error.js';
import { phraseReceived, type JsonValue } from '../errors/violation.js';
import { change } from '../change/change.js';
import { rootOf, touchWith, type Before, type ChangeState, type Changeable } from '../change/journal.js';
import { attach, detach, requireFree, type Child } from './attach.js';
import type { InputOf } from './input-of.js';
import { identityOf } from './identity-of.js';

/** Node's key for the method that prints an object. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom');

/** Turns what was given into a child entity, or throws. Made by the field. */
export type AdmitChild<T> = (given: unknown, place: number) => T;

/**
 * The child entities of one association: a tracked collection. Every operation from outside a method is a change of
 * its own, checked at once; all of them are undone when the change they belong to is refused.
 *
 * Children are unique by identity and keep the order in which they were added. A child belongs to one parent.
 *
 * @example
 * ```ts fragment
 * order.lines.add(new OrderLine({ productId, price, quantity: 2 }));
 * order.lines.add({ productId, price, quantity: 2 });
 * const heavy = order.lines.filter((line) => line.quantity > 10);
 * ```
 */
export class Children<T extends object> implements Iterable<T> {
  readonly #owner: Changeable;
  readonly #field: string;
  readonly #admit: AdmitChild<T>;
  #entries: Map<unknown, Entry<T>> = new Map();
  #ordinal = 0;
  /** Whether there was ever a child whose identity the store has yet to give. */
  #hasUnnumbered = false;
  #before: BeforeCollection<T> | undefined;

  /** Made by the parent: fields declared with `field.hasMany` hold one from construction on. */
  constructor(owner: object, field: string, admit: AdmitChild<T>) {
    this.#owner = owner as Changeable;
    this.#field = field;
    this.#admit = admit;
  }

  /** How many children there are. */
  get size(): number {
    return this.#entries.size;
  }

  /**
   * Adds a child at the end.
   *
   * @param child - an entity of the declared class, or the values to build one from.
   * @returns the child that was added.
   * @throws DomainryError CHILD_OWNED, DUPLICATE_CHILD; ValidationError when the values are refused or an
   *   invariant does not hold any more. Nothing is changed then.
   */
  add(child: T | InputOf<T>): T {
    return change(this.#owner, () => {
      const entity = this.#admit(child, this.size);
      this.#refuseDuplicate(entity);
      this.#journal();
      attach(entity as Child, this.#owner, this.#field);
      this.#put(entity);
      return entity;
    });
  }

  /**
   * Removes a child.
   *
   * @param child - the child or its identity.
   * @returns the child, which is detached now and may be added elsewhere.
   * @throws DomainryError CHILD_NOT_FOUND.
   */
  remove(child: T | Identity): T {
    return change(this.#owner, () => {
      const key = this.#keyOf(child);
      const entry = this.#entries.get(key);
      if (entry === undefined || (isObject(child) && entry.child !== child)) throw this.#notFound(child);
      this.#journal().wasRemoved(key, entry);
      this.#entries.delete(key);
      detach(entry.child as Child);
      return entry.child;
    });
  }

  /** Removes every child for which the test is true; gives them. */
  removeWhere(test: (child: T) => boolean): readonly T[] {
    return change(this.#owner, () => this.filter(test).map((child) => this.remove(child)));
  }

  /**
   * Puts other children in place of all there are. Children that are in both stay the same objects.
   *
   * @throws DomainryError as {@link Children.add} does; nothing is changed then.
   */
  replaceAll(children: Iterable<T | InputOf<T>>): void {
    change(this.#owner, () => {
      const former = this.toArray();
      const next = this.#admitAll(children);
      if (next.length === former.length && next.every((child, place) => child === former[place])) return;
      for (const child of former) this.remove(child);
      for (const child of next) this.add(child);
    });
  }

  /** Removes all children. */
  clear(): void {
    this.replaceAll([]);
  }

  /** The child with an identity; undefined when there is none. */
  get(identity: Identity): T | undefined {
    return this.#entries.get(this.#keyOf(identity))?.child;
  }

  /** Whether a child, or a child with this identity, is in the collection. */
  has(child: T | Identity): boolean {
    const entry = this.#entries.get(this.#keyOf(child));
    return entry !== undefined && (!isObject(child) || entry.child === child);
  }

  /** The first child for which the test is true. */
  find(test: (child: T) => boolean): T | undefined {
    for (const { child } of this.#entries.values()) if (test(child)) return child;
    return undefined;
  }

  /** All children for which the test is true, in order. */
  filter(test: (child: T) => boolean): readonly T[] {
    return this.toArray().filter(test);
  }

  /** What a function makes of each child, in order. */
  map<Result>(make: (child: T) => Result): readonly Result[] {
    return this.toArray().map(make);
  }

  /** Whether the test is true for at least one child. */
  some(test: (child: T) => boolean): boolean {
    return this.find(test) !== undefined;
  }

  /** Whether the test is true for every child. */
  every(test: (child: T) => boolean): boolean {
    return this.find((child) => !test(child)) === undefined;
  }

  /** Adds something up over all children. */
  sum(amount: (child: T) => number): number {
    let total = 0;
    for (const { child } of this.#entries.values()) total += amount(child);
    return total;
  }

  /** The children as an array of their own, in order. */
  toArray(): readonly T[] {
    const children: T[] = [];
    for (const { child } of this.#entries.values()) children.push(child);
    return children;
  }

  /** Goes through the children that are there now, whatever is added or removed on the way. */
  [Symbol.iterator](): IterableIterator<T> {
    return this.toArray().values();
  }

  /** What `JSON.stringify` writes: the children as plain data. */
  toJSON(): readonly JsonValue[] {
    return this.toArray().map((child) => (child as { toDict?(): JsonValue }).toDict?.() ?? null);
  }

  /** Prints the children instead of the internals. */
  [inspectKey](
    depth: number | null,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    if (depth !== null && depth < 0) return `[Children(${this.size})]`;
    return `Children(${this.size}) ${inspect(this.toArray(), { ...options, depth })}`;
  }

  /**
   * Fills a new collection, unjournalled; the parent is still being built.
   *
   * @internal
   */
  static fill<T extends object>(collection: Children<T>, children: readonly T[]): void {
    for (const child of children) {
      collection.#refuseDuplicate(child);
      attach(child as Child, collection.#owner, collection.#field, false);
      collection.#put(child);
    }
  }

  /**
   * Takes a child out of the collection of a parent that nobody will see, unjournalled.
   *
   * @internal
   */
  static forget<T extends object>(collection: Children<T>, child: T): void {
    if (collection.has(child)) collection.#entries.delete(collection.#keyOf(child));
  }

  #put(child: T): void {
    const identity = identityOf(child);
    if (identity === undefined) this.#hasUnnumbered = true;
    this.#entries.set(identity ?? child, { child, ordinal: this.#ordinal++ });
  }

  /** What a child is filed under: its identity, or itself when that was not known when it was added. */
  #keyOf(given: T | Identity): unknown {
    if (this.#entries.has(given)) return given;
    const identity: unknown = isObject(given) ? identityOf(given) : given;
    if (!this.#hasUnnumbered || this.#entries.has(identity) || identity === undefined) return identity;
    return this.find((child) => identityOf(child) === identity) ?? identity;
  }

  /** Everything that can be refused is refused here, before anything changes. */
  #admitAll(children: Iterable<T | InputOf<T>>): readonly T[] {
    if (typeof (children as Partial<Iterable<T>> | null | undefined)?.[Symbol.iterator] !== 'function') {
      const received = phraseReceived(children);
      const message = `${this.#name}: expected an array of entities, received ${received}.`;
      throw new ValidationError([
        { path: [this.#field], code: 'type', expected: 'array', received, message },
      ]);
    }
    const admitted = Array.from(children, (child, place) => this.#admit(child, place));
    const identities = new Set<unknown>();
    for (const child of admitted) {
      const identity = identityOf(child) ?? child;
      if (identities.has(identity)) throw this.#duplicate(child);
      identities.add(identity);
      if (!this.has(child)) requireFree(child as Child, this.#owner, this.#field);
    }
    return admitted;
  }

  #refuseDuplicate(child: T): void {
    const key = this.#keyOf(child);
    if (key !== undefined && this.#entries.has(key)) throw this.#duplicate(child);
  }

  #duplicate(child: T): DomainryError {
    const identity = String(identityOf(child));
    return new DomainryError(
      'DUPLICATE_CHILD',
      `${this.#name} already holds a ${child.constructor.name} with identity ${identity}. Change that one, or remove it first.`,
      { details: { collection: this.#name, identity } },
    );
  }

  #notFound(child: unknown): DomainryError {
    const identity = isObject(child) ? identityOf(child) : child;
    return new DomainryError(
      'CHILD_NOT_FOUND',
      `${this.#name} holds no child with identity ${String(identity)}. It has ${this.size} children.`,
      { details: { collection: this.#name, identity: String(identity) } },
    );
  }

  get #name(): string {
    return `${this.#owner.constructor.name}.${this.#field}`;
  }

  /** The state before the change that is going on; taken at the first operation of the change. */
  #journal(): BeforeCollection<T> {
    if (this.#before === undefined) {
      const root = rootOf(this.#owner);
      touchWith(this.#owner, root, (next) => {
        this.#before = new BeforeCollection(next, this.#owner, this.#ordinal, {
          release: () => (this.#before = undefined),
          restore: (ordinal, removed) => this.#restore(ordinal, removed),
        });
        return this.#before;
      });
    }
    return this.#before!;
  }

  #restore(ordinal: number, removed: ReadonlyMap<unknown, Entry<T>>): void {
    const entries = [...this.#entries].filter(([, entry]) => entry.ordinal < ordinal);
    if (removed.size > 0) {
      entries.push(...removed);
      entries.sort(([, one], [, other]) => one.ordinal - other.ordinal);
      this.#entries = new Map(entries);
    } else if (entries.length < this.#entries.size) {
      this.#entries = new Map(entries);
    }
    this.#ordinal = ordinal;
  }
}

/** What tells children apart. */
export type Identity = string | number | bigint;

interface Entry<T> {
  readonly child: T;
  /** Position among all children ever added: what order is restored by. */
  readonly ordinal: number;
}

/** What a collection was before a change: how far it had counted, and what was taken out since. */
class BeforeCollection<T> implements Before {
  readonly #removed = new Map<unknown, Entry<T>>();

  constructor(
    readonly next: ChangeState,
    readonly subject: Changeable,
    private readonly ordinal: number,
    private readonly collection: {
      release(): void;
      restore(ordinal: number, removed: ReadonlyMap<unknown, Entry<T>>): void;
    },
  ) {}

  wasRemoved(identity: unknown, entry: Entry<T>): void {
    if (entry.ordinal < this.ordinal) this.#removed.set(identity, entry);
  }

  release(): void {
    this.collection.release();
  }

  restore(): void {
    this.collection.restore(this.ordinal, this.#removed);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
