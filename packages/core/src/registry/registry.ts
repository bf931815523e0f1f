import { DomainryError } from '../errors/domainry-error.js';
import type { Problem } from '../errors/problem.js';
import type { AnyClass } from '../metadata.js';
import type { DomainDescription } from './domain-description.js';
import type { ElementKind } from './element-kinds.js';
import type { RegisteredElement } from './registered-element.js';
import { findTarget, type ElementSource } from './resolve.js';

/**
 * What a domain knows: its elements, in the order of registration, and what is wrong with them. The only source for
 * everything that is generated from a domain.
 */
export class Registry implements ElementSource {
  readonly #elements = new Map<RegisteredElement, readonly Problem[]>();
  /** Finished and written classes, and those that were replaced. */
  readonly #byClass = new Map<AnyClass, RegisteredElement>();
  readonly #byName = new Map<string, RegisteredElement[]>();
  /** What {@link Registry.ofKind} gave since the last element was added: it is asked for each element of a model. */
  readonly #byKind = new Map<ElementKind, readonly RegisteredElement[]>();
  /** Elements that came with a copy, and may be replaced. */
  readonly #copied = new Set<RegisteredElement>();
  /** What {@link Registry.clusterOf} found once nothing could be added any more. */
  readonly #clusters = new Map<AnyClass, RegisteredElement | undefined>();
  #frozen = false;

  /**
   * @param domain - name of the domain.
   * @param description - what is said about it as a whole.
   */
  constructor(
    readonly domain: string,
    readonly description: DomainDescription = {},
  ) {}

  /** How many elements there are. */
  get size(): number {
    return this.#elements.size;
  }

  /** Whether elements can no longer be added. */
  get isFrozen(): boolean {
    return this.#frozen;
  }

  /** Elements of one kind, in the order of registration. */
  ofKind(kind: ElementKind): readonly RegisteredElement[] {
    let found = this.#byKind.get(kind);
    if (found === undefined) {
      found = Object.freeze([...this.#elements.keys()].filter((element) => element.kind === kind));
      this.#byKind.set(kind, found);
    }
    return found;
  }

  /** The element of a class, or with a name; undefined when there is none, or more than one of that name. */
  find(wanted: AnyClass | string): RegisteredElement | undefined {
    if (typeof wanted !== 'string') return this.#byClass.get(wanted);
    const named = this.#byName.get(wanted) ?? [];
    return named.length === 1 ? named[0] : undefined;
  }

  /** Whether a class was registered here, and not with the domain this is a copy of. */
  holdsOwn(cls: AnyClass): boolean {
    const element = this.#byClass.get(cls);
    return element !== undefined && !this.#copied.has(element);
  }

  /** All elements with a name. More than one are versions of a message, or a problem that is reported at `init()`. */
  findAll(name: string): readonly RegisteredElement[] {
    return [...(this.#byName.get(name) ?? [])];
  }

  /**
   * The aggregate or decider whose cluster a class belongs to: itself for an aggregate, the root above it for an entity,
   * the aggregate of its root for a message or handler. Undefined when it belongs to none.
   */
  clusterOf(cls: AnyClass): RegisteredElement | undefined {
    if (!this.#frozen) return this.#findCluster(cls);
    const known = this.#clusters.get(cls);
    if (known !== undefined || this.#clusters.has(cls)) return known;
    const found = this.#findCluster(cls);
    this.#clusters.set(cls, found);
    return found;
  }

  #findCluster(cls: AnyClass): RegisteredElement | undefined {
    const passed = new Set<RegisteredElement>();
    let element = this.find(cls);
    while (element !== undefined && !passed.has(element)) {
      if (element.kind === 'aggregate' || element.kind === 'decider') return element;
      passed.add(element);
      element = element.belongsTo && findTarget(this, element.belongsTo);
    }
    return undefined;
  }

  /** The members of the cluster of an aggregate, itself first: everything {@link Registry.clusterOf} leads to it. */
  membersOf(aggregate: AnyClass): readonly RegisteredElement[] {
    const root = this.find(aggregate);
    const members = [...this].filter((element) => element !== root && this.clusterOf(element.cls) === root);
    return root === undefined ? [] : [root, ...members];
  }

  /** What was found wrong with the elements when they were registered. */
  get problems(): readonly Problem[] {
    return [...this.#elements.values()].flat();
  }

  [Symbol.iterator](): Iterator<RegisteredElement> {
    return [...this.#elements.keys()].values();
  }

  /**
   * Adds an element with what is wrong with it. In a copy, it takes the place of a copied element of its kind and name.
   *
   * @throws DomainryError DOMAIN_FROZEN.
   */
  add(element: RegisteredElement, problems: readonly Problem[]): void {
    if (this.#frozen) {
      throw new DomainryError(
        'DOMAIN_FROZEN',
        `${element.name} was registered with ${this.domain} after init(). Register every element before, or register it with a fork().`,
      );
    }
    const named = this.#byName.get(element.name) ?? [];
    const replaced = named.find((other) => other.kind === element.kind && this.#copied.has(other));
    if (replaced !== undefined) this.#replace(replaced, element);
    this.#byKind.clear();
    this.#elements.set(Object.freeze(element), problems);
    this.#byClass.set(element.written, element).set(element.cls, element);
    this.#byName.set(element.name, [...named.filter((other) => other !== replaced), element]);
  }

  /** Ends registration. */
  freeze(): void {
    this.#frozen = true;
  }

  /** A registry of the same elements that can be added to. */
  copy(description: DomainDescription): Registry {
    const copy = new Registry(this.domain, description);
    for (const [element, problems] of this.#elements) {
      copy.add(element, problems);
    }
    for (const element of this) copy.#copied.add(element);
    return copy;
  }

  /** References to the class that was replaced lead to the new element from now on. */
  #replace(replaced: RegisteredElement, element: RegisteredElement): void {
    this.#copied.delete(replaced);
    this.#elements.delete(replaced);
    for (const [cls, found] of this.#byClass) if (found === replaced) this.#byClass.set(cls, element);
  }
}
