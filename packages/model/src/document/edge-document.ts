import type { SourcePlace } from './source-place.js';

/**
 * What connects two elements.
 *
 * - `contains`: an element has entities or value objects as fields
 * - `references`: a field points to an aggregate by its identity
 * - `handles`: a command handler, or decider, handles a command; `reacts`: an event handler or process manager handles an
 *   event; `projects`: a projector folds an event into its projection; `answers`: a query handler answers a query;
 *   `applies`: an event-sourced aggregate or decider applies an event
 * - `maintains`: a projector keeps a projection
 * - `raises`: a method of an aggregate, entity, decider or process raises an event; without `method`, saving does
 * - `sends`: a handler, process manager, subscriber or service sends a command; `asks`: it asks a query
 * - `invokes`: a handler, service or aggregate calls a method of an aggregate, entity, service or repository (`via` names
 *   it; `constructor` when one is made)
 * - `loads`: a handler or service uses the repository of an aggregate
 * - `upcasts`: an upcaster brings a message to a newer version
 * - `supersedes`: an element takes the place of another
 * - `subscribes`: a subscriber listens to a stream of another context; `to` is that stream's aggregate where it is known
 */
export type EdgeKind =
  | 'contains'
  | 'references'
  | 'handles'
  | 'reacts'
  | 'projects'
  | 'answers'
  | 'applies'
  | 'maintains'
  | 'raises'
  | 'sends'
  | 'asks'
  | 'invokes'
  | 'loads'
  | 'upcasts'
  | 'supersedes'
  | 'subscribes';

/** One connection of two elements. */
export interface EdgeDocument {
  /** Id of the element it starts at. */
  readonly from: string;
  readonly kind: EdgeKind;
  /** Id of the element it leads to; it may be of another context. */
  readonly to: string;
  /** Name of the method or field, of `from`, that makes it. */
  readonly method?: string;
  /** Name of the method of `to` that is called. */
  readonly via?: string;
  /** Whether the registry says so, or reading the source did. */
  readonly basis: 'declared' | 'read';
  readonly source?: SourcePlace;
}
