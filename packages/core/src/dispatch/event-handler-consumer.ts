import { categoryOf } from '../messages/stream-name.js';
import { callHandler } from './call-handler.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { EventConsumer } from './event-consumer.js';
import type { Route } from './handler-index.js';

/** A method of an event handler as a consumer of events. */
export function eventHandlerConsumer(route: Route, options: DispatchOptions): EventConsumer {
  const host = { options };
  const { label, category, originCategory, onFailure, retry } = route;
  return {
    label,
    onFailure,
    retry,
    accepts: ({ stream, metadata: { originStream } }) =>
      (category === undefined || categoryOf(stream) === category) &&
      (originCategory === undefined ||
        (originStream !== undefined && categoryOf(originStream) === originCategory)),
    handle: (event, context) => callHandler(host, route, event, context),
  };
}
