import { compileClass, type NewClassPlan } from '../elements/compile-class.js';
import { modelOf } from '../elements/element.js';
import { Event } from '../elements/event.js';
import { findOwner } from '../elements/pending-events.js';
import { planClass } from '../elements/plan-class.js';
import { ElementReference } from '../fields/element-reference.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { AnyClass } from '../metadata.js';
import { rememberOwner } from './class-owner.js';
import type { RegistrationContext } from './registration.js';
import type { RegisteredElement } from './registered-element.js';
import type { DecoratorSite } from './source-position.js';

/** An event class that nobody wrote. */
export interface DerivedEvent {
  readonly name: string;
  readonly description: string;
  readonly from: NonNullable<RegisteredElement['derived']>;
  readonly fields: readonly FieldDescriptor[];
  /** The aggregate it is part of; asked when the event is first raised. */
  readonly aggregate: () => AnyClass;
  /** Where the decorator of the aggregate stands. */
  readonly site: DecoratorSite;
}

/** Makes an event class and what the registry knows of it. */
export function deriveEvent(context: RegistrationContext, derived: DerivedEvent): RegisteredElement {
  const { name, site, aggregate } = derived;
  const written = { [name]: class extends Event {} }[name]!;
  const cls = compileClass(planOf(context, derived, written), context.compilation);
  Object.defineProperty(cls.prototype as object, findOwner, { value: aggregate });
  rememberOwner(context.family, cls);
  const model = modelOf(cls)!;
  return {
    kind: 'event',
    name,
    cls,
    written,
    options: Object.freeze({ description: derived.description }),
    isAbstract: false,
    get place() {
      return site.position!;
    },
    derived: derived.from,
    type: `${context.registry.domain}.${name}.v1`,
    belongsTo: new ElementReference(aggregate as never),
    aggregates: [],
    fields: model.fields,
    invariants: [],
    handles: [],
    model,
  };
}

function planOf(
  context: RegistrationContext,
  { name, fields }: DerivedEvent,
  written: AnyClass,
): NewClassPlan {
  const plan = planClass({
    kind: 'event',
    name,
    written,
    environment: context.environment,
    identityType: 'string',
    report: () => undefined,
  });
  return {
    ...plan,
    fields: fields.map((descriptor) => ({ descriptor, slot: Symbol(descriptor.name) })),
  };
}
