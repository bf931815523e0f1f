import { findOwner } from '../elements/pending-events.js';
import type { Problem, ReportProblem } from '../errors/problem.js';
import { ElementReference, type ElementTarget } from '../fields/element-reference.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { AnyClass } from '../metadata.js';
import { checkBase, checkDecoratorSupport } from './check-class.js';
import { checkOptions } from './check-options.js';
import { claimClass, rememberOwner } from './class-owner.js';
import { compileElement } from './compile-element.js';
import { readDecider } from './read-decider.js';
import { deriveFactEvent } from './derive-fact-event.js';
import { deriveLifecycle } from './derive-lifecycle.js';
import { elementKinds } from './element-kinds.js';
import { readHandlers } from './read-handlers.js';
import type { RegisteredElement } from './registered-element.js';
import type { Registration, RegistrationContext } from './registration.js';
import type { Registry } from './registry.js';
import { findTarget } from './resolve.js';
import { storedNames } from './stored-names.js';

/**
 * Registers a class: checks its options, compiles it if it has fields or rules, and adds it with everything that is wrong
 * with it. Gives the class that takes the place of the one that was written.
 *
 * @throws DomainryError DOMAIN_FROZEN.
 */
export function registerElement(context: RegistrationContext, registration: Registration): AnyClass {
  const { kind, written, options, site, context: standard } = registration;
  const { registry, family } = context;
  const name = typeof options['name'] === 'string' && options['name'] !== '' ? options['name'] : written.name;
  const problems: Problem[] = [];
  const report = reporter(name, registration, problems);
  checkOptions(kind, options, report);
  checkDecoratorSupport(standard, report);
  checkBase(kind, written, report);
  claimClass(family, written, registry.holdsOwn(written), report);

  const findByName = (wanted: string): AnyClass | undefined => registry.find(wanted)?.cls;
  const handles = [
    ...readHandlers({ kind, written, metadata: standard?.metadata, options, findByName, report }),
    ...(kind === 'decider' ? readDecider(options, findByName) : []),
  ];
  const hasLifecycle = kind === 'aggregate' && options['lifecycleEvents'] === true;
  const lifecycle = hasLifecycle ? deriveLifecycle(context, name, () => compiled.cls, site) : undefined;
  const compiled = compileElement(context, {
    ...registration,
    name,
    lifecycle: lifecycle?.events,
    handles,
    report,
    problems,
  });
  rememberOwner(family, compiled.cls);
  const references = referencesIn(registration, registry);
  for (const field of compiled.fields) bindReferences(field, findByName);
  if (kind === 'event') defineOwner(compiled.cls, registry, references.belongsTo);
  const element: RegisteredElement = {
    kind,
    name,
    written,
    options: Object.freeze({ ...options }),
    isAbstract: options['abstract'] === true,
    get place() {
      return site.position!;
    },
    ...storedNames(registry.domain, kind, name, options),
    ...references,
    ...compiled,
    handles: Object.freeze(handles),
  };
  registry.add(element, problems);
  const hasFacts = kind === 'aggregate' && options['factEvents'] === true && compiled.model !== undefined;
  const facts = hasFacts ? [deriveFactEvent(context, compiled.model, site)] : [];
  for (const derived of [...(lifecycle?.elements ?? []), ...facts]) registry.add(derived, []);
  return compiled.cls;
}

function reporter(name: string, { site }: Registration, problems: Problem[]): ReportProblem {
  return (code, cause, fix, member) => {
    problems.push({
      code,
      element: member === undefined ? name : `${name}.${member}`,
      get place() {
        return site.position!;
      },
      cause,
      fix,
    });
  };
}

function referencesIn(
  { kind, options }: Registration,
  registry: Registry,
): Pick<RegisteredElement, 'belongsTo' | 'aggregates' | 'supersededBy'> {
  const { belongsTo } = elementKinds[kind];
  const refer = (target: unknown): ElementReference => {
    const reference = new ElementReference(target as ElementTarget | undefined);
    reference.bind((name) => registry.find(name)?.cls);
    return reference;
  };
  const { aggregates, supersededBy } = options;
  return {
    ...(belongsTo === undefined || !(belongsTo.option in options)
      ? {}
      : { belongsTo: refer(options[belongsTo.option]) }),
    ...(supersededBy === undefined ? {} : { supersededBy: refer(supersededBy) }),
    aggregates: Object.freeze(Array.isArray(aggregates) ? aggregates.map(refer) : []),
  };
}

function bindReferences(field: FieldDescriptor, findByName: (name: string) => AnyClass | undefined): void {
  field.target?.bind(findByName);
  if (field.items !== undefined) bindReferences(field.items, findByName);
}

/** Lets an event find the aggregate that may raise it. */
function defineOwner(cls: AnyClass, registry: Registry, belongsTo: ElementReference | undefined): void {
  Object.defineProperty(cls.prototype as object, findOwner, {
    value: () => belongsTo && findTarget(registry, belongsTo)?.cls,
    configurable: true,
  });
}
