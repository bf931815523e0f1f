import { discardedSlot } from '../change/journal.js';
import { Inspection } from '../fields/inspection.js';
import { modelOfInstance } from './element.js';
import type { ElementModel } from './element-model.js';
import type { LifecycleEvents } from './lifecycle-events.js';
import { storedFormOf } from './stored-form.js';

/** Makes the change that an event of the lifecycle stands for, in an aggregate that is built from its events. */
export function applyLifecycle(aggregate: object, event: object, lifecycle: LifecycleEvents): void {
  const slots = aggregate as Record<symbol, unknown>;
  if (event.constructor === lifecycle.Discarded) slots[discardedSlot] = true;
  if (event.constructor !== lifecycle.AttributeChanged) return;
  const { name, value } = event as { readonly name?: string; readonly value?: unknown };
  const { fields, slots: keys, name: element } = modelOfInstance(aggregate);
  const index = fields.findIndex((field) => field.name === name);
  // A field that is gone since has nothing to be changed.
  if (index < 0) return;
  const kept =
    value === null || value === undefined
      ? value
      : fields[index]!.rule.decode(value, new Inspection(element, 'json'));
  slots[keys[index]!] = kept === null && fields[index]!.presence !== 'nullable' ? undefined : kept;
}

/** The aggregate as its first event says it was constructed; undefined when that event is no such event. */
export function createdIn(model: ElementModel, first: object | undefined): object | undefined {
  if (first === undefined || first.constructor !== model.lifecycle?.Created) return undefined;
  return storedFormOf(model).read((first as { readonly state?: unknown }).state);
}
