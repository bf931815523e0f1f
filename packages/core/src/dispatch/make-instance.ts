import { DomainryError } from '../errors/domainry-error.js';
import type { AnyClass } from '../metadata.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { DispatchOptions } from './dispatch-options.js';

/**
 * Makes an instance of a handler or service: by the function given to `init()`, or without arguments.
 *
 * @throws DomainryError HANDLER_UNRESOLVED.
 */
export function makeInstance(
  element: RegisteredElement,
  resolve: DispatchOptions['resolve'],
): object | Promise<object> {
  const { cls, name, written } = element;
  if (resolve === undefined) {
    requireNoParameters(name, written);
    return new (cls as unknown as new () => object)();
  }
  return resolveInstance(element, resolve);
}

async function resolveInstance(
  { cls, name, written }: RegisteredElement,
  resolve: Exclude<DispatchOptions['resolve'], undefined>,
): Promise<object> {
  const instance: unknown = await resolve(cls as unknown as new () => object);
  if (instance instanceof cls || instance instanceof written) return instance;
  throw new DomainryError(
    'HANDLER_UNRESOLVED',
    `The resolve function given to init() gave no ${name}. Register ${name} with the container it asks.`,
    { details: { element: name } },
  );
}

/**
 * Makes sure that a class can be constructed without arguments.
 *
 * @throws DomainryError HANDLER_UNRESOLVED.
 */
export function requireNoParameters(name: string, written: AnyClass): void {
  if (written.length === 0) return;
  const parameters = written.length === 1 ? 'a parameter' : `${written.length} parameters`;
  throw new DomainryError(
    'HANDLER_UNRESOLVED',
    `The constructor of ${name} has ${parameters}, and nothing gives their values. Say how it is made: init({ resolve: (cls) => container.get(cls) }).`,
    { details: { element: name, parameters: written.length } },
  );
}
