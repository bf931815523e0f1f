import { compileClass } from '../elements/compile-class.js';
import { compileService } from '../elements/compile-service.js';
import { abstractClasses, kindOf, modelOf } from '../elements/element.js';
import type { ElementModel, StatefulKind } from '../elements/element-model.js';
import { EventSourcing, type Applier } from '../elements/event-sourcing.js';
import type { LifecycleEvents } from '../elements/lifecycle-events.js';
import { planClass, type PlanRequest } from '../elements/plan-class.js';
import { planService, type ServiceKind } from '../elements/service-plan.js';
import type { Problem, ReportProblem } from '../errors/problem.js';
import type { ValidationGroups } from '../fields/class-validator.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { InvariantDescriptor } from '../invariants/check-invariants.js';
import { invariantNotes } from '../invariants/invariant.js';
import { notesOf, type AnyClass } from '../metadata.js';
import { isBuiltFromEvents } from './built-from-events.js';
import type { ElementKind } from './element-kinds.js';
import { phraseKind } from './phrase-kind.js';
import type { HandledMessage } from './registered-element.js';
import type { Registration, RegistrationContext } from './registration.js';

/** A class as it goes into the registry. */
export interface CompiledElement {
  /** The class that takes the place of the one that was written; that one itself, where nothing is to be done. */
  readonly cls: AnyClass;
  readonly fields: readonly FieldDescriptor[];
  readonly invariants: readonly InvariantDescriptor[];
  readonly model?: ElementModel;
}

/** What compiling needs beside the registration. */
export interface CompileRequest extends Registration {
  readonly name: string;
  readonly lifecycle: LifecycleEvents | undefined;
  readonly handles: readonly HandledMessage[];
  readonly report: ReportProblem;
  /** Everything that is wrong with the class; nothing can be constructed then. */
  readonly problems: readonly Problem[];
}

/** Compiles a class by its kind, if it extends the base class of the kind. */
export function compileElement(context: RegistrationContext, request: CompileRequest): CompiledElement {
  const { kind, written } = request;
  const isOfKind = (written.prototype as { readonly [kindOf]?: string })[kindOf] === kind;
  if (isOfKind && isService(kind)) return compileAsService(context, kind, request);
  if (isOfKind && isStateful(kind)) return compileAsStateful(context, kind, request);
  refuseInvariants(request);
  return { cls: written, fields: [], invariants: [] };
}

function compileAsService(
  { environment }: RegistrationContext,
  kind: ServiceKind,
  { written, name, report, problems, context }: CompileRequest,
): CompiledElement {
  const plan = planService({
    kind,
    name,
    written,
    ...metadataIn(context),
    report,
    problems: () => problems,
    onFirstUse: (cls) => environment.onDeprecated?.(cls),
  });
  return {
    cls: compileService(plan),
    fields: [],
    invariants: plan.invariants.map(({ descriptor }) => descriptor),
  };
}

function compileAsStateful(
  { environment, identityType, compilation }: RegistrationContext,
  kind: StatefulKind,
  { written, name, report, options, lifecycle, handles, problems, context }: CompileRequest,
): CompiledElement {
  const isSourced = kind === 'aggregate' && isBuiltFromEvents({ kind, options });
  const request: PlanRequest = {
    kind,
    name,
    written,
    ...metadataIn(context),
    environment,
    identityType,
    report,
    ...(options['validation'] === undefined ? {} : { validation: options['validation'] as ValidationGroups }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(isSourced
      ? { eventSourcing: new EventSourcing(name, () => appliersIn(written, handles), lifecycle) }
      : {}),
  };
  const plan = planClass(request);
  if (options['abstract'] === true) {
    abstractClasses.add(written);
    return {
      cls: written,
      fields: plan.fields.map(({ descriptor }) => descriptor),
      invariants: plan.invariants.map(({ descriptor }) => descriptor),
    };
  }
  const cls = compileClass(plan, compilation, () => problems);
  const model = modelOf(cls)!;
  return { cls, model, fields: model.fields, invariants: model.invariants };
}

/** The methods marked with `@apply`, by class of event. */
function appliersIn(written: AnyClass, handles: readonly HandledMessage[]): ReadonlyMap<AnyClass, Applier> {
  const prototype = written.prototype as Readonly<Record<string, Applier>>;
  return new Map(
    handles.flatMap(({ by, message, method }): (readonly [AnyClass, Applier])[] =>
      by === 'apply' && message !== undefined ? [[message.resolve() as AnyClass, prototype[method]!]] : [],
    ),
  );
}

/** Rules where nobody checks them are a mistake. */
function refuseInvariants({ kind, written, context, report }: CompileRequest): void {
  if (isService(kind) || isStateful(kind)) return;
  for (const name of notesOf(written, invariantNotes, context?.metadata).keys()) {
    report(
      'INVARIANT_NOT_ALLOWED',
      `nobody checks the invariants of ${phraseKind(kind)}`,
      'Put the rule into an aggregate, entity, value object or service.',
      name,
    );
  }
}

const statefulKinds: readonly ElementKind[] = [
  'aggregate',
  'entity',
  'valueObject',
  'event',
  'command',
  'query',
  'projection',
];

function isStateful(kind: ElementKind): kind is StatefulKind {
  return statefulKinds.includes(kind);
}

function isService(kind: ElementKind): kind is ServiceKind {
  return kind === 'domainService' || kind === 'applicationService';
}

function metadataIn(context: Registration['context']): { readonly metadata?: object } {
  return context?.metadata === undefined ? {} : { metadata: context.metadata };
}
