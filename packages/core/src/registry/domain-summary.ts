import type { JsonValue } from '../errors/violation.js';
import type { InvariantDescriptor } from '../invariants/check-invariants.js';
import type { DomainDescription } from './domain-description.js';
import type { ElementKind } from './element-kinds.js';

/** Everything a registry knows, as plain data that JSON can hold. */
export interface DomainSummary extends DomainDescription {
  readonly domain: string;
  /** How many elements there are of each kind that has any. */
  readonly counts: Readonly<Partial<Record<ElementKind, number>>>;
  /** By kind, in the order of the kinds, then by name and version: never by the order of registration. */
  readonly elements: readonly ElementSummary[];
}

/** One element in a summary; what does not apply is left out. */
export interface ElementSummary {
  readonly kind: ElementKind;
  readonly name: string;
  readonly description?: string;
  /** `src/account.ts:12`, as the runtime reports it. */
  readonly place?: string;
  readonly abstract?: true;
  readonly derived?: string;
  readonly type?: string;
  readonly storedAs?: string;
  readonly stream?: string;
  /** Name of what it belongs to. */
  readonly belongsTo?: string;
  /** Name of the aggregate whose cluster it is in. */
  readonly aggregate?: string;
  /** Names of the aggregates it works on. */
  readonly aggregates?: readonly string[];
  readonly deprecated?: JsonValue;
  readonly supersededBy?: string;
  /** All other options, as they were given. */
  readonly options: Readonly<Record<string, JsonValue>>;
  readonly fields: readonly FieldSummary[];
  readonly invariants: readonly InvariantDescriptor[];
  readonly handles: readonly HandlerSummary[];
}

/** One field in a summary. */
export interface FieldSummary {
  readonly name: string;
  readonly kind: string;
  readonly presence: string;
  readonly identifier?: true;
  readonly unique?: true;
  readonly readOnly?: true;
  readonly description?: string;
  readonly storedAs?: string;
  readonly renamedFrom?: readonly string[];
  readonly deprecated?: JsonValue;
  readonly personal?: string;
  /** The default; left out when a function gives it. */
  readonly default?: JsonValue;
  readonly examples?: JsonValue;
  readonly constraints: Readonly<Record<string, JsonValue>>;
  /** Name of the element it holds or points to. */
  readonly target?: string;
  readonly items?: FieldSummary;
}

/** One marked method in a summary. */
export interface HandlerSummary {
  readonly method: string;
  readonly by: string;
  /** Name of the message. */
  readonly message?: string;
  /** Every event is meant that no other method of the class is marked for. */
  readonly everyEvent?: true;
  readonly options: Readonly<Record<string, JsonValue>>;
}
