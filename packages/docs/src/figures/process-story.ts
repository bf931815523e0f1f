import {
  eventsOf,
  producersOf,
  reachOf,
  type ElementDocument,
  type HandlerDocument,
  type Landscape,
} from '@domainry/model';

/** What a process does, told as messages between participants: how it goes when all is well, and what else may happen. */
export interface ProcessStory {
  /** In the order in which they appear; the process is one of them. */
  readonly participants: readonly Participant[];
  readonly main: readonly Telling[];
  /** Events that take another way, each with what the process does then. */
  readonly branches: readonly { readonly event: string; readonly tellings: readonly Telling[] }[];
}

/** An element, or by its name a context or somebody of whom nothing more is known. */
export interface Participant {
  readonly id: string;
  readonly element?: ElementDocument;
}

/** A message from one participant to another, or a note at one of them. */
export interface Telling {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly kind: 'event' | 'command' | 'note';
  /** Id of the message. */
  readonly message?: string;
}

/** Tells the story of a process manager; nothing when it handles no event that is named. */
export function processStory(landscape: Landscape, process: ElementDocument): ProcessStory | undefined {
  const handlers = inSourceOrder(process).filter(({ message }) => message !== undefined);
  if (handlers.length === 0) return undefined;
  const teller = new Teller(landscape, process);
  const { main, branches } = partsOf(landscape, process, handlers);
  const told = main.flatMap((handler) => teller.tell(handler));
  const others = branches.map((handler) => ({
    event: landscape.find(handler.message!)?.name ?? handler.message!,
    tellings: teller.tell(handler),
  }));
  return { participants: teller.participants, main: told, branches: others };
}

/** Who writes a process begins with how it goes when all is well. */
function inSourceOrder({ handlers, methods }: ElementDocument): readonly HandlerDocument[] {
  const lines = new Map(methods.map(({ name, source }) => [name, source?.line ?? 0]));
  return [...handlers].sort((one, other) => (lines.get(one.method) ?? 0) - (lines.get(other.method) ?? 0));
}

/**
 * Which handlers are the main path: from one that starts the process, along what its own commands bring about and what
 * its states allow, to the first that ends it. What one command may bring about besides is a branch.
 */
function partsOf(
  landscape: Landscape,
  process: ElementDocument,
  handlers: readonly HandlerDocument[],
): { readonly main: readonly HandlerDocument[]; readonly branches: readonly HandlerDocument[] } {
  const main: HandlerDocument[] = [];
  let left = [...handlers];
  let state = process.stateMachines[0]?.initial;
  const branches: HandlerDocument[] = [];
  const awaited: (readonly string[])[] = [];
  let next = left.find(({ start }) => start === true) ?? left[0];
  while (next !== undefined) {
    const handler = next;
    main.push(handler);
    // Of what one command may lead to, one has happened; the rest is what might have happened instead.
    const instead = awaited.filter((events) => events.includes(handler.message!)).flat();
    left = left.filter((each) => each !== handler);
    branches.push(...left.filter(({ message }) => instead.includes(message!)));
    left = left.filter((each) => !branches.includes(each));
    if (handler.end === true) break;
    for (const command of commandsSent(landscape, process, handler)) {
      awaited.push(eventsOf(landscape, command).map(({ id }) => id));
    }
    state = stateAfter(process, handler, state);
    next = best(process, left, awaited.flat(), state);
  }
  return { main, branches: [...branches, ...left] };
}

function best(
  process: ElementDocument,
  left: readonly HandlerDocument[],
  awaited: readonly string[],
  state: string | undefined,
): HandlerDocument | undefined {
  const score = (handler: HandlerDocument): number =>
    (isPossible(process, handler, state) ? 4 : 0) +
    (awaited.includes(handler.message!) ? 2 : 0) +
    (handler.end === true || awaited.includes(handler.message!) ? 0 : 1) -
    (handler.start === true ? 8 : 0);
  let found: HandlerDocument | undefined;
  for (const handler of left) if (found === undefined || score(handler) > score(found)) found = handler;
  return found;
}

