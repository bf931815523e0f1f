import type { AnyAggregate } from '../elements/aggregate.js';
import type { AnyEvent } from '../elements/event.js';
import { mergeExtensions, type Extensions } from '../messages/merge-extensions.js';

type OneOrMany<Enricher> = Enricher | readonly Enricher[];

/** Functions that add something to messages and aggregates on their way. What they throw refuses the message or the save. */
export interface Enrichers {
  /** Called before a command is handled or accepted. */
  readonly command?: OneOrMany<(command: object) => Extensions | undefined | void>;
  /**
   * Called when an event is collected by a save; without an aggregate, when a decider decided on it or it is appended to
   * `domain.events`.
   */
  readonly event?: OneOrMany<
    (event: AnyEvent, aggregate: AnyAggregate | undefined) => Extensions | undefined | void
  >;
  /** Called before an aggregate is saved; may change it, or refuse by throwing. Not for event-sourced ones. */
  readonly aggregate?: OneOrMany<(aggregate: AnyAggregate) => void>;
}

/** What all enrichers add; later ones overwrite what former ones gave. */
export function extensionsBy<Given extends readonly unknown[]>(
  enrichers: OneOrMany<(...given: Given) => Extensions | undefined | void> | undefined,
  ...given: Given
): Extensions {
  if (enrichers === undefined) return nothing;
  const all = typeof enrichers === 'function' ? [enrichers] : enrichers;
  return mergeExtensions(all.map((enrich) => enrich(...given)));
}

const nothing: Extensions = Object.freeze({});
