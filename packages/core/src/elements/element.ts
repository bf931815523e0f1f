import { DomainryError } from '../errors/domainry-error.js';
import type { AnyClass } from '../metadata.js';
import type { ElementModel } from './element-model.js';

/** Handed up the constructors by a finished class; anything else means that nobody will finish the instance. */
export const CONSTRUCTING: unique symbol = Symbol('constructing');

/** Handed to a finished class to get an instance whose values are still to be filled in. */
export const HYDRATING: unique symbol = Symbol('hydrating');

/** Where a finished class keeps its model. */
export const elementModel: unique symbol = Symbol('element model');

/** The model of a finished class; undefined for any other. */
export function modelOf(cls: unknown): ElementModel | undefined {
  if (typeof cls !== 'function' || !Object.hasOwn(cls, elementModel)) return undefined;
  return (cls as { [elementModel]?: ElementModel })[elementModel];
}

/**
 * The model of a class that has to have one.
 *
 * @throws DomainryError CLASS_NOT_REGISTERED.
 */
export function requireModel(cls: AnyClass): ElementModel {
  const model = modelOf(cls) ?? modelOf(finishedClasses.get(cls));
  if (model !== undefined) return model;
  throw new DomainryError(
    'CLASS_NOT_REGISTERED',
    `${cls.name} is not registered with a domain, so nothing can be built from it. Decorate it, for instance with @domain.${kindWord(cls)}.`,
  );
}

/** The model of the class of an instance. */
export function modelOfInstance(instance: object): ElementModel {
  return (instance.constructor as unknown as { [elementModel]: ElementModel })[elementModel];
}

/**
 * What every base constructor does: refuse to leave an instance half-built.
 *
 * @throws DomainryError when the class is not registered, is abstract, or has a constructor of its own in the way.
 */
export function requireFinishedClass(argument: unknown, target: AnyClass): void {
  if (argument === CONSTRUCTING) return;
  const name = target.name;
  if (abstractClasses.has(target)) {
    throw new DomainryError(
      'ABSTRACT_ELEMENT',
      `${name} is abstract. Construct a registered subclass of it.`,
    );
  }
  if (finishedClasses.has(target)) {
    throw new DomainryError(
      'CLASS_NOT_REGISTERED',
      `${name} was constructed inside its own class body, where this compiler lets the name stand for the class before @domain.${kindWord(target)} finished it. Write new this(…) in a static method there.`,
    );
  }
  if (modelOf(target) === undefined) {
    const parent = Object.getPrototypeOf(target) as AnyClass;
    const extending = modelOf(parent) === undefined ? '' : `extends ${parent.name} but `;
    throw new DomainryError(
      'CLASS_NOT_REGISTERED',
      `${name} ${extending}is not registered with a domain. Decorate it, for instance with @domain.${kindWord(target)}.`,
    );
  }
  throw new DomainryError(
    'CONSTRUCTOR_ARGUMENT',
    `${name} has a constructor that does not hand its argument on. Remove it: use a static factory method, or defaults() to derive values.`,
  );
}

/** The finished classes by the ones that were written: some compilers let a class's own name stand for the latter in its body. */
export const finishedClasses: WeakMap<AnyClass, AnyClass> = new WeakMap();

/** Classes that were registered as abstract. */
export const abstractClasses: WeakSet<AnyClass> = new WeakSet();

function kindWord(target: AnyClass): string {
  const kind = (target.prototype as { [kindOf]?: string })[kindOf];
  return kind ?? 'aggregate';
}

/** Prototype property of the base classes: which kind of element they are the base of. */
export const kindOf: unique symbol = Symbol('kind');
