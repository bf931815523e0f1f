import {
  areRetryOptions,
  isDuration,
  retryExpectation,
  type RetryOptions,
} from '../elements/handling-options.js';
import { DomainryError } from '../errors/domainry-error.js';
import { suggestName } from '../fields/suggest-name.js';
import type { Enrichers } from './enrichers.js';
import type { Logger } from './logger.js';
import type { Middleware } from './middleware.js';

/** How messages are handled: a part of what `init()` takes. */
export interface DispatchOptions {
  /**
   * Makes the handlers and services: `(cls) => container.get(cls)`. Called for each message. Without it they are constructed
   * without arguments.
   */
  readonly resolve?: <Instance extends object>(
    // oxlint-disable-next-line typescript/no-explicit-any -- as the tokens of containers are typed, which take no never[]
    cls: new (...given: any[]) => Instance,
  ) => Instance | PromiseLike<Instance>;
  /** What runs around the handling of messages, outermost first. */
  readonly middleware?: readonly Middleware[];
  /** What is added to messages and aggregates on their way. */
  readonly enrich?: Enrichers;
  /** Takes what handlers and the framework have to say; the console when absent. */
  readonly logger?: Logger;
  /** When handling is tried again, where a handler says nothing else. */
  readonly retry?: RetryOptions;
  /** Milliseconds a command has from when it is processed, when neither its sender nor its handler says so. */
  readonly commandTimeout?: number;
  /**
   * Milliseconds for which is remembered what was handled under idempotency keys, and which waiting commands and messages of
   * brokers were; seven days when absent, `Infinity` for ever. Longer than anybody repeats a command, and than the longest
   * outage. Older ones are forgotten now and then, when something else is handled.
   */
  readonly idempotencyRetention?: number;
  /**
   * Milliseconds for which a process keeps waiting commands to itself without saying that it still lives; 5,000 when absent. So long
   * the commands of one that died wait for another process.
   */
  readonly commandLease?: number;
}

const known: Readonly<Record<keyof DispatchOptions, (value: unknown) => string | undefined>> = {
  resolve: (value) => (typeof value === 'function' ? undefined : 'a function'),
  middleware: whatIsWrongWithMiddleware,
  enrich: whatIsWrongWithEnrichers,
  logger: (value) =>
    ['debug', 'info', 'warn', 'error'].every((method) => typeof memberOf(value, method) === 'function')
      ? undefined
      : 'an object with the methods debug, info, warn and error',
  retry: (value) => (areRetryOptions(value) ? undefined : retryExpectation),
  commandTimeout: (value) => (isDuration(value) ? undefined : 'a number of milliseconds'),
  idempotencyRetention: (value) =>
    value === Infinity || (isDuration(value) && value > 0)
      ? undefined
      : 'a number of milliseconds above 0, or Infinity',
  commandLease: (value) =>
    isDuration(value) && value > 0 && Number.isInteger(value)
      ? undefined
      : 'a whole number of milliseconds above 0',
};

/** Names of the options, for who has others beside them. */
export const dispatchOptionNames: readonly string[] = Object.keys(known);

/**
 * Refuses options that are wrong. Unknown ones are the affair of who knows all.
 *
 * @throws DomainryError CONFIGURATION_INVALID.
 */
export function checkDispatchOptions(domain: string, options: DispatchOptions): void {
  for (const option of Object.keys(known) as (keyof DispatchOptions)[]) {
    const value = options[option];
    const expected = value === undefined ? undefined : known[option](value);
    if (expected === undefined) continue;
    throw new DomainryError('CONFIGURATION_INVALID', `${domain}.init({ ${option} }): expected ${expected}.`, {
      details: { domain, option },
    });
  }
}

const kinds = ['command', 'query', 'event'];
const middlewareKeys = ['name', 'around', 'handle'];

function whatIsWrongWithMiddleware(value: unknown): string | undefined {
  if (!Array.isArray(value)) return "an array of { name, around: ['command'], handle }";
  const names = new Set<unknown>();
  for (const each of value as readonly Partial<Middleware>[]) {
    const name = memberOf(each, 'name');
    if (typeof name !== 'string' || name === '') return 'middleware with a name';
    if (names.has(name)) return `another name for each middleware, and two are named ${name}`;
    names.add(name);
    const unknown = Object.keys(each).find((key) => !middlewareKeys.includes(key));
    const isAround =
      Array.isArray(each.around) &&
      each.around.length > 0 &&
      each.around.every((kind) => kinds.includes(kind));
    if (!isAround) return `${name}: around to be an array of ${kinds.join(', ')}`;
    if (typeof each.handle !== 'function') return `${name}: handle to be a function`;
    // Methods of a class are no properties of its instances.
    if (unknown !== undefined && Object.getPrototypeOf(each) === Object.prototype) {
      return `${name} without the unknown ${unknown}`;
    }
  }
  return undefined;
}

const enriched = ['command', 'event', 'aggregate'];

function whatIsWrongWithEnrichers(value: unknown): string | undefined {
  const expected = '{ command, event, aggregate }, each a function or an array of functions';
  if (typeof value !== 'object' || value === null) return expected;
  for (const [key, given] of Object.entries(value)) {
    if (!enriched.includes(key)) {
      const meant = suggestName(key, enriched);
      return `${expected}; ${key} is unknown${meant === undefined ? '' : `, did you mean ${meant}?`}`;
    }
    const all: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (given !== undefined && !all.every((each) => typeof each === 'function')) return expected;
  }
  return undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
