import {
  consumersOf,
  eventsOf,
  reachOf,
  sendersOf,
  type ElementDocument,
  type Landscape,
  type Step,
} from '@domainry/model';
import { compare } from '../compare.js';
import { isNewest } from '../facts/older-version.js';

/**
 * One step of the story a system tells: something is wanted and becomes a fact, facts become a view, or facts make
 * somebody want something.
 */
export interface Slice {
  readonly pattern: 'state change' | 'state view' | 'automation' | 'translation';
  /** Name of the context it is in. */
  readonly context: string;
  /** Id of the aggregate it is about; empty when it is about none. */
  readonly aggregate: string;
  /** What reacts, and to which events. */
  readonly reaction?: Reaction;
  readonly command?: ElementDocument;
  /** What came of the command, or was told by somebody else. */
  readonly events: readonly ElementDocument[];
  readonly view?: View;
}

/** Who reacts, with which method, to which events. */
export interface Reaction {
  readonly by: ElementDocument;
  readonly method: string;
  readonly to: readonly ElementDocument[];
}

/** A read model, and the events it is made of. */
export interface View {
  readonly projection: ElementDocument;
  readonly of: readonly ElementDocument[];
}

/**
 * The slices of a landscape in an order that reads as a story: what nobody within sends comes first, what follows from
 * it right behind, and a view as soon as all that it shows has happened.
 */
export function eventModel(landscape: Landscape): readonly Slice[] {
  const story = new Story(landscape);
  const contexts = upstreamFirst(landscape);
  const ranks = new Map(landscape.ofKind('command').map((command) => [command, rankOf(landscape, command)]));
  const contextOf = (command: ElementDocument): number =>
    contexts.indexOf(landscape.documentOf(command).context.name);
  const inOrder = [...ranks.keys()].sort(
    (one, other) =>
      contextOf(one) - contextOf(other) ||
      compare(one.aggregate ?? '', other.aggregate ?? '') ||
      ranks.get(one)! - ranks.get(other)! ||
      compare(one.source?.file ?? '', other.source?.file ?? '') ||
      (one.source?.line ?? 0) - (other.source?.line ?? 0) ||
      compare(one.id, other.id),
  );
  for (const command of inOrder) if (isFirst(landscape, command)) story.tell(command);
  for (const command of inOrder) story.tell(command);
  for (const event of landscape.ofKind('event')) if (isNewest(event)) story.happen(event);
  return story.finish();
}

class Story {
  readonly #landscape: Landscape;
  readonly #slices: Slice[] = [];
  readonly #told = new Set<ElementDocument>();
  readonly #reacted = new Set<string>();
  #waiting: readonly View[];

  constructor(landscape: Landscape) {
    this.#landscape = landscape;
    this.#waiting = landscape
      .ofKind('projection')
      .map((projection) => ({ projection, of: eventsShownBy(landscape, projection) }));
  }

