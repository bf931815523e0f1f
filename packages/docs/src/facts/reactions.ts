import { consumersOf, type ElementDocument, type Landscape, type Step } from '@domainry/model';

/** Somebody who takes part when an event has happened. */
export interface Reaction {
  readonly step: Step;
  /** `reacts`, `keeps a read model`, `listens to the stream` … */
  readonly how: string;
  /** Ids of what it does then: commands it sends, read models it keeps. */
  readonly effects: readonly string[];
}

/** Who reacts to an event, from whatever context, and what each does then. */
export function reactionsTo(landscape: Landscape, event: ElementDocument): readonly Reaction[] {
  const named = consumersOf(landscape, event);
  const all = [...named, ...catchingAll(landscape, event, named), ...listeners(landscape, event)];
  return all.map((step) => ({ step, how: how(step.element), effects: consequences(landscape, step) }));
}

/** Handlers of every event of the aggregate. */
function catchingAll(
  landscape: Landscape,
  { aggregate }: ElementDocument,
  named: readonly Step[],
): readonly Step[] {
  if (aggregate === undefined) return [];
  const known = new Set(named.map(({ element }) => element));
  return landscape
    .ofKind('eventHandler')
    .filter((element) => element.aggregate === aggregate && !known.has(element))
    .flatMap((element) =>
      element.handlers.filter(({ everyEvent }) => everyEvent).map(({ method }) => ({ element, method })),
    );
}

function listeners(landscape: Landscape, { aggregate }: ElementDocument): readonly Step[] {
  if (aggregate === undefined) return [];
  return landscape.edgesTo(aggregate, 'subscribes').flatMap(({ from, method }) => {
    const element = landscape.find(from);
    return element === undefined ? [] : [{ element, ...(method === undefined ? {} : { method }) }];
  });
}

function how({ kind }: ElementDocument): string {
  if (kind === 'projector') return 'keeps a read model';
  if (kind === 'processManager') return 'moves a process on';
  if (kind === 'subscriber') return 'listens to the stream';
  return 'reacts';
}

function consequences(landscape: Landscape, { element, method }: Step): readonly string[] {
  const kept = landscape.edgesFrom(element.id, 'maintains').map(({ to }) => to);
  const sent = landscape
    .edgesFrom(element.id, 'sends', 'invokes')
    .filter((edge) => method === undefined || edge.method === undefined || edge.method === method)
    .map(({ to }) => to);
  return [...new Set([...kept, ...sent])];
}
