import type { AsyncLocalStorage } from 'node:async_hooks';
import type { ModelEnvironment } from '../elements/element-model.js';
import type { DomainFamily } from '../registry/class-owner.js';

/** That a fork is running, and what it gives the classes of its family. Scopes nest; forks of several domains can run. */
interface Scope {
  readonly family: DomainFamily;
  readonly environment: ModelEnvironment;
  readonly outer: Scope | undefined;
}

/** What carries scopes along calls; holds nothing beyond them. */
type Carrier = Pick<AsyncLocalStorage<Scope>, 'run' | 'getStore'>;

/** Made when the first fork runs: a process without forks never pays for it. */
let scopes: Carrier | undefined;

/**
 * Runs `act`, and whatever it begins and awaits, in the environment of a fork. Where the runtime cannot follow a call
 * beyond its first `await`, as browsers cannot, the environment ends there.
 */
export function runInScope<Result>(
  family: DomainFamily,
  environment: ModelEnvironment,
  act: () => Result,
): Result {
  scopes ??= newCarrier();
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

/** `getBuiltinModule` asks for a module that browsers do not have without importing it. */
function newCarrier(): Carrier {
  const { process } = globalThis as { process?: Partial<Pick<NodeJS.Process, 'getBuiltinModule'>> };
  const hooks = process?.getBuiltinModule?.('node:async_hooks');
  return hooks === undefined ? synchronousCarrier() : new hooks.AsyncLocalStorage();
}

/** Follows a call until it returns, and no further. */
function synchronousCarrier(): Carrier {
  let current: Scope | undefined;
  return {
    getStore: () => current,
    run: <Result>(scope: Scope, act: () => Result): Result => {
      const outer = current;
      current = scope;
      try {
        return act();
      } finally {
        current = outer;
      }
    },
  };
}
