import type { ElementModel } from '../elements/element-model.js';
import { modelOf } from '../elements/element.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import { checksumOf } from '../messages/checksum.js';

/**
 * A fingerprint of the form in which the state of a class is kept: it changes when a field comes, goes, or becomes
 * another kind of field, anywhere in the cluster.
 */
export function formatOf(model: ElementModel): string {
  return checksumOf(describe(model, [])).slice(0, 16);
}

function describe({ name, fields }: ElementModel, above: readonly string[]): JsonValue {
  // A class may hold itself.
  if (above.includes(name)) return name;
  return { name, fields: fields.map((field) => describeField(field, [...above, name])) };
}

function describeField(
  { name, kind, storedAs, target, items }: FieldDescriptor,
  above: readonly string[],
): JsonValue {
  const nested = target === undefined || kind === 'reference' ? undefined : modelOf(target.resolve());
  return {
    name,
    kind,
    storedAs,
    ...(nested === undefined ? {} : { nested: describe(nested, above) }),
    ...(items === undefined ? {} : { items: describeField(items, above) }),
  };
}
