import type { kindOf } from './element.js';
import type { HandlingResult } from './handle.js';
import {
  markForMessage,
  type ClassTarget,
  type MarkOptions,
  type MessageMethodDecorator,
} from './handler-note.js';

/**
 * Marks a method that answers a query. Its first parameter takes the query, its result is that of the query.
 *
 * @param query - the class; a thunk when it is defined later; or its name in the same domain.
 *
 * @example
 * ```ts fragment
 * @banking.queryHandler(Balance)
 * class BalanceQueries {
 *   @read(BalanceOf)
 *   balanceOf(query: BalanceOf): number { … }
 * }
 * ```
 */
export function read<Query extends { readonly [kindOf]: 'query' }>(
  query: ClassTarget<Query>,
  options?: MarkOptions,
): MessageMethodDecorator<Query, HandlingResult<Query>>;
export function read(query: string, options?: MarkOptions): MessageMethodDecorator<never, unknown>;
export function read(query: unknown, options?: object): unknown {
  return markForMessage('read', query, options);
}
