import type { JsonValue } from '../errors/violation.js';
import {
  decoratedProperties,
  transformerLibrary,
  type TransformerLibrary,
} from '../fields/class-transformer.js';
import { holdsElements } from '../fields/describe-field.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection, REJECTED, deepest, isLive, largest } from '../fields/inspection.js';
import { lineage, type AnyClass } from '../metadata.js';
import type { Exchange } from './class-plan.js';
import type { DictOptions } from './dict-options.js';
import type { ElementModel } from './element-model.js';
import { transformerTarget } from './transformer-target.js';
import { jsonOf, viewOf } from './transformer-view.js';
import { writeDict } from './write-dict.js';

/** How a class with decorators of class-transformer is written and read; undefined when it has none. */
export function planExchange(written: AnyClass, fields: readonly FieldDescriptor[]): Exchange | undefined {
  const library = transformerLibrary();
  if (library === undefined || !isDecorated(library, written, fields)) return undefined;
  return {
    write: (instance, options) => write(library, instance, options),
    read: (values, model, inspection) => read(library, values, model, inspection),
  };
}

/** Writes an instance with options. They matter to elements in it, even if its own class has no decorators. */
export function writeWith(instance: object, options: DictOptions): Record<string, JsonValue> {
  const library = transformerLibrary();
  if (library !== undefined) return write(library, instance, options);
  return (instance as { [writeDict](): Record<string, JsonValue> })[writeDict]();
}

function isDecorated(
  { storage }: TransformerLibrary,
  written: AnyClass,
  fields: readonly FieldDescriptor[],
): boolean {
  const held = new Set<string | undefined>(fields.filter(holdsElements).map(({ name }) => name));
  return lineage(written).some(
    (cls) =>
      decoratedProperties(storage, cls, 'others').length > 0 ||
      decoratedProperties(storage, cls, 'types').some((property) => !held.has(property)),
  );
}

function write(
  library: TransformerLibrary,
  instance: object,
  options: DictOptions | undefined,
): Record<string, JsonValue> {
  const targetOf = ({ cls, fields }: ElementModel): AnyClass => transformerTarget(library, cls, fields);
  const writeOwn = (element: object): JsonValue =>
    (element as { toDict(given?: DictOptions): JsonValue }).toDict(options);
  const view = viewOf(instance, targetOf, writeOwn);
  return jsonOf(library.instanceToPlain(view, optionsOf(options))) as Record<string, JsonValue>;
}

function read(
  library: TransformerLibrary,
  values: object,
  { cls, fields }: ElementModel,
  inspection: Inspection,
): object | typeof REJECTED {
  // The library goes down without end, and takes long for it.
  if (!isBounded(values))
    return inspection.reject(
      'depth',
      `<= ${deepest} levels`,
      values,
      `at most ${deepest} levels of nesting and ${largest} parts`,
    );
  let filled: object;
  try {
    const target = transformerTarget(library, cls, fields);
    filled = library.plainToInstance(target, values, optionsOf(inspection.reading));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return inspection.reject(
      'transform',
      'values that can be transformed',
      values,
      `${cls.name} as its transformations read it (${reason})`,
    );
  }
  const given = Object.entries(filled).filter(([, value]) => value !== undefined);
  // The library leaves such keys out without a word.
  for (const key of ['__proto__', 'constructor'])
    if (Object.hasOwn(values, key)) given.push([key, Reflect.get(values, key)]);
  const byName = new Map(fields.map((field) => [field.name, field]));
  return Object.fromEntries(given.map(([name, value]) => [name, jsonForm(byName.get(name), value)]));
}

/** Whether a value is neither nested too deeply nor too large; one that holds itself is nested without end. */
function isBounded(value: unknown, depth = 0, count = { parts: 0 }): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth > deepest || ++count.parts > largest) return false;
  return Object.values(value).every((part) => isBounded(part, depth + 1, count));
}

/** Transformations may give what JSON cannot hold, such as a `Date`; fields then read it in the form that JSON has for it. */
function jsonForm(field: FieldDescriptor | undefined, value: unknown): unknown {
  if (field === undefined || holdsElements(field)) return value;
  const isForCode = Array.isArray(value) ? value.some(isLive) : isLive(value);
  if (!isForCode) return value;
  const kept = field.rule.accept(value, new Inspection(field.name, 'code'));
  return kept === REJECTED ? value : field.rule.encode(kept);
}

function optionsOf({ groups, version }: DictOptions = {}): { groups?: string[]; version?: number } {
  return {
    ...(groups === undefined ? {} : { groups: [...groups] }),
    ...(version === undefined ? {} : { version }),
  };
}
