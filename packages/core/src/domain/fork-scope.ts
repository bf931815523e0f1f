import type { ModelEnvironment } from '../elements/element-model.js';
import type { DomainFamily } from '../registry/class-owner.js';
import { newCallCarrier, type CallCarrier } from '../unit-of-work/call-carrier.js';

/** That a fork is running, and what it gives the classes of its family. Scopes nest; forks of several domains can run. */
interface Scope {
  readonly family: DomainFamily;
  readonly environment: ModelEnvironment;
  readonly outer: Scope | undefined;
}

/** Made when the first fork runs: a process without forks never pays for it. */
let scopes: CallCarrier<Scope> | undefined;

/**
 * Runs `act`, and whatever it begins and awaits, in the environment of a fork. Where the runtime cannot follow a call
 * beyond its first `await`, as browsers cannot, the environment ends there.
 */
export function runInScope<Result>(
  family: DomainFamily,
  environment: ModelEnvironment,
  act: () => Result,
): Result {
  scopes ??= newCallCarrier();
  return scopes.run({ family, environment, outer: scopes.getStore() }, act);
}

/** The environment of the fork of a family that runs here; undefined outside. */
export function scopedEnvironment(family: DomainFamily): ModelEnvironment | undefined {
  if (scopes === undefined) return undefined;
  for (let scope = scopes.getStore(); scope !== undefined; scope = scope.outer) {
    if (scope.family === family) return scope.environment;
  }
  return undefined;
}
