import type { LifecycleEvents } from '../elements/lifecycle-events.js';
import { describeField } from '../fields/describe-field.js';
import { noteOfDecorator, type FieldDescriptor } from '../fields/field.js';
import { json } from '../fields/json.js';
import { string } from '../fields/string.js';
import type { AnyClass } from '../metadata.js';
import { deriveEvent } from './derive-event.js';
import type { RegisteredElement } from './registered-element.js';
import type { RegistrationContext } from './registration.js';
import type { DecoratorSite } from './source-position.js';

/** The event classes of a lifecycle, and what the registry knows of them. */
export interface DerivedLifecycle {
  readonly events: LifecycleEvents;
  readonly elements: readonly RegisteredElement[];
}

/**
 * Makes the three event classes of an aggregate with a lifecycle: `AccountCreated`, `AccountAttributeChanged`,
 * `AccountDiscarded`.
 */
export function deriveLifecycle(
  context: RegistrationContext,
  name: string,
  aggregate: () => AnyClass,
  site: DecoratorSite,
): DerivedLifecycle {
  const derive = (suffix: string, description: string, fields: FieldDescriptor[]): RegisteredElement =>
    deriveEvent(context, {
      name: `${name}${suffix}`,
      description,
      from: 'lifecycleEvents',
      fields,
      aggregate,
      site,
    });
  const created = derive('Created', `Raised when the ${name} is constructed.`, [
    describe('state', json({ required: true, description: 'Its fields, as toDict gives them.' })),
  ]);
  const changed = derive('AttributeChanged', `Raised by changeAttribute of the ${name}.`, [
    describe('name', string({ required: true, description: 'Name of the field.' })),
    describe('value', json({ nullable: true, description: 'The new value, as toDict gives it.' })),
  ]);
  const discarded = derive('Discarded', `Raised by discard of the ${name}.`, []);
  return {
    events: Object.freeze({
      Created: created.cls,
      AttributeChanged: changed.cls,
      Discarded: discarded.cls,
    }),
    elements: [created, changed, discarded],
  };
}

function describe(name: string, decorator: unknown): FieldDescriptor {
  return describeField(name, noteOfDecorator(decorator)!, () => undefined);
}
