import { Decimal } from 'decimal.js';
import type { JsonValue } from '../errors/violation.js';
import { defaultOf } from '../fields/accept-field.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection } from '../fields/inspection.js';
import { fieldOf, invalidQuery, type StoredData } from './field-path.js';
import type { Shape } from './shape.js';
import { storedValue } from './stored-changes.js';
import { isExact } from './value-order.js';

/** Reads some fields of a state: the row of a `select`. Absent ones are as they would be in the element. */
export function rowReader(shape: Shape, names: readonly string[]): (data: StoredData) => object {
  const columns = names.map((name) => {
    const { descriptor, nested, read } = fieldOf(shape, name);
    if (nested?.kind === 'children' || nested?.kind === 'child') {
      throw invalidQuery(
        shape,
        `${shape.name}.${name} holds children, which are loaded with their aggregate only. Select other fields.`,
        [name],
      );
    }
    return { name, read, descriptor, value: storedValue(descriptor), show: descriptor.rule.show };
  });
  return (data) => {
    const row: Record<string, unknown> = {};
    for (const { name, read, descriptor, value, show } of columns) {
      const stored = read(data);
      const kept = stored === null ? absent(descriptor) : value.read(stored, undefined);
      row[name] = kept === undefined || kept === null || show === undefined ? kept : show(kept);
    }
    return row;
  };
}

/** What an element would have where nothing is stored. */
function absent(field: FieldDescriptor): unknown {
  if (field.presence === 'nullable') return null;
  return field.presence === 'defaulted' ? defaultOf(field, new Inspection(field.name, 'code')) : undefined;
}

/** What a calculation came to, as values of the field are; undefined for the least, greatest or average of nothing. */
export function calculationResult(
  shape: Shape,
  descriptor: FieldDescriptor,
  of: 'sum' | 'min' | 'max' | 'avg',
  result: JsonValue,
): unknown {
  if (result === null) return undefined;
  if (of === 'min' || of === 'max') {
    const kept = storedValue(descriptor).read(result, undefined);
    return descriptor.rule.show === undefined ? kept : descriptor.rule.show(kept);
  }
  if (!isExact(descriptor)) {
    if (typeof result === 'number') return result;
    throw invalidQuery(
      shape,
      `The ${of} of ${shape.name}.${descriptor.name} is ${String(result as string)}, which a number cannot hold. Declare the field with bigint: true.`,
      [descriptor.name],
    );
  }
  const exact = result as string | number;
  return descriptor.kind === 'integer' && of === 'sum' ? BigInt(exact) : new Decimal(exact);
}
