import { DomainryError } from '../errors/domainry-error.js';

/** Modules of Node that parts of this package use when they are called. */
interface Builtins {
  readonly 'node:crypto': typeof import('node:crypto');
  readonly 'node:zlib': typeof import('node:zlib');
}

/**
 * A module of Node, reached without importing it, so that the package can be bundled for browsers.
 *
 * @param purpose - what it is needed for, for the error.
 * @throws DomainryError RUNTIME_UNSUPPORTED where there is none.
 */
export function nodeBuiltin<Name extends keyof Builtins>(name: Name, purpose: string): Builtins[Name] {
  const { process } = globalThis as { process?: { getBuiltinModule?(id: string): unknown } };
  const found = process?.getBuiltinModule?.(name);
  if (found !== undefined) return found as Builtins[Name];
  throw new DomainryError(
    'RUNTIME_UNSUPPORTED',
    `${purpose} needs ${name}, which this runtime does not have. Do it on a server, with Node 20.19 or later.`,
    { details: { module: name } },
  );
}
