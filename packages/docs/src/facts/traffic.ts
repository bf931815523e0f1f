import type { EdgeKind, Landscape } from '@domainry/model';
import { compare } from '../compare.js';

/** What passes from one context to another. */
export interface Traffic {
  readonly from: string;
  readonly to: string;
  /** Ids of the events one has and the other handles. */
  readonly events: readonly string[];
  /** Ids of the commands one sends to the other. */
  readonly commands: readonly string[];
  /** Ids of the queries one asks the other. */
  readonly queries: readonly string[];
}

const towardsConsumer: readonly EdgeKind[] = ['reacts', 'projects', 'subscribes'];

/** What passes between contexts, by their names; events flow to those who handle them, commands to those who do them. */
export function trafficOf(landscape: Landscape): readonly Traffic[] {
  const found = new Map<string, { from: string; to: string; messages: Map<string, string> }>();
  for (const { edges } of landscape.documents) {
    for (const { from, kind, to } of edges) {
      const one = contextOf(from);
      const other = contextOf(to);
      if (one === other) continue;
      const [source, target] = towardsConsumer.includes(kind) ? [other, one] : [one, other];
      const passing = found.get(`${source}→${target}`) ?? { from: source, to: target, messages: new Map() };
      passing.messages.set(to, kind);
      found.set(`${source}→${target}`, passing);
    }
  }
  return [...found.values()]
    .sort((one, other) => compare(one.from, other.from) || compare(one.to, other.to))
    .map(({ from, to, messages }) => ({
      from,
      to,
      events: idsOf(messages, ...towardsConsumer),
      commands: idsOf(messages, 'sends', 'invokes'),
      queries: idsOf(messages, 'asks'),
    }))
    .filter(({ events, commands, queries }) => events.length + commands.length + queries.length > 0);
}

function idsOf(messages: ReadonlyMap<string, string>, ...kinds: readonly string[]): readonly string[] {
  return [...messages]
    .filter(([, kind]) => kinds.includes(kind))
    .map(([id]) => id)
    .sort(compare);
}

function contextOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
