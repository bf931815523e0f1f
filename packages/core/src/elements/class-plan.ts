import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { Inspection, REJECTED } from '../fields/inspection.js';
import type { InvariantDescriptor } from '../invariants/check-invariants.js';
import type { Problem } from '../errors/problem.js';
import type { AnyClass } from '../metadata.js';
import type { DictOptions } from './dict-options.js';
import type { AppliesEvents } from './applies-events.js';
import type { LifecycleEvents } from './lifecycle-events.js';
import type { ElementModel, ModelEnvironment, StatefulKind } from './element-model.js';

/** One field in a plan: its descriptor and where its kept value lies. */
export interface PlannedField {
  readonly descriptor: FieldDescriptor;
  readonly slot: symbol;
}

/** One rule in a plan. */
export interface PlannedInvariant {
  readonly descriptor: InvariantDescriptor;
  readonly method: (this: object) => unknown;
}

/** One public method of a mutable element, to be made a change of its own. */
export interface PlannedMethod {
  readonly name: string | symbol;
  /** The user's method, or the setter of a user's own accessor. */
  readonly method: Function;
  readonly isSetter: boolean;
}

/**
 * Checks of whole instances that come from elsewhere, such as decorators of class-validator. They run before the rules of
 * the stage `post`: at the end of construction and of each change.
 */
export type InstanceCheck = (instance: object, inspection: Inspection) => void;

/** Writes and reads instances in another library's way. */
export interface Exchange {
  write(instance: object, options: DictOptions | undefined): Record<string, JsonValue>;
  /** Gives the values of the fields, as JSON has them; or REJECTED, after telling the inspection why. */
  read(values: object, model: ElementModel, inspection: Inspection): object | typeof REJECTED;
}

/** Everything needed to compile one class. Both compilers, with and without code generation, start from it. */
export interface ClassPlan {
  readonly kind: StatefulKind;
  readonly name: string;
  /** The class the user wrote. */
  readonly written: AnyClass;
  readonly fields: readonly PlannedField[];
  readonly identity: PlannedField | undefined;
  readonly invariants: readonly PlannedInvariant[];
  readonly methods: readonly PlannedMethod[];
  readonly environment: ModelEnvironment;
  /** Whether the class overrides the `defaults()` hook. */
  readonly hasDefaultsHook: boolean;
  /** Whether the class has a `toDict` of its own. */
  readonly overridesToDict: boolean;
  /** Events the class raises by itself. */
  readonly lifecycle: LifecycleEvents | undefined;
  /** How its events change it; undefined for what is not event-sourced. */
  readonly eventSourcing: AppliesEvents | undefined;
  readonly instanceChecks: readonly InstanceCheck[];
  readonly exchange: Exchange | undefined;
  /** What is wrong with the class; nothing can be constructed then. */
  readonly problems: () => readonly Problem[];
  /** The model that the finished class will carry; filled in by the compiler. */
  readonly model: () => ElementModel;
}

/** Whether instances of a kind can change. */
export function isMutable(kind: StatefulKind): boolean {
  return kind === 'aggregate' || kind === 'entity' || kind === 'projection';
}
