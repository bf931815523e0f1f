import { categoryOf } from '../messages/stream-name.js';
import { callHandler } from './call-handler.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { EventConsumer } from './event-consumer.js';
import type { Route } from './handler-index.js';
import { RetryPolicy } from './retry-policy.js';

/** A method of an event handler as a consumer of events. Any error is worth another try, if tries were asked for. */
export function eventHandlerConsumer(route: Route, options: DispatchOptions): EventConsumer {
  const { label, category, onFailure } = route;
  const isAskedFor = route.retry.some((retry) => retry !== undefined);
  return {
    label,
    onFailure,
    retry: new RetryPolicy([...route.retry, options.retry], isAskedFor ? 'all' : 'none'),
    accepts: ({ stream }) => category === undefined || categoryOf(stream) === category,
    handle: async (event, context) => {
      await callHandler({ options }, route, event, context);
    },
  };
}
