import type { DispatchHost } from './dispatch-host.js';
import type { Route } from './handler-index.js';
import { makeInstance } from './make-instance.js';

/** Calls the method of a route, on an instance made for this one message. */
export function callHandler(
  { options }: Pick<DispatchHost, 'options'>,
  { element, method }: Pick<Route, 'element' | 'method'>,
  message: object,
  context: object,
): unknown {
  const made = makeInstance(element, options.resolve);
  const call = (handler: object): unknown => (handler as Handler)[method]!(message, context);
  // Nothing is waited for that is there.
  return made instanceof Promise ? made.then(call) : call(made);
}

type Handler = Readonly<Record<string, (message: object, context: object) => unknown>>;
