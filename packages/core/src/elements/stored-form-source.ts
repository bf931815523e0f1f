import type { ElementModel } from './element-model.js';
import { HYDRATING } from './element.js';
import {
  attachRead,
  collectionOf,
  isOptional,
  meetUnknownKeys,
  readField,
  requireRecord,
  type StoredField,
} from './stored-form-fields.js';
import { readPart, type PlainType, type RawForm } from './stored-form-values.js';
import { readTextSource, textRuntime } from './stored-text-source.js';

/**
 * The form of a class as JavaScript of its own. Plain values go from the data into their slots, and back, without a call.
 *
 * @throws EvalError where the runtime forbids code generation; `stored-form-closures.ts` serves there.
 */
export function generateStoredForm(model: ElementModel, fields: readonly StoredField[]): RawForm {
  const constants: Record<string, unknown> = { ...runtime, fields, Finished: model.cls };
  fields.forEach((field, index) => {
    constants[`$${index}`] = field.slot;
    constants[`S${index}`] = field;
    constants[`V${index}`] = field.value;
    constants[`F${index}`] = field.descriptor;
  });
  const source = `'use strict';
return {
${writeSource(fields)},
${readSource(fields)},
${readTextSource(fields)},
};
//# sourceURL=domainry:stored/${encodeURIComponent(model.name)}`;
  // Names in the source come from descriptors, quoted; values only ever travel as constants.
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- compiling each class is the point of this file
  const make = new Function(...Object.keys(constants), source) as (...given: unknown[]) => RawForm;
  return make(...Object.values(constants));
}

const runtime = {
  HYDRATING,
  attachRead,
  collectionOf,
  meetUnknownKeys,
  readField,
  readPart,
  requireRecord,
  ...textRuntime,
};

/** One object literal as far as every field always has a value. */
function writeSource(fields: readonly StoredField[]): string {
  const always = fields.findIndex(({ descriptor }) => isOptional(descriptor));
  const split = always === -1 ? fields.length : always;
  const entry = (field: StoredField, index: number): string => {
    const kept = `self[$${index}]`;
    if (field.value.plain !== undefined) return kept;
    const written = `V${index}.write(${kept})`;
    return field.descriptor.presence === 'nullable' ? `${kept} === null ? null : ${written}` : written;
  };
  const literal = fields
    .slice(0, split)
    .map((field, index) => `${keySource(field.key)}: ${entry(field, index)}`);
  const rest = fields.slice(split).map((field, offset) => {
    const index = split + offset;
    return `if (self[$${index}] !== undefined) data[${JSON.stringify(field.key)}] = ${entry(field, index)};`;
  });
  return `write(self) {
  const data = { ${literal.join(', ')} };
  ${rest.join('\n  ')}
  return data;
}`;
}

/** A key `__proto__` in a literal would set the prototype, unless it is computed. */
function keySource(key: string): string {
  return `[${JSON.stringify(key)}]`;
}

function readSource(fields: readonly StoredField[]): string {
  return `read(data, place) {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) requireRecord(data);
  let known = 0;
  ${fields.map(valueSource).join('\n  ')}
  let keys = 0;
  for (const _ in data) keys++;
  if (keys !== known) meetUnknownKeys(fields, data, place);
  const self = new Finished(HYDRATING);
  ${fields.map(storeSource).join('\n  ')}
  return self;
}`;
}

/** `v0` is what is kept. The common cases are met right here; `readField` knows all of them. */
function valueSource({ key, keys, value, descriptor }: StoredField, index: number): string {
  const v = `v${index}`;
  const read = `let ${v} = data[${JSON.stringify(key)}]; if (${v} !== undefined) known++;`;
  const slow = `${v} = readField(S${index}, data, place);`;
  if (value.plain !== undefined) {
    const absent = isOptional(descriptor) && keys.length === 1 ? `${v} !== undefined && ` : '';
    return `${read} if (${absent}${isNot(v, value.plain)}) ${slow}`;
  }
  // What every object inherits was not stored.
  if (key in Object.prototype) return `${read} ${slow}`;
  const name = JSON.stringify(descriptor.name);
  return `${read} if (${v} === undefined || ${v} === null) ${slow} else ${v} = readPart(V${index}, ${v}, ${name}, place);`;
}

function isNot(v: string, type: PlainType): string {
  return type === 'scalar'
    ? `(typeof ${v} !== 'string' && typeof ${v} !== 'number')`
    : `typeof ${v} !== '${type}'`;
}

function storeSource({ descriptor }: StoredField, index: number): string {
  if (descriptor.kind === 'hasMany') return `self[$${index}] = collectionOf(self, F${index}, v${index});`;
  const store = `self[$${index}] = v${index};`;
  return descriptor.kind === 'hasOne' ? `${store} attachRead(self, F${index}, v${index});` : store;
}
