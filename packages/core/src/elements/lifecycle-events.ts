import type { AnyClass } from '../metadata.js';

/**
 * Events that an aggregate with `lifecycleEvents: true` raises by itself, one class each, derived from its fields. After
 * the aggregate roots of eventsourcing for Python, versions 5 to 8.
 */
export interface LifecycleEvents {
  /** Raised by construction, with the fields of the new aggregate. */
  readonly Created: AnyClass;
  /** Raised by `changeAttribute`, with `name` and `value`. */
  readonly AttributeChanged: AnyClass;
  /** Raised by `discard`. */
  readonly Discarded: AnyClass;
}