/** Whether the states of the process let a method do something now; methods that change no state always may. */
function isPossible(
  process: ElementDocument,
  { method }: HandlerDocument,
  state: string | undefined,
): boolean {
  const steps = process.stateMachines[0]?.transitions.filter(({ methods }) => methods.includes(method)) ?? [];
  return steps.length === 0 || state === undefined || steps.some(({ from }) => from === state);
}

function stateAfter(
  process: ElementDocument,
  { method }: HandlerDocument,
  state: string | undefined,
): string | undefined {
  const steps = process.stateMachines[0]?.transitions.filter(({ methods }) => methods.includes(method)) ?? [];
  return (steps.find(({ from }) => from === state) ?? steps[0])?.to ?? state;
}

function commandsSent(
  landscape: Landscape,
  process: ElementDocument,
  { method }: HandlerDocument,
): readonly ElementDocument[] {
  return landscape
    .edgesFrom(process.id, 'sends')
    .filter((edge) => edge.method === undefined || edge.method === method)
    .flatMap(({ to }) => landscape.find(to) ?? []);
}

class Teller {
  readonly #landscape: Landscape;
  readonly #process: ElementDocument;
  readonly #participants = new Map<string, Participant>();

  constructor(landscape: Landscape, process: ElementDocument) {
    this.#landscape = landscape;
    this.#process = process;
  }

  get participants(): readonly Participant[] {
    return [...this.#participants.values()];
  }

  /** An event reaches the process, which notes its state and sends its commands. */
  tell(handler: HandlerDocument): readonly Telling[] {
    const { id } = this.#process;
    const event = this.#landscape.find(handler.message!);
    const from = this.#join(
      event === undefined ? undefined : producerOf(this.#landscape, event),
      handler.message!,
    );
    this.#participants.set(id, { id, element: this.#process });
    const commands = commandsSent(this.#landscape, this.#process, handler);
    return [
      { from, to: id, kind: 'event', text: event?.name ?? handler.message!, message: handler.message! },
      ...this.#note(handler).map((text): Telling => ({ from: id, to: id, kind: 'note', text })),
      ...commands.map((command): Telling => ({
        from: id,
        to: this.#join(targetOf(this.#landscape, command), command.id),
        kind: 'command',
        text: command.name,
        message: command.id,
      })),
    ];
  }

  /** What the process remembers, in one line; none when it remembers nothing. */
  #note({ method, end }: HandlerDocument): readonly string[] {
    const steps = this.#process.stateMachines.flatMap(({ field, transitions }) =>
      transitions.filter(({ methods }) => methods.includes(method)).map(({ to }) => `${field}: ${to}`),
    );
    const parts = [...new Set(steps), ...(end === true ? ['the process ends'] : [])];
    return parts.length === 0 ? [] : [parts.join(' · ')];
  }

  /** Somebody takes part; where the element is not known, its context does. */
  #join(element: ElementDocument | undefined, message: string): string {
    const dot = message.indexOf('.');
    const id = element?.id ?? (dot > 0 ? message.slice(0, dot) : message);
    if (!this.#participants.has(id)) {
      this.#participants.set(id, { id, ...(element === undefined ? {} : { element }) });
    }
    return id;
  }
}

function producerOf(landscape: Landscape, event: ElementDocument): ElementDocument | undefined {
  return producersOf(landscape, event)[0]?.element ?? landscape.find(event.belongsTo ?? '');
}

/** The aggregate or decider a command is about; its handler when there is none. */
function targetOf(landscape: Landscape, command: ElementDocument): ElementDocument | undefined {
  const reached = reachOf(landscape, command).map(({ element }) => element);
  return (
    reached.find(({ kind }) => kind === 'aggregate' || kind === 'decider') ??
    landscape.find(command.aggregate ?? command.belongsTo ?? '') ??
    reached[0]
  );
}
