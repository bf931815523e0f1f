import type { EdgeDocument } from '../document/edge-document.js';
import type { ElementDocument } from '../document/element-document.js';
import type { Landscape } from './landscape.js';

/** One method of an element; an element without a method is meant as a whole. */
export interface Step {
  readonly element: ElementDocument;
  readonly method?: string;
}

/** The methods that raise an event. */
export function producersOf(landscape: Landscape, event: ElementDocument): readonly Step[] {
  return landscape.edgesTo(event.id, 'raises').flatMap(({ from, method }) => step(landscape, from, method));
}

/** What handles, reacts to, projects or answers a message; replaying an aggregate's own events is no consumption. */
export function consumersOf(landscape: Landscape, message: ElementDocument): readonly Step[] {
  return landscape
    .edgesTo(message.id, 'handles', 'reacts', 'projects', 'answers')
    .flatMap(({ from, method }) => step(landscape, from, method));
}

/** Who sends a command or asks a query from within the domain. */
export function sendersOf(landscape: Landscape, message: ElementDocument): readonly Step[] {
  return landscape
    .edgesTo(message.id, 'sends', 'asks')
    .flatMap(({ from, method }) => step(landscape, from, method));
}

/** What happens for a message: the methods it reaches, the handlers first, then what those invoke. */
export function reachOf(landscape: Landscape, message: ElementDocument): readonly Step[] {
  return reachOfSteps(landscape, consumersOf(landscape, message));
}

/** The same from methods on: themselves first, then what they invoke, each once. */
export function reachOfSteps(landscape: Landscape, steps: readonly Step[]): readonly Step[] {
  const reached: Step[] = [...steps];
  const seen = new Set(reached.map(keyOf));
  for (const at of reached) {
    for (const edge of callsOf(landscape, at)) {
      for (const next of step(landscape, edge.to, edge.via)) {
        if (seen.has(keyOf(next))) continue;
        seen.add(keyOf(next));
        reached.push(next);
      }
    }
  }
  return reached;
}

/** Ids of the events that come of a message, by id, in the same unit of work. */
export function eventsOf(landscape: Landscape, message: ElementDocument): readonly ElementDocument[] {
  const ids = new Set<string>();
  for (const at of reachOf(landscape, message)) {
    for (const edge of landscape.edgesFrom(at.element.id, 'raises')) {
      if (at.method === undefined || edge.method === undefined || edge.method === at.method) ids.add(edge.to);
    }
  }
  return [...ids].sort().flatMap((id) => landscape.find(id) ?? []);
}

/** Elements of the cluster of an aggregate, itself left out, by id. */
export function clusterOf(landscape: Landscape, aggregate: ElementDocument): readonly ElementDocument[] {
  return landscape.ofAggregate(aggregate.id).filter((element) => element !== aggregate);
}

function callsOf(landscape: Landscape, { element, method }: Step): readonly EdgeDocument[] {
  return landscape
    .edgesFrom(element.id, 'invokes')
    .filter((edge) => method === undefined || edge.method === undefined || edge.method === method);
}

function step(landscape: Landscape, id: string, method: string | undefined): readonly Step[] {
  const element = landscape.find(id);
  return element === undefined ? [] : [{ element, ...(method === undefined ? {} : { method }) }];
}

function keyOf({ element, method }: Step): string {
  return `${element.id}#${method ?? ''}`;
}
