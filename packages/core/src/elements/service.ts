import { DomainryError } from '../errors/domainry-error.js';
import type { AnyClass } from '../metadata.js';
import { kindOf } from './element.js';

/** Where a finished service class says that it is finished. */
export const finishedService: unique symbol = Symbol('finished service');

/** Classes as they were written, of which there is a finished one. */
export const decoratedServices: WeakSet<AnyClass> = new WeakSet();

/**
 * What base constructors of services do: refuse to make a service whose rules nobody would check.
 *
 * @throws DomainryError CLASS_NOT_REGISTERED.
 */
export function requireFinishedService(target: AnyClass): void {
  if (Object.hasOwn(target, finishedService)) return;
  if (decoratedServices.has(target)) {
    throw new DomainryError(
      'CLASS_NOT_REGISTERED',
      `${target.name} was constructed inside its own body, where some compilers (swc) let the name stand for the class before it was decorated. Write new this(…) in static methods.`,
    );
  }
  const parent = Object.getPrototypeOf(target) as AnyClass;
  const extending = Object.hasOwn(parent, finishedService) ? `extends ${parent.name} but ` : '';
  const kind = (target.prototype as { readonly [kindOf]: string })[kindOf];
  throw new DomainryError(
    'CLASS_NOT_REGISTERED',
    `${target.name} ${extending}is not registered with a domain. Decorate it with @domain.${kind}(…).`,
  );
}
