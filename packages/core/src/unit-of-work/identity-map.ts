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
  readonly #byClass = new Map<AnyClass, Map<unknown, Tracked>>();
  readonly #all = new Set<Tracked>();

  /** The aggregate of a class with an identity. */
  find(cls: AnyClass, id: unknown): Tracked | undefined {
    return this.#byClass.get(cls)?.get(identityKey(cls, id));
  }

  put(tracked: Tracked): void {
    const cls = classOf(tracked.aggregate);
    const ofClass = this.#byClass.get(cls) ?? new Map<unknown, Tracked>();
    this.#byClass.set(cls, ofClass);
    ofClass.set(keyOf(tracked.aggregate), tracked);
    this.#all.add(tracked);
  }

  /** Forgets one, as if it had never been met. */
  drop(tracked: Tracked): void {
    this.#byClass.get(classOf(tracked.aggregate))?.delete(keyOf(tracked.aggregate));
    this.#all.delete(tracked);
  }

  [Symbol.iterator](): Iterator<Tracked> {
    // Those that are put in meanwhile come as well.
    return this.#all.values();
  }
}

function classOf(aggregate: AnyAggregate): AnyClass {
  return aggregate.constructor as AnyClass;
}

function keyOf(aggregate: AnyAggregate): unknown {
  return identityKey(classOf(aggregate), identityOf(aggregate));
}
