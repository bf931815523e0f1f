import type { AnyAggregate } from '../elements/aggregate.js';
import { modelOf } from '../elements/element.js';
import { identityOf } from '../elements/identity-of.js';
import type { AnyClass } from '../metadata.js';
import type { Tracked } from './tracked.js';

/** What tells identities apart: themselves, or their stored form where they are objects. */
export function identityKey(cls: AnyClass, id: unknown): unknown {
  return typeof id === 'object' && id !== null ? modelOf(cls)!.identity!.rule.encode(id) : id;
}

/** The aggregates of one unit of work, by class and identity: one object for each. In the order they were met. */
export class IdentityMap implements Iterable<Tracked> {
  readonly #all = new Set<Tracked>();
  /** The one there is, as long as there is only one: many units know no other. */
  #only: Tracked | undefined;
  /** Made when there are several. */
  #byClass: Map<AnyClass, Map<unknown, Tracked>> | undefined;
  /** Identities that somebody asked for and that nothing had. */
  #missed: Map<AnyClass, Set<unknown>> | undefined;

  /** The aggregate of a class with an identity. */
  find(cls: AnyClass, id: unknown): Tracked | undefined {
    const key = identityKey(cls, id);
    if (this.#byClass !== undefined) return this.#byClass.get(cls)?.get(key);
    const only = this.#only?.aggregate;
    return only !== undefined && classOf(only) === cls && keyOf(only) === key ? this.#only : undefined;
  }

  put(tracked: Tracked): void {
    this.#all.add(tracked);
    if (this.#all.size === 1) {
      this.#only = tracked;
      this.#byClass = undefined;
    } else {
      if (this.#only !== undefined) this.#place(this.#only);
      this.#only = undefined;
      this.#place(tracked);
    }
  }

  /** Remembers that there was none of a class with an identity. */
  miss(cls: AnyClass, id: unknown): void {
    this.#missed ??= new Map();
    const ofClass = this.#missed.get(cls) ?? new Set();
    this.#missed.set(cls, ofClass.add(identityKey(cls, id)));
  }

  /** Whether it was found that there is none with the identity of an aggregate. */
  wasMissed(aggregate: AnyAggregate): boolean {
    return this.#missed?.get(classOf(aggregate))?.has(keyOf(aggregate)) === true;
  }

  /** Forgets one, as if it had never been met. */
  drop(tracked: Tracked): void {
    this.#all.delete(tracked);
    if (this.#only === tracked) this.#only = undefined;
    this.#byClass?.get(classOf(tracked.aggregate))?.delete(keyOf(tracked.aggregate));
  }

  [Symbol.iterator](): Iterator<Tracked> {
    // Those that are put in meanwhile come as well.
    return this.#all.values();
  }

  #place(tracked: Tracked): void {
    this.#byClass ??= new Map();
    const cls = classOf(tracked.aggregate);
    const ofClass = this.#byClass.get(cls) ?? new Map<unknown, Tracked>();
    this.#byClass.set(cls, ofClass);
    ofClass.set(keyOf(tracked.aggregate), tracked);
  }
}

function classOf(aggregate: AnyAggregate): AnyClass {
  return aggregate.constructor as AnyClass;
}

function keyOf(aggregate: AnyAggregate): unknown {
  return identityKey(classOf(aggregate), identityOf(aggregate));
}
