import type { ReportProblem } from '../errors/problem.js';
import { classValidatorCheck, type ValidationGroups } from '../fields/class-validator.js';
import { describeField } from '../fields/describe-field.js';
import { fieldNotes, noteOfDecorator, type FieldDescriptor, type FieldNote } from '../fields/field.js';
import { identifier } from '../fields/identifier.js';
import { emittedType, lineage, notesOf, type AnyClass } from '../metadata.js';
import { checkFieldSet } from './check-field-set.js';
import { isMutable, type InstanceCheck, type PlannedField } from './class-plan.js';
import type { NewClassPlan } from './compile-class.js';
import type { ModelEnvironment, StatefulKind } from './element-model.js';
import type { AppliesEvents } from './applies-events.js';
import type { LifecycleEvents } from './lifecycle-events.js';
import { planExchange } from './exchange.js';
import { planInvariants } from './plan-invariants.js';
import { planMethods } from './plan-methods.js';
import { Stateful } from './stateful.js';
import { isWrittenByUser } from './base-classes.js';

/** What is needed to plan a class. */
export interface PlanRequest {
  readonly kind: StatefulKind;
  readonly name: string;
  readonly written: AnyClass;
  /** Metadata object of the class while its standard decorator runs. */
  readonly metadata?: object;
  readonly environment: ModelEnvironment;
  /** What the identity is, when the class does not declare one. */
  readonly identityType: 'string' | 'integer' | 'uuid';
  readonly lifecycle?: LifecycleEvents;
  readonly eventSourcing?: AppliesEvents;
  /** Which constraints of class-validator are checked, if not those of the domain. */
  readonly validation?: ValidationGroups;
  readonly report: ReportProblem;
}

/** Reads the notes of a class and makes the plan it is compiled from; reports whatever is wrong with it. */
export function planClass(request: PlanRequest): NewClassPlan {
  const { kind, name, written, report } = request;
  if (written.length > 0) {
    report(
      'CONSTRUCTOR_DECLARED',
      'the class declares a constructor with parameters of its own',
      'Remove it: elements are built from one object. Use a static factory method, or defaults() to derive values.',
    );
  }
  const fields = planFields(request);
  const descriptors = fields.map(({ descriptor }) => descriptor);
  checkFieldSet(kind, written, descriptors, report, request.metadata);
  const invariants = planInvariants(kind, written, request.metadata, descriptors, report);
  const prototype = written.prototype as { defaults: unknown; toDict: unknown };
  return {
    kind,
    name,
    written,
    fields,
    identity: fields.find(({ descriptor }) => descriptor.identifier),
    invariants,
    methods: isMutable(kind) ? planMethods(written, descriptors, invariants, report) : [],
    environment: request.environment,
    hasDefaultsHook: prototype.defaults !== Reflect.get(Stateful.prototype, 'defaults'),
    overridesToDict: lineage(written).some(
      (cls) => isWrittenByUser(cls) && Object.hasOwn(cls.prototype as object, 'toDict'),
    ),
    lifecycle: request.lifecycle,
    eventSourcing: request.eventSourcing,
    instanceChecks: planChecks(request, descriptors),
    exchange: planExchange(written, descriptors),
  };
}

function planChecks(
  { written, validation, environment, report }: PlanRequest,
  fields: readonly FieldDescriptor[],
): readonly InstanceCheck[] {
  const check = classValidatorCheck(written, fields, validation ?? environment.validation ?? {}, report);
  return check === undefined ? [] : [check];
}

function planFields({ kind, written, metadata, identityType, report }: PlanRequest): readonly PlannedField[] {
  const descriptors: FieldDescriptor[] = [];
  for (const [name, note] of notesOf<FieldNote>(written, fieldNotes, metadata)) {
    descriptors.push(describe(name, note, report));
    compareEmittedType(written, name, note, report);
  }
  const declared = descriptors.some(({ identifier: isIdentity }) => isIdentity);
  if ((kind === 'aggregate' || kind === 'entity') && !declared) {
    const note = noteOfDecorator(
      identifier({ identifier: true, type: identityType === 'integer' ? 'integer' : 'string' }),
    )!;
    descriptors.push(describe('id', note, report));
  }
  return descriptors.map((descriptor) => ({ descriptor, slot: Symbol(descriptor.name) }));
}

function describe(name: string, note: FieldNote, report: ReportProblem): FieldDescriptor {
  return describeField(name, note, (_option, cause, fix) => report('FIELD_OPTION', cause, fix, name));
}

/** Types that a compiler emits for properties which can hold nothing but values of these kinds. */
const typeOfKind: Readonly<Partial<Record<FieldNote['kind'], unknown>>> = {
  string: String,
  text: String,
  float: Number,
  boolean: Boolean,
  date: String,
};

/** Emitted types are only compared, and only where a difference is certain: compilers disagree about all others. */
function compareEmittedType(written: AnyClass, name: string, note: FieldNote, report: ReportProblem): void {
  const emitted = emittedType(written, name);
  const expected = typeOfKind[note.kind];
  const isScalar = emitted === String || emitted === Number || emitted === Boolean;
  if (expected === undefined || !isScalar || emitted === expected) return;
  report(
    'EMITTED_TYPE_DIFFERS',
    `the property is a ${(emitted as { name: string }).name}, the field is of kind ${note.kind}`,
    'Make the type of the property that of the field.',
    name,
  );
}
