import type { Domain, MessageNode } from '@domainry/core';
import { CommandError } from '../run/command-error.js';
import type { Mask } from './mask.js';
import { lineageIn, shownEvent, type ShownEvent } from './shown-event.js';

/** A message, and what followed from it. */
export interface TracedMessage {
  readonly id: string;
  /** Absent for commands, of which only the identity is stored. */
  readonly event?: ShownEvent;
  /** Whether it is the one that was asked for. */
  readonly isAsked: boolean;
  readonly effects: readonly TracedMessage[];
}

/** Everything that belongs together. */
export interface Trace {
  readonly correlationId: string;
  readonly roots: readonly TracedMessage[];
}

/**
 * Everything that followed from the same first message as a message did.
 *
 * @param id - of an event, of a command, or of a correlation.
 * @throws CommandError EVENT_UNKNOWN.
 */
export async function traceOf(domain: Domain, id: string, mask: Mask): Promise<Trace> {
  const correlationId = await correlationOf(domain, id);
  if (correlationId === undefined) {
    throw new CommandError('EVENT_UNKNOWN', `No stored event is ${id}, or follows from it.`);
  }
  const roots = await domain.events.correlationTree(correlationId);
  return { correlationId, roots: roots.map((node) => traced(node, id, mask)) };
}

async function correlationOf({ events }: Domain, id: string): Promise<string | undefined> {
  if ((await events.correlationTree(id)).length > 0) return id;
  const told = firstEvent(await events.effectsOf(id));
  return told === undefined ? undefined : (lineageIn(told).correlationId ?? told.id);
}

function firstEvent(node: MessageNode | undefined): MessageNode['event'] {
  for (const queue = node === undefined ? [] : [node]; queue.length > 0;) {
    const next = queue.shift()!;
    if (next.event !== undefined) return next.event;
    queue.push(...next.effects);
  }
  return undefined;
}

function traced({ id, event, effects }: MessageNode, asked: string, mask: Mask): TracedMessage {
  return {
    id,
    ...(event === undefined ? {} : { event: shownEvent(event, mask) }),
    isAsked: id === asked,
    effects: effects.map((effect) => traced(effect, asked, mask)),
  };
}
