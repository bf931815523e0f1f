import type { JsonValue } from '../errors/violation.js';
import type { ValidationGroups } from '../fields/class-validator.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { Inspection, REJECTED } from '../fields/inspection.js';
import type { JsonSchema } from '../fields/value-rule.js';
import type { InvariantDescriptor } from '../invariants/check-invariants.js';
import type { AnyClass } from '../metadata.js';
import type { AppliesEvents } from './applies-events.js';
import type { LifecycleEvents } from './lifecycle-events.js';

/** Kinds of element whose instances hold field values. */
export type StatefulKind =
  'aggregate' | 'entity' | 'valueObject' | 'event' | 'command' | 'query' | 'projection';

/** What a domain gives its classes: the time, and new identities. */
export interface ModelEnvironment {
  /** Milliseconds since the epoch. */
  now(): number;
  newId(): string | number | bigint;
  /** Identity of a message that is made at a time. */
  newMessageId(now: number): string;
  /** Which constraints of class-validator are checked, in classes that do not say so themselves. */
  readonly validation?: ValidationGroups;
  /** Called when an event of a class is raised, or another element constructed, for the first time. */
  readonly onDeprecated?: (cls: AnyClass) => void;
}

/** How a class is compiled: into code of its own, or, where the runtime forbids that, out of closures. */
export type Compilation = 'generated' | 'interpreted';

/** A registered class, compiled: everything instances of it need, resolved once. */
export interface ElementModel {
  readonly kind: StatefulKind;
  readonly name: string;
  /** The finished class, the one the user's name stands for. */
  readonly cls: AnyClass;
  /** In order of declaration, those of base classes first; an identity that was not declared is last. */
  readonly fields: readonly FieldDescriptor[];
  /** Field with the identity, for aggregates, entities and projections. */
  readonly identity?: FieldDescriptor;
  readonly invariants: readonly InvariantDescriptor[];
  readonly environment: ModelEnvironment;
  /** How it was to be compiled; what else is compiled for it follows. */
  readonly compilation: Compilation;
  /** Events the class raises by itself, when it was registered so. */
  readonly lifecycle?: LifecycleEvents;
  /** How its events change it, when it was registered as event-sourced. */
  readonly eventSourcing?: AppliesEvents;
  /** Slots of the kept values, in the order of the fields. */
  readonly slots: readonly symbol[];
  /** Builds an instance from values; as strictly as the source of the inspection asks for. */
  build(values: object, inspection: Inspection): object | typeof REJECTED;
  /** An instance with kept values filled in, nothing checked. For stores, whose values were checked when written. */
  hydrate(kept: readonly unknown[]): object;
  toDict(instance: object): Record<string, JsonValue>;
  equals(one: object, other: object): boolean;
  schema(): JsonSchema;
}
