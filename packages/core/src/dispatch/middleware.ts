import { DomainryError } from '../errors/domainry-error.js';
import type { MessageMetadata } from '../messages/message.js';
import type { Limits } from './limits.js';
import type { Logger } from './logger.js';

/** What middleware can be put around. */
export type MiddlewareKind = 'command' | 'query' | 'event';

/** What middleware knows of the handling it is around. */
interface Handling {
  /** The method that handles it: `AccountCommands.withdraw`. */
  readonly handler: string;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/** A command, or an event on its way to one method, around which middleware runs. */
export interface MessageHandling extends Handling {
  readonly kind: 'command' | 'event';
  /** The message itself. */
  readonly message: object;
  readonly metadata: MessageMetadata;
}

/** A query around which middleware runs. */
export interface QueryHandling extends Handling {
  readonly kind: 'query';
  /** The query itself. */
  readonly message: object;
  readonly metadata: undefined;
}

/** What middleware is given; `kind` tells what it is around. */
export type MiddlewareContext = MessageHandling | QueryHandling;

/** A handling before it is shown to middleware. */
export type NewHandling = (Omit<MessageHandling, 'signal'> | Omit<QueryHandling, 'signal'>) & {
  readonly limits: Limits;
};

/** Runs around the handling of messages. The first one of the list is the outermost. */
export interface Middleware {
  /** Says which one it is; another one for each. */
  readonly name: string;
  readonly around: readonly MiddlewareKind[];
  /**
   * Handles the message by calling `next` once, or gives a result without it. Around a command, `next` includes all tries and
   * the commit; what comes after it cannot take the commit back. Around an event, it includes all tries of one method.
   */
  handle(context: MiddlewareContext, next: () => Promise<unknown>): Promise<unknown>;
}

/** All middleware of a domain, sorted by what it is around. */
export class MiddlewareChain {
  readonly #around: Readonly<Record<MiddlewareKind, readonly Middleware[]>>;

  constructor(all: readonly Middleware[]) {
    const around = (kind: MiddlewareKind): readonly Middleware[] =>
      all.filter((middleware) => middleware.around.includes(kind));
    this.#around = { command: around('command'), query: around('query'), event: around('event') };
  }

  /** Runs a handling inside the middleware that is around its kind. */
  run<Result>(handling: NewHandling, act: () => Promise<Result>): Promise<Result> {
    const chain = this.#around[handling.kind];
    if (chain.length === 0) return act();
    const context = new ShownHandling(handling) as MiddlewareContext;
    const step = async (position: number): Promise<unknown> => {
      const middleware = chain[position];
      if (middleware === undefined) return act();
      let isCalled = false;
      const next = (): Promise<unknown> => {
        if (isCalled) return Promise.reject(calledTwice(middleware.name, context.handler));
        isCalled = true;
        return step(position + 1);
      };
      return middleware.handle(context, next);
    };
    // What middleware gives in place of the result is its own affair.
    return step(0) as Promise<Result>;
  }
}

/** A class, and no literal with a getter, for the reason that contexts of handlers are of classes. */
class ShownHandling {
  readonly kind: MiddlewareKind;
  readonly message: object;
  readonly metadata: MessageMetadata | undefined;
  readonly handler: string;
  readonly logger: Logger;
  readonly #limits: Limits;

  constructor({ kind, message, metadata, handler, logger, limits }: NewHandling) {
    this.kind = kind;
    this.message = message;
    this.metadata = metadata;
    this.handler = handler;
    this.logger = logger;
    this.#limits = limits;
    Object.freeze(this);
  }

  get signal(): AbortSignal {
    return this.#limits.signal;
  }
}

function calledTwice(middleware: string, handler: string): DomainryError {
  return new DomainryError(
    'NEXT_CALLED_TWICE',
    `The middleware ${middleware} called next() a second time around ${handler}. Call it once: tries are repeated by { retry } of the handler.`,
    { details: { middleware, handler } },
  );
}
