import { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelEnvironment } from '../elements/element-model.js';
import type { DomainFamily } from '../registry/class-owner.js';

/** That a fork is running, and what it gives the classes of its family. Scopes nest; forks of several domains can run. */
interface Scope {
  readonly family: DomainFamily;
  readonly environment: ModelEnvironment;
  readonly outer: Scope | undefined;
}

/**
 * Carries scopes along calls and promises; holds nothing beyond them. Made when the first fork runs: a process without
 * forks never pays for it.
 */
let scopes: AsyncLocalStorage<Scope> | undefined;

/** Runs `act`, and whatever it begins and awaits, in the environment of a fork. */
export function runInScope<Result>(
  family: DomainFamily,
  environment: ModelEnvironment,
  act: () => Result,
): Result {
  scopes ??= new AsyncLocalStorage();
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
