import type { Problem, ReportProblem } from '../errors/problem.js';
import { lineage, type AnyClass } from '../metadata.js';
import { isWrittenByUser } from './base-classes.js';
import type { PlannedInvariant } from './class-plan.js';
import { planInvariants } from './plan-invariants.js';

/** Kinds of service. */
export type ServiceKind = 'domainService' | 'applicationService';

/** What is needed to plan a service. */
export interface ServiceRequest {
  readonly kind: ServiceKind;
  readonly name: string;
  readonly written: AnyClass;
  /** Metadata object of the class while its standard decorator runs. */
  readonly metadata?: object;
  readonly report: ReportProblem;
  /** What is wrong with the class; nothing can be constructed then. */
  readonly problems: () => readonly Problem[];
  /** Called before the first instance is made. */
  readonly onFirstUse: (cls: AnyClass) => void;
}

/** Everything needed to compile a service. */
export interface ServicePlan extends Omit<ServiceRequest, 'metadata' | 'report'> {
  readonly invariants: readonly PlannedInvariant[];
  readonly methods: ReadonlyMap<string, Function>;
}

/** Reads the notes of a service class; reports what is wrong with its methods and rules. */
export function planService({ metadata, report, ...request }: ServiceRequest): ServicePlan {
  const invariants = planInvariants('service', request.written, metadata, [], report);
  return { ...request, invariants, methods: planMethods(request.written, invariants, report) };
}

/**
 * The public methods, own and inherited, as the decorators on them left them. Getters and setters are no methods, and
 * `#private` ones cannot be reached.
 */
function planMethods(
  written: AnyClass,
  invariants: readonly PlannedInvariant[],
  report: ReportProblem,
): ReadonlyMap<string, Function> {
  const methods = new Map<string, Function>();
  const rules = new Set(invariants.map(({ descriptor }) => descriptor.name));
  for (const cls of lineage(written)) {
    if (!isWrittenByUser(cls)) continue;
    const members = Object.getOwnPropertyDescriptors(cls.prototype as object);
    for (const [name, { value }] of Object.entries(members)) {
      if (name === 'constructor' || name.startsWith('_') || rules.has(name)) continue;
      if (typeof value === 'function') methods.set(name, value);
      else methods.delete(name);
    }
  }
  for (const [name, method] of methods) {
    if (!method.constructor.name.endsWith('GeneratorFunction')) continue;
    report(
      'ASYNC_METHOD',
      'the method is a generator: it runs a step at a time, so rules cannot be checked around it',
      'Give an array or a promise of one, or let its name start with _.',
      name,
    );
  }
  return methods;
}
