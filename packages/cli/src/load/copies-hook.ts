import type { ResolveHook } from 'node:module';
import type { MessagePort } from 'node:worker_threads';

let port: MessagePort | undefined;

/** Called by Node in the thread of the hooks. */
export function initialize(given: { readonly port: MessagePort }): void {
  port = given.port;
}

/** Tells of each copy of the framework that a module asks for. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  if (/^@domainry\/core(\/|$)/.test(specifier)) port?.postMessage(resolved.url);
  return resolved;
};
