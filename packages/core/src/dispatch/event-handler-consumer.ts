import { categoryOf } from '../messages/stream-name.js';
import { callHandler } from './call-handler.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { EventConsumer } from './event-consumer.js';
import type { Route } from './handler-index.js';

/** A method of an event handler as a consumer of events. */
export function eventHandlerConsumer(route: Route, options: DispatchOptions): EventConsumer {
  const { label, category, onFailure, retry } = route;
  return {
    label,
    onFailure,
    retry,
    accepts: ({ stream }) => category === undefined || categoryOf(stream) === category,
    handle: async (event, context) => {
      await callHandler({ options }, route, event, context);
    },
  };
}
