import type { SourcePosition } from '../errors/problem.js';
import type { ElementModel } from '../elements/element-model.js';
import type { HandlerMark } from '../elements/handler-note.js';
import type { ElementReference } from '../fields/element-reference.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { InvariantDescriptor } from '../invariants/check-invariants.js';
import type { AnyClass } from '../metadata.js';
import type { ElementKind } from './element-kinds.js';

/** One registered class: everything said about it, as read-only data. */
export interface RegisteredElement {
  readonly kind: ElementKind;
  /** Name in the domain: that of the class, unless an option gives another. */
  readonly name: string;
  /** The class the user's name stands for. */
  readonly cls: AnyClass;
  /** The class as it was before the decorator. */
  readonly written: AnyClass;
  /** Options as they were given, `partOf` and the like included. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly isAbstract: boolean;
  /** Where the decorator stands, when the runtime can tell. Derived events have the place of their aggregate. */
  readonly place?: SourcePosition;
  /** For events that nobody wrote: which option of their aggregate they follow from. */
  readonly derived?: 'lifecycleEvents' | 'factEvents';
  /** Stored name of messages: `Banking.AccountWithdrawn.v1`. */
  readonly type?: string;
  /** Name in the store, of elements that are kept there. */
  readonly storedAs?: string;
  /** Category of the streams of an aggregate. */
  readonly stream?: string;
  /** What the element belongs to. */
  readonly belongsTo?: ElementReference;
  /** Aggregates it works on: domain services, projectors, process managers. */
  readonly aggregates: readonly ElementReference[];
  /** Element that takes its place. */
  readonly supersededBy?: ElementReference;
  readonly fields: readonly FieldDescriptor[];
  readonly invariants: readonly InvariantDescriptor[];
  /** Methods marked with `@handle`, `@on`, `@apply`, `@read` or `@useCase`. */
  readonly handles: readonly HandledMessage[];
  /** The compiled class, for elements with fields. Abstract ones have none. */
  readonly model?: ElementModel;
}

/** One method that is called for a message. */
export interface HandledMessage {
  readonly method: string;
  /** Decorator that marked it. */
  readonly by: HandlerMark;
  /** The message; absent for `useCase`, and where every event is meant. */
  readonly message?: ElementReference;
  /** Every event is meant that no other method of the class is marked for: `@handle(Event)`. */
  readonly everyEvent?: true;
  readonly options: Readonly<Record<string, unknown>>;
}
