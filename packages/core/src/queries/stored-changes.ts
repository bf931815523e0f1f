import type { ElementModel } from '../elements/element-model.js';
import { storedFormOf } from '../elements/stored-form.js';
import { storedValueOf, type StoredValue } from '../elements/stored-form-values.js';
import { ValidationError } from '../errors/validation-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import { fieldOf, invalidQuery } from './field-path.js';
import type { Shape } from './shape.js';

/** How values of a field are written and read, with elements in their stored form. */
export function storedValue(field: FieldDescriptor): StoredValue {
  return storedValueOf(field, (model: ElementModel) => {
    const form = storedFormOf(model);
    return { write: (instance) => form.write(instance), read: (data) => form.read(data) };
  });
}

/**
 * The stored form of values that fields are set to, checked by the rules of the fields. Null or undefined takes a value
 * away.
 *
 * @throws ValidationError when a value breaks the rules of its field; QUERY_INVALID when there is no such field, or it
 *   cannot be set.
 */
export function storedChanges(
  shape: Shape,
  changes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, JsonValue>> {
  const inspection = new Inspection(shape.name, 'code');
  const stored: Record<string, JsonValue> = {};
  for (const [given, value] of Object.entries(changes)) {
    const { descriptor } = fieldOf(shape, given);
    const { name } = descriptor;
    assertSettable(shape, descriptor);
    inspection.within(name, () => {
      const accepted = acceptChange(descriptor, value, inspection);
      if (accepted !== undefined) stored[name] = accepted;
    });
  }
  if (inspection.violations.length > 0) throw new ValidationError(inspection.violations, shape.name);
  return stored;
}

function assertSettable(shape: Shape, { name, kind, readOnly }: FieldDescriptor): void {
  const reason = readOnly
    ? 'is set once, at construction'
    : kind === 'hasOne' || kind === 'hasMany'
      ? 'holds children, which change with their aggregate only'
      : undefined;
  if (reason === undefined) return;
  throw invalidQuery(shape, `${shape.name}.${name} ${reason}. Leave it out of the update.`, [name]);
}

function acceptChange(field: FieldDescriptor, value: unknown, inspection: Inspection): JsonValue | undefined {
  if (value === undefined || value === null) {
    if (field.presence === 'optional' || field.presence === 'nullable') return null;
    inspection.reject('required', 'a value', value);
    return undefined;
  }
  const kept = field.rule.accept(value, inspection);
  return kept === REJECTED ? undefined : storedValue(field).write(kept);
}
