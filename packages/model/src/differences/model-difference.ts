import type { JsonValue } from '@domainry/core';
import type { ChangeCode } from './change-codes.js';
import type { Compatibility } from './compatibility.js';

/**
 * What a change asks of others.
 *
 * - `breaking`: something that worked does not any more: data that are stored, messages under way, or whoever relies on
 *   the contract
 * - `safe`: the contract is another, and everything goes on working
 * - `informational`: nothing of the contract is another
 */
export type Impact = 'breaking' | 'safe' | 'informational';

/** A method, or an element as a whole, that a change concerns. */
export interface Affected {
  /** Id of the element. */
  readonly element: string;
  readonly method?: string;
}

/** One thing that is another than before. Plain data that JSON can hold. */
export interface ModelChange {
  readonly code: ChangeCode;
  /** `Ordering.OrderPlaced.total`; `Ordering` for the context, `Ordering.OrderPlaced.lines[]` for the items of a list. */
  readonly path: string;
  /** Id of the element, as it is after the change unless it was removed; absent for what concerns the context. */
  readonly element?: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly impact: Impact;
  readonly compatibility: Compatibility;
  /** What it means, in a sentence or two. */
  readonly why: string;
  /** What to do about it; absent where nothing has to be done. */
  readonly fix?: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
  /** Why it is not breaking although it could be: ids of upcasters, or the deprecation that announced it. */
  readonly mitigation?: string;
  /** Who handles, sends or reads what changed, by element and method; of the other contexts that were given, too. */
  readonly affected: readonly Affected[];
}

/** What a change of a message comes to, all its fields together. */
export interface ContractVerdict {
  /** Id of the message, projection or kept element, as it is after the change. */
  readonly element: string;
  readonly compatibility: Compatibility;
  readonly impact: Impact;
  /** Version before and after; messages only. */
  readonly versions?: readonly [before: number, after: number];
}

/** What happened between two models of one context. */
export interface ModelDifference {
  /** Name of the context, as it is now. */
  readonly context: string;
  /** Checksums of the two documents. */
  readonly before: string;
  readonly after: string;
  /** The gravest impact of all changes; absent when nothing changed. */
  readonly impact?: Impact;
  /** By path and code. */
  readonly changes: readonly ModelChange[];
  /** One for each element with fields whose contract changed, by id. */
  readonly contracts: readonly ContractVerdict[];
}
