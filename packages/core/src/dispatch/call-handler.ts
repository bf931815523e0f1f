import type { DispatchHost } from './dispatch-host.js';
import type { Route } from './handler-index.js';
import { makeInstance } from './make-instance.js';

/** Calls the method of a route, on an instance made for this one message. */
export async function callHandler(
  { options }: Pick<DispatchHost, 'options'>,
  { element, method }: Pick<Route, 'element' | 'method'>,
  message: object,
  context: object,
): Promise<unknown> {
  const handler = (await makeInstance(element, options.resolve)) as Readonly<Record<string, Method>>;
  return handler[method]!(message, context);
}

type Method = (message: object, context: object) => unknown;