  /** A command is given, by somebody outside unless a reaction gives it. */
  tell(command: ElementDocument, reaction?: Reaction): void {
    const isTold = this.#told.has(command);
    if (isTold && reaction === undefined) return;
    this.#told.add(command);
    const events = isTold ? [] : eventsOf(this.#landscape, command);
    this.#slices.push({
      pattern: reaction === undefined ? 'state change' : this.#patternOf(reaction),
      ...this.#placeOf(command),
      ...(reaction === undefined ? {} : { reaction }),
      command,
      events,
    });
    this.#follow(events);
    if (!isTold) for (const next of sentBy(this.#landscape, command)) this.tell(next);
  }

  /** An event that comes of no command that is known. */
  happen(event: ElementDocument): void {
    if (this.#told.has(event)) return;
    this.#slices.push({ pattern: 'state change', ...this.#placeOf(event), events: [event] });
    this.#follow([event]);
  }

  finish(): readonly Slice[] {
    this.#show(true);
    return this.#slices;
  }

  #follow(events: readonly ElementDocument[]): void {
    for (const event of events) this.#told.add(event);
    this.#show(false);
    for (const event of events) this.#react(event);
  }

  #react(event: ElementDocument): void {
    for (const { element, method = '' } of consumersOf(this.#landscape, event)) {
      if (element.kind === 'projector') continue;
      const key = `${element.id}#${method}#${event.id}`;
      if (this.#reacted.has(key)) continue;
      this.#reacted.add(key);
      const reaction = { by: element, method, to: [event] };
      const commands = this.#landscape
        .edgesFrom(element.id, 'sends')
        .filter((edge) => edge.method === undefined || method === '' || edge.method === method)
        .flatMap(({ to }) => this.#landscape.find(to) ?? []);
      for (const command of commands) this.tell(command, reaction);
      if (commands.length === 0) this.#actOn(reaction);
    }
  }

  /** A reaction that sends nothing; it may raise events itself, where it changes aggregates. */
  #actOn(reaction: Reaction): void {
    const { by, method } = reaction;
    const events = eventsRaisedBy(this.#landscape, { element: by, ...(method === '' ? {} : { method }) });
    const news = events.filter((event) => !this.#told.has(event));
    this.#slices.push({ pattern: this.#patternOf(reaction), ...this.#placeOf(by), reaction, events });
    this.#follow(news);
  }

  /** Views whose events have all happened; at the end, all that are left. */
  #show(isLast: boolean): void {
    const isReady = ({ of }: View): boolean =>
      isLast || (of.length > 0 && of.every((event) => this.#told.has(event)));
    const ready = this.#waiting.filter(isReady);
    this.#waiting = this.#waiting.filter((view) => !isReady(view));
    for (const view of ready) {
      this.#slices.push({ pattern: 'state view', ...this.#placeOf(view.projection), view, events: [] });
    }
  }

  #patternOf({ by, to }: Reaction): Slice['pattern'] {
    const here = this.#landscape.documentOf(by);
    const isForeign = to.some((event) => this.#landscape.documentOf(event) !== here);
    return isForeign || by.kind === 'subscriber' ? 'translation' : 'automation';
  }

  #placeOf(element: ElementDocument): { readonly context: string; readonly aggregate: string } {
    return { context: this.#landscape.documentOf(element).context.name, aggregate: element.aggregate ?? '' };
  }
}

function eventsShownBy(landscape: Landscape, projection: ElementDocument): readonly ElementDocument[] {
  const projectors = landscape.edgesTo(projection.id, 'maintains').map(({ from }) => from);
  const ids = projectors.flatMap((id) => landscape.edgesFrom(id, 'projects').map(({ to }) => to));
  return [...new Set(ids)].sort().flatMap((id) => landscape.find(id) ?? []);
}

/** Whether somebody outside gives a command, or a service for them, and not what happened before. */
function isFirst(landscape: Landscape, command: ElementDocument): boolean {
  return sendersOf(landscape, command).every(
    ({ element: { kind } }) => kind === 'applicationService' || kind === 'subscriber',
  );
}

/** Commands that are sent while a command is handled. */
function sentBy(landscape: Landscape, command: ElementDocument): readonly ElementDocument[] {
  return reachOf(landscape, command)
    .flatMap(({ element, method }) =>
      landscape
        .edgesFrom(element.id, 'sends')
        .filter((edge) => method === undefined || edge.method === undefined || edge.method === method),
    )
    .flatMap(({ to }) => landscape.find(to) ?? []);
}

/** What a method raises, itself or by what it calls. */
function eventsRaisedBy(landscape: Landscape, first: Step): readonly ElementDocument[] {
  const steps = [first];
  const seen = new Set<string>();
  const ids = new Set<string>();
  for (const { element, method } of steps) {
    const key = `${element.id}#${method ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const edges = landscape
      .edgesFrom(element.id, 'raises', 'invokes')
      .filter((edge) => method === undefined || edge.method === undefined || edge.method === method);
    for (const { kind, to, via } of edges) {
      const target = landscape.find(to);
      if (kind === 'raises') ids.add(to);
      else if (target !== undefined)
        steps.push({ element: target, ...(via === undefined ? {} : { method: via }) });
    }
  }
  return [...ids].sort(compare).flatMap((id) => landscape.find(id) ?? []);
}

/** Names of the contexts: those others depend on before those others; of a circle, the first by name. */
function upstreamFirst(landscape: Landscape): readonly string[] {
  const upstream = new Map(landscape.documents.map(({ context }) => [context.name, new Set<string>()]));
  for (const { context } of landscape.documents) {
    for (const { to, direction } of context.relationships) {
      if (direction === 'downstream') upstream.get(context.name)!.add(to);
      if (direction === 'upstream') upstream.get(to)?.add(context.name);
    }
  }
  const names = [...upstream.keys()];
  const ordered: string[] = [];
  while (ordered.length < names.length) {
    const left = names.filter((name) => !ordered.includes(name));
    const next = left.find((name) => ![...upstream.get(name)!].some((above) => left.includes(above)));
    ordered.push(next ?? left[0]!);
  }
  return ordered;
}

/** How late in the life of its aggregate a command comes: by the states it may start from and lead to. */
function rankOf(landscape: Landscape, command: ElementDocument): number {
  const reached = reachOf(landscape, command);
  // Nobody handles it: told last.
  if (reached.length === 0) return Number.MAX_SAFE_INTEGER;
  const ranks = reached.flatMap(({ element, method }) =>
    element.stateMachines.flatMap(({ states, transitions }) =>
      transitions
        .filter(({ methods }) => method !== undefined && methods.includes(method))
        .map(({ from, to }) => (states.indexOf(from) + 1) * states.length + states.indexOf(to)),
    ),
  );
  return ranks.length === 0 ? 0 : Math.min(...ranks);
}
