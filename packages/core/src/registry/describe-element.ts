import { formatPosition } from '../errors/problem.js';
import type { ElementReference } from '../fields/element-reference.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { ElementSummary, FieldSummary } from './domain-summary.js';
import { elementKinds } from './element-kinds.js';
import { plainData, plainRecord } from './plain-data.js';
import type { RegisteredElement } from './registered-element.js';
import type { Registry } from './registry.js';
import { findTarget } from './resolve.js';

/**
 * One element as plain data.
 *
 * @param tell - what other elements are called in it; by their names when absent.
 */
export function describeElement(
  registry: Registry,
  element: RegisteredElement,
  tell: (other: RegisteredElement) => string = ({ name }) => name,
): ElementSummary {
  const { kind, name, options, place, aggregates, belongsTo, supersededBy } = element;
  const nameOf = (reference: ElementReference): string => {
    const target = findTarget(registry, reference);
    return target === undefined ? reference.label : tell(target);
  };
  const cluster = registry.clusterOf(element.cls);
  return {
    kind,
    name,
    ...(typeof options['description'] === 'string' ? { description: options['description'] } : {}),
    ...(place === undefined ? {} : { place: formatPosition(place) }),
    ...(element.isAbstract ? { abstract: true } : {}),
    ...defined(element, ['derived', 'type', 'storedAs', 'stream']),
    ...(belongsTo === undefined ? {} : { belongsTo: nameOf(belongsTo) }),
    ...(cluster === undefined ? {} : { aggregate: tell(cluster) }),
    ...(aggregates.length === 0 ? {} : { aggregates: aggregates.map(nameOf) }),
    ...(options['deprecated'] === undefined ? {} : { deprecated: plainData(options['deprecated']) ?? null }),
    ...(supersededBy === undefined ? {} : { supersededBy: nameOf(supersededBy) }),
    options: otherOptions(element),
    fields: element.fields.map((field) => describeField(field, nameOf)),
    invariants: element.invariants.map((rule) => ({ ...rule, fields: [...rule.fields] })),
    handles: element.handles.map(({ method, by, message, everyEvent, options: given }) => ({
      method,
      by,
      ...(everyEvent === undefined ? {} : { everyEvent }),
      ...(message === undefined ? {} : { message: nameOf(message) }),
      options: plainRecord(given),
    })),
  };
}

function describeField(
  field: FieldDescriptor,
  nameOf: (reference: ElementReference) => string,
): FieldSummary {
  const preset = plainData(field.default);
  return {
    name: field.name,
    kind: field.kind,
    presence: field.presence,
    ...(field.identifier ? { identifier: true } : {}),
    ...(field.unique ? { unique: true } : {}),
    ...(field.readOnly ? { readOnly: true } : {}),
    ...defined(field, ['description', 'personal']),
    ...(field.storedAs === field.name ? {} : { storedAs: field.storedAs }),
    ...(field.renamedFrom.length === 0 ? {} : { renamedFrom: [...field.renamedFrom] }),
    ...(field.deprecated === undefined ? {} : { deprecated: plainRecord({ ...field.deprecated }) }),
    ...(preset === undefined ? {} : { default: preset }),
    ...(field.examples.length === 0 ? {} : { examples: plainData(field.examples) ?? [] }),
    constraints: plainRecord(field.constraints),
    ...(field.target === undefined ? {} : { target: nameOf(field.target) }),
    ...(field.items === undefined ? {} : { items: describeField(field.items, nameOf) }),
  };
}

/** Options that the summary does not show under names of their own. */
function otherOptions({ kind, options, storedAs, stream }: RegisteredElement): ElementSummary['options'] {
  const shown = new Set(['name', 'description', 'abstract', 'deprecated', 'supersededBy', 'aggregates']);
  if (storedAs !== undefined) shown.add('storedAs');
  if (stream !== undefined) shown.add('stream');
  // They are shown as what it handles.
  if (kind === 'decider') shown.add('commands').add('events');
  const owner = elementKinds[kind].belongsTo?.option;
  if (owner !== undefined) shown.add(owner);
  return plainRecord(Object.fromEntries(Object.entries(options).filter(([option]) => !shown.has(option))));
}

function defined<Source extends object, Key extends keyof Source>(
  source: Source,
  keys: readonly Key[],
): { [Name in Key]?: Exclude<Source[Name], undefined> } {
  return Object.fromEntries(
    keys.filter((key) => source[key] !== undefined).map((key) => [key, source[key]]),
  ) as never;
}
