import type { AnyClass } from '../metadata.js';
import { DomainryError } from '../errors/domainry-error.js';
import { runUnit } from '../unit-of-work/run-unit.js';
import type { DispatchHost } from './dispatch-host.js';
import { makeInstance } from './make-instance.js';

/** The use cases of an application service as they are called from outside: each one runs as a unit of work. */
export type UseCasesOf<Service> = {
  readonly [
    Name in keyof Service as Service[Name] extends (...given: never[]) => unknown ? Name : never
  ]: Service[Name] extends (...given: infer Given) => infer Result
    ? (...given: Given) => Promise<Awaited<Result>>
    : never;
};

/**
 * The use cases of a service. Each call makes the service anew and runs in a unit of work: the one that is open here, or one of
 * its own. Methods that are not marked with `@useCase` are not there.
 *
 * @throws DomainryError CLASS_NOT_REGISTERED.
 */
export function useCasesOf<Service extends object>(
  host: DispatchHost,
  cls: abstract new (...given: never[]) => Service,
): UseCasesOf<Service> {
  const element = host.registry.find(cls as AnyClass);
  if (element?.kind !== 'applicationService') {
    throw new DomainryError(
      'CLASS_NOT_REGISTERED',
      `${cls.name} is no application service of ${host.registry.domain}. Decorate it with @domain.applicationService(…).`,
      { details: { element: cls.name } },
    );
  }
  const useCases: Record<string, (...given: unknown[]) => Promise<unknown>> = {};
  for (const { method } of element.handles) {
    useCases[method] = (...given) =>
      host.work.during(() =>
        runUnit(host.units, async () => {
          const service = await makeInstance(element, host.options.resolve);
          return (service as Readonly<Record<string, (...all: unknown[]) => unknown>>)[method]!(...given);
        }),
      );
  }
  return Object.freeze(useCases) as UseCasesOf<Service>;
}
