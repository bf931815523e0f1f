import type { EventReader, StoredEvent } from '../ports/event-store.js';
import { feedPages, type Paging } from './read-events.js';

/** A message and everything that followed from it. */
export interface MessageNode {
  readonly id: string;
  /** The event; absent for commands, and for messages of elsewhere, of which only the identity is known here. */
  readonly event?: StoredEvent;
  /** What followed from it directly, in the order it was written. */
  readonly effects: readonly MessageNode[];
}

/** What the metadata of an event say of where it comes from. */
interface Origin {
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly originId?: string;
}

/** A node while the tree is being built. */
interface Growing {
  readonly id: string;
  event?: StoredEvent;
  readonly effects: Growing[];
  /** Whether something leads to it. */
  isEffect: boolean;
}

/**
 * Everything that followed from one first message: what nothing led to comes first, then what followed from each.
 *
 * All events are gone through, page by page.
 */
export async function correlationTree(
  reader: EventReader,
  correlationId: string,
  paging: Paging = {},
): Promise<readonly MessageNode[]> {
  const nodes = new Map<string, Growing>();
  for await (const page of feedPages(reader, paging))
    for (const event of page) {
      const origin = originIn(event, correlationId);
      if (origin !== undefined) grow(nodes, event, origin);
    }
  return [...nodes.values()].filter(({ isEffect }) => !isEffect).map(asNode);
}

/** A message with everything that followed from it; undefined when no event tells of it. */
export async function effectsOf(
  reader: EventReader,
  id: string,
  paging: Paging = {},
): Promise<MessageNode | undefined> {
  return (await pathTo(reader, id, paging))?.at(-1);
}

/**
 * What led to a message: from the first message to the one that it follows from directly. Undefined when no event tells
 * of it.
 */
export async function causesOf(
  reader: EventReader,
  id: string,
  paging: Paging = {},
): Promise<readonly MessageNode[] | undefined> {
  return (await pathTo(reader, id, paging))?.slice(0, -1);
}

/** The nodes from a root of the tree down to a message. */
async function pathTo(
  reader: EventReader,
  id: string,
  paging: Paging,
): Promise<readonly MessageNode[] | undefined> {
  const correlationId = await correlationOf(reader, id, paging);
  if (correlationId === undefined) return undefined;
  // Without recursion: a tree may be a long chain.
  const paths: (readonly MessageNode[])[] = (await correlationTree(reader, correlationId, paging)).map(
    (root) => [root],
  );
  for (let path; (path = paths.pop()) !== undefined;) {
    const last = path.at(-1)!;
    if (last.id === id) return path;
    for (const effect of last.effects) paths.push([...path, effect]);
  }
  return undefined;
}

async function correlationOf(reader: EventReader, id: string, paging: Paging): Promise<string | undefined> {
  for await (const page of feedPages(reader, paging))
    for (const event of page) {
      if (event.id !== id && !event.metadata.includes(id)) continue;
      const origin = readOrigin(event);
      const tells = event.id === id || origin?.causationId === id || origin?.originId === id;
      if (tells) return origin?.correlationId ?? event.id;
    }
  return undefined;
}

/** Where an event comes from, if it belongs to a correlation. */
function originIn(event: StoredEvent, correlationId: string): Origin | undefined {
  // Most events belong elsewhere, and need not be parsed to see that.
  if (event.id !== correlationId && !event.metadata.includes(correlationId)) return undefined;
  const origin = readOrigin(event);
  return (origin?.correlationId ?? event.id) === correlationId ? origin : undefined;
}

function readOrigin({ metadata }: StoredEvent): Origin | undefined {
  try {
    return JSON.parse(metadata) as Origin;
  } catch {
    return undefined;
  }
}

function grow(nodes: Map<string, Growing>, event: StoredEvent, { causationId, originId }: Origin): void {
  const node = nodeOf(nodes, event.id);
  node.event = event;
  if (causationId === undefined) return;
  const cause = nodeOf(nodes, causationId);
  join(cause, node);
  // A command is not stored; what led to it is told by its events.
  if (originId !== undefined && cause.event === undefined) join(nodeOf(nodes, originId), cause);
}

function join(cause: Growing, effect: Growing): void {
  if (effect.isEffect || cause === effect) return;
  effect.isEffect = true;
  cause.effects.push(effect);
}

function nodeOf(nodes: Map<string, Growing>, id: string): Growing {
  let node = nodes.get(id);
  if (node === undefined) nodes.set(id, (node = { id, effects: [], isEffect: false }));
  return node;
}

function asNode(node: Growing): MessageNode {
  return node;
}
