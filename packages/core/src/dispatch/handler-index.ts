import type { FailurePolicy, RetryOptions } from '../elements/handling-options.js';
import type { AnyClass } from '../metadata.js';
import type { RegisteredElement, HandledMessage } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { findTarget } from '../registry/resolve.js';
import { RetryPolicy } from './retry-policy.js';

/** One method that a message goes to. */
export interface Route {
  /** The class it is in. */
  readonly element: RegisteredElement;
  readonly method: string;
  /** `AccountCommands.withdraw`. */
  readonly label: string;
  /** What the method says goes before what its class says, and that before the domain. */
  readonly retry: RetryPolicy;
  readonly timeout?: number;
  readonly onFailure: FailurePolicy;
  /** Category of the streams whose events it takes; any when absent. */
  readonly category?: string;
  /** Category of the streams whose events led to the command that led to the event; any, or none, when absent. */
  readonly originCategory?: string;
}

/** Where each message goes: made once from a registry, so that finding a handler costs the same however many there are. */
export class HandlerIndex {
  readonly #commands = new Map<RegisteredElement, Route>();
  readonly #queries = new Map<RegisteredElement, Route>();
  readonly #events = new Map<RegisteredElement, Route[]>();

  /**
   * @param registry - of a model without problems: one handler for each command and query.
   * @param retry - what the domain says of handlers that say nothing.
   */
  constructor(
    private readonly registry: Registry,
    private readonly retry: RetryOptions | undefined,
  ) {
    this.#add('commandHandler', this.#commands);
    this.#add('decider', this.#commands);
    this.#add('queryHandler', this.#queries);
    for (const element of registry.ofKind('eventHandler')) this.#addEventHandler(element);
  }

  /** The element of a message of this domain; undefined for anything else. */
  elementOf(message: unknown): RegisteredElement | undefined {
    if (typeof message !== 'object' || message === null) return undefined;
    return this.registry.find(message.constructor as AnyClass);
  }

  forCommand(command: RegisteredElement): Route | undefined {
    return this.#commands.get(command);
  }

  /** What handles the commands with a stored name. */
  labelOfCommand(type: string): string | undefined {
    for (const [command, { label }] of this.#commands) if (command.type === type) return label;
    return undefined;
  }

  forQuery(query: RegisteredElement): Route | undefined {
    return this.#queries.get(query);
  }

  /** In the order of registration, and of the source within a class. */
  forEvent(event: RegisteredElement): readonly Route[] {
    return this.#events.get(event) ?? none;
  }

  #add(kind: 'commandHandler' | 'decider' | 'queryHandler', routes: Map<RegisteredElement, Route>): void {
    for (const element of this.registry.ofKind(kind)) {
      for (const handled of element.handles) {
        // What a decider evolves by is not sent to it.
        if (handled.by === 'evolve') continue;
        const message = handled.message && findTarget(this.registry, handled.message);
        if (message !== undefined) routes.set(message, this.#routeTo(element, handled));
      }
    }
  }

  #addEventHandler(element: RegisteredElement): void {
    const named = new Set<RegisteredElement>();
    for (const handled of element.handles) {
      const event = handled.message && findTarget(this.registry, handled.message);
      if (event === undefined) continue;
      named.add(event);
      this.#addRoute(event, this.#routeTo(element, handled));
    }
    for (const handled of element.handles) {
      if (handled.everyEvent === undefined) continue;
      const route = this.#routeTo(element, handled);
      for (const event of this.#everyEventOf(element)) if (!named.has(event)) this.#addRoute(event, route);
    }
  }

  #addRoute(event: RegisteredElement, route: Route): void {
    const routes = this.#events.get(event);
    if (routes === undefined) this.#events.set(event, [route]);
    else routes.push(route);
  }

  /** Fact events repeat what other events say: who wants them names them. */
  #everyEventOf({ belongsTo }: RegisteredElement): readonly RegisteredElement[] {
    const owner = belongsTo && findTarget(this.registry, belongsTo);
    return this.registry
      .ofKind('event')
      .filter(({ isAbstract, derived }) => !isAbstract && derived !== 'factEvents')
      .filter(({ cls }) => owner === undefined || this.registry.clusterOf(cls) === owner);
  }

  #routeTo(element: RegisteredElement, { method, options }: HandledMessage): Route {
    const ofClass = element.options;
    const timeout = options['timeout'] as number | undefined;
    const category = ofClass['stream'] as string | undefined;
    const originCategory = ofClass['originStream'] as string | undefined;
    const own = [options['retry'], ofClass['retry']] as (RetryOptions | undefined)[];
    // Who asks for tries of an event, and names no errors, means all.
    const isAskedFor = element.kind === 'eventHandler' && own.some((retry) => retry !== undefined);
    return {
      element,
      method,
      label: `${element.name}.${method}`,
      retry: new RetryPolicy([...own, this.retry], isAskedFor ? 'all' : 'none'),
      ...(timeout === undefined ? {} : { timeout }),
      onFailure: (options['onFailure'] ?? ofClass['onFailure'] ?? 'park') as FailurePolicy,
      ...(category === undefined ? {} : { category }),
      ...(originCategory === undefined ? {} : { originCategory }),
    };
  }
}

const none: readonly Route[] = Object.freeze([]);
