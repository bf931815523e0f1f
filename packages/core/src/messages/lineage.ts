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
  // Every message passes here: what is absent is left out without the cost of spreads.
  const inherited: { -readonly [Name in keyof InheritedLineage]: InheritedLineage[Name] } = {
    correlationId: parent.correlationId,
    causationId: parent.id,
  };
  if (originId !== undefined) inherited.originId = originId;
  if (originStream !== undefined) inherited.originStream = originStream;
  if (tenant !== undefined) inherited.tenant = tenant;
  // What is no trace context is not passed on.
  if (traceparent !== undefined && parseTraceparent(traceparent) !== undefined)
    inherited.traceparent = traceparent;
  if (priority !== undefined) inherited.priority = priority;
  if (deadline !== undefined) inherited.deadline = deadline;
  return inherited;
}
