import type { JsonValue } from '@domainry/core';
import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { fits, jsonOf } from '../example/fits.js';
import { isRequired, writtenFields } from '../json-schema/describe-contents.js';
import { contextOf } from '../names/element-names.js';
import { identifierOf } from '../names/identifier.js';
import { nameElements, withNested } from '../names/name-elements.js';
import { formOf, type DecimalForm, type ValueForm } from '../value-form.js';

/** A schema of Avro as data. */
export type AvroSchema = { readonly [attribute: string]: JsonValue };

/** Most digits whose number every reader of Avro can hold. */
const mostDigits = 1000;

/**
 * Avro record of what an element holds. All versions of a message have one name, so that readers of one resolve what writers
 * of another wrote; former names are aliases. A field that may be absent is a union that begins with null.
 *
 * Instants and days are the logical types of those, decimal numbers of a fixed scale too; other numbers of any size are
 * texts, as in JSON.
 */
export function avroOf(landscape: Landscape, element: ElementDocument): AvroSchema {
  const elements = withNested(landscape, element);
  const names = nameElements(elements, ({ name }) => identifierOf(name));
  return recordOf(element, { landscape, names, written: new Set() });
}

interface Writing {
  readonly landscape: Landscape;
  readonly names: ReadonlyMap<string, string>;
  /** Names of the types that are declared already: from then on they are only named. */
  readonly written: Set<string>;
}

function recordOf(element: ElementDocument, writing: Writing): AvroSchema {
  const { landscape, names, written } = writing;
  const name = names.get(element.id)!;
  const namespace = identifierOf(contextOf(landscape, element));
  written.add(`${namespace}.${name}`);
  const aliases = (element.message?.renamedFrom ?? []).map((former) => aliasOf(former, namespace));
  const fieldNames = new Set<string>();
  return {
    type: 'record',
    name,
    namespace,
    ...(element.description === undefined ? {} : { doc: element.description }),
    ...(aliases.length === 0 ? {} : { aliases }),
    fields: writtenFields(element).map((field) => fieldOf(field, element, writing, fieldNames)),
  };
}

/** Former names say their context when it was another one. */
function aliasOf(former: string, namespace: string): string {
  const parts = former.split('.');
  const [context, name] = parts.length > 1 ? [identifierOf(parts[0]!), parts[1]!] : [namespace, former];
  return `${context}.${identifierOf(name)}`;
}

function fieldOf(
  field: FieldDocument,
  owner: ElementDocument,
  writing: Writing,
  taken: Set<string>,
): AvroSchema {
  const { landscape } = writing;
  const form = formOf(landscape, field);
  const isAlwaysThere = isRequired(field, 'output') && field.presence !== 'nullable';
  const type = typeOf(form, `${writing.names.get(owner.id)!}_${identifierOf(field.name)}`, writing);
  const name = identifierOf(field.name);
  const aliases = (field.renamedFrom ?? []).map((former) => identifierOf(former));
  const free = aliases.filter((alias) => alias !== name && !taken.has(alias));
  for (const each of [name, ...free]) taken.add(each);
  return {
    name,
    ...(field.description === undefined ? {} : { doc: field.description }),
    ...(name === field.name ? {} : { jsonName: field.name }),
    ...(free.length === 0 ? {} : { aliases: free }),
    ...(isAlwaysThere
      ? { type, ...defaultOf(field, form, landscape) }
      : { type: ['null', ...(Array.isArray(type) ? (type as JsonValue[]) : [type])], default: null }),
  };
}

/** Only what Avro writes as JSON does: days, instants and decimals have another form there. */
function defaultOf(field: FieldDocument, form: ValueForm, landscape: Landscape): AvroSchema {
  if (field.default === undefined || field.default === null) return {};
  const value = jsonOf(form, field.default);
  if (form.type === 'list' && Array.isArray(value) && value.length === 0) return { default: [] };
  const isPlain = ['text', 'integer', 'number', 'boolean', 'choice'].includes(form.type);
  return isPlain && fits(landscape, form, value) ? { default: value } : {};
}

function typeOf(form: ValueForm, place: string, writing: Writing): JsonValue {
  switch (form.type) {
    case 'text':
      return form.choices === undefined ? 'string' : enumOf(form.choices, place, writing);
    case 'uuid':
      return { type: 'string', logicalType: 'uuid' };
    case 'integer':
      return 'long';
    case 'number':
      return 'double';
    case 'boolean':
      return 'boolean';
    case 'decimal':
      return decimalType(form);
    case 'date':
      return { type: 'int', logicalType: 'date' };
    case 'instant':
      return { type: 'long', logicalType: 'timestamp-millis' };
    case 'textOrInteger':
      return ['string', 'long'];
    case 'choice':
      return choiceType(form.values, place, writing);
    case 'list':
      return { type: 'array', items: typeOf(form.item, `${place}_item`, writing) };
    case 'dict':
      return { type: 'map', values: typeOf(form.item, `${place}_value`, writing) };
    case 'element':
      return elementType(form.id, writing);
    case 'bigInteger':
      return 'string';
    case 'anything':
      return { type: 'string', contentType: 'application/json' };
  }
}

function decimalType({ precision, scale }: DecimalForm): JsonValue {
  return precision === undefined || scale === undefined || precision > mostDigits
    ? 'string'
    : { type: 'bytes', logicalType: 'decimal', precision, scale };
}

function choiceType(values: readonly (string | number)[], place: string, writing: Writing): JsonValue {
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === values.length) return enumOf(texts, place, writing);
  if (texts.length > 0) return ['string', 'double'];
  return values.every((value) => Number.isSafeInteger(value)) ? 'long' : 'double';
}

/** Symbols are identifiers; texts that are none stay texts. */
function enumOf(values: readonly string[], place: string, { written }: Writing): JsonValue {
  const isEnum = values.length > 0 && values.every((value) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(value));
  if (!isEnum) return 'string';
  let name = place;
  const isTaken = (): boolean => [...written].some((each) => each === name || each.endsWith(`.${name}`));
  for (let count = 2; isTaken(); count++) name = `${place}${count}`;
  written.add(name);
  return { type: 'enum', name, symbols: [...values] };
}

function elementType(id: string, writing: Writing): JsonValue {
  const target = writing.landscape.find(id)!;
  const name = `${identifierOf(contextOf(writing.landscape, target))}.${writing.names.get(id)!}`;
  return writing.written.has(name) ? name : recordOf(target, writing);
}
