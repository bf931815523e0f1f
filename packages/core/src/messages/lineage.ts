import type { MessageMetadata } from './message.js';
import { parseTraceparent } from './traceparent.js';

/** What a message has from the one that it follows from. */
export type InheritedLineage = Pick<MessageMetadata, 'correlationId'> &
  Partial<
    Pick<
      MessageMetadata,
      'causationId' | 'originId' | 'originStream' | 'tenant' | 'traceparent' | 'priority' | 'deadline'
    >
  >;

/**
 * What a new message inherits from the one that is being handled. It depends on nothing else, so it is the same whether
 * that one is handled at once, later, or by another process.
 *
 * A first message begins a correlation of its own. What led to a command led to its events as well; for what follows from an
 * event, that event is the origin. What has to be done by a deadline has to be done by it whoever asks further.
 *
 * @param id - identity of the new message.
 * @param parent - the message that is being handled, if one is.
 * @param tenant - the tenant that is being worked for; that of the parent when absent.
 */
export function inheritLineage(
  id: string,
  parent: MessageMetadata | undefined,
  tenant: string | undefined = parent?.tenant,
): InheritedLineage {
  if (parent === undefined)
    return tenant === undefined ? { correlationId: id } : { correlationId: id, tenant };
  const originStream = parent.kind === 'command' ? parent.originStream : parent.stream;
  const originId = parent.kind === 'command' ? parent.causationId : undefined;
  const { traceparent, priority, deadline } = parent;
  return {
    correlationId: parent.correlationId,
    causationId: parent.id,
    ...(originId === undefined ? {} : { originId }),
    ...(originStream === undefined ? {} : { originStream }),
    ...(tenant === undefined ? {} : { tenant }),
    // What is no trace context is not passed on.
    ...(parseTraceparent(traceparent) === undefined ? {} : { traceparent: traceparent! }),
    ...(priority === undefined ? {} : { priority }),
    ...(deadline === undefined ? {} : { deadline }),
  };
}
