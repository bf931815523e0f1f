import { linkFactEvent } from '../elements/fact-event.js';
import type { ElementModel } from '../elements/element-model.js';
import { describeField } from '../fields/describe-field.js';
import { noteOfDecorator, type FieldDescriptor } from '../fields/field.js';
import { json } from '../fields/json.js';
import { deriveEvent } from './derive-event.js';
import type { RegisteredElement } from './registered-element.js';
import type { RegistrationContext } from './registration.js';
import type { DecoratorSite } from './source-position.js';

/** Makes the event class that holds the whole state of an aggregate: `AccountFact`. */
export function deriveFactEvent(
  context: RegistrationContext,
  { name, cls, fields }: ElementModel,
  site: DecoratorSite,
): RegisteredElement {
  const element = deriveEvent(context, {
    name: `${name}Fact`,
    description: `The whole state of the ${name}, published when it was saved.`,
    from: 'factEvents',
    fields: fields.map(mirror),
    aggregate: () => cls,
    site,
  });
  linkFactEvent(cls, element.cls);
  return element;
}

/** The field of the event: a value that is always there must be there; children are plain data. */
function mirror(field: FieldDescriptor): FieldDescriptor {
  const { name, kind, description } = field;
  if (kind === 'hasOne' || kind === 'hasMany') {
    const told = description === undefined ? {} : { description };
    const presence =
      kind === 'hasMany' || field.presence === 'required'
        ? { required: true as const }
        : field.presence === 'nullable'
          ? { nullable: true as const }
          : {};
    return describeField(name, noteOfDecorator(json({ ...presence, ...told }))!, () => undefined);
  }
  const constraints = Object.entries(field.constraints).filter(([rule]) => rule !== 'transitions');
  const entries = Object.entries(field).filter(([part]) => part !== 'default');
  return Object.freeze({
    ...(Object.fromEntries(entries) as Omit<FieldDescriptor, 'default'>),
    presence: field.presence === 'defaulted' ? 'required' : field.presence,
    constraints: Object.freeze(Object.fromEntries(constraints)),
    identifier: false,
    unique: false,
    readOnly: false,
  });
}
