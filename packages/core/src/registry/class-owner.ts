import type { ReportProblem } from '../errors/problem.js';
import type { AnyClass } from '../metadata.js';

/** A domain and its forks, as far as classes belong to them. */
export interface DomainFamily {
  readonly name: string;
}

/** The family each class was registered with first. Weak: classes of dropped domains are forgotten. */
const owners = new WeakMap<AnyClass, DomainFamily>();

/** Name of the domain a class was registered with; undefined when with none. */
export function domainNameOf(cls: AnyClass): string | undefined {
  return owners.get(cls)?.name;
}

/**
 * Makes a class one of a domain; reports when it is one of another. Forks are of the same family: a class may be
 * registered with each of them.
 */
export function claimClass(
  family: DomainFamily,
  written: AnyClass,
  isTaken: boolean,
  report: ReportProblem,
): void {
  const first = owners.get(written);
  if (first !== undefined && first !== family) {
    report(
      'TWO_DOMAINS',
      `the class is registered with ${first.name} already`,
      'Register it once. To share it, let both extend one abstract class; to copy a domain for a test, use fork().',
    );
  } else if (isTaken) {
    report('DUPLICATE_NAME', `the class is registered twice`, 'Keep one of its class decorators.');
  }
  rememberOwner(family, written);
}

/** Remembers what a finished class belongs to. */
export function rememberOwner(family: DomainFamily, cls: AnyClass): void {
  if (!owners.has(cls)) owners.set(cls, family);
}
