import type { JsonValue } from '@domainry/core';
import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { fits, jsonOf } from '../example/fits.js';
import { formOf } from '../value-form.js';
import { extensionKeyword, type JsonSchema, type SchemaDraft } from './schema-draft.js';
import { rulesBeyondSchema, schemaOfForm } from './schema-of-form.js';

/** What a schema describes: what is taken, or what is given. */
export type SchemaSide = 'input' | 'output';

/** How the contents of elements are described. */
export interface ContentsStyle {
  readonly side: SchemaSide;
  readonly draft: SchemaDraft;
  /** Whether what JSON Schema has no word for is said under a keyword of our own. */
  readonly extensions: boolean;
  /** Where the schema of another element is found. */
  readonly refer: (id: string) => string;
}

/** What is usual for an element: the contents of commands and queries are taken, those of all others given. */
export function usualSide({ kind }: ElementDocument): SchemaSide {
  return kind === 'command' || kind === 'query' ? 'input' : 'output';
}

/** JSON Schema of the contents of one element; other elements are referred to. */
export function describeContents(
  landscape: Landscape,
  element: ElementDocument,
  style: ContentsStyle,
): JsonSchema {
  const isInput = style.side === 'input';
  const properties: Record<string, JsonValue> = {};
  const required: string[] = [];
  const renamed: JsonValue[] = [];
  for (const field of writtenFields(element)) {
    const property = describeField(landscape, field, style);
    properties[field.name] = property;
    const former = isInput ? (field.renamedFrom ?? []) : [];
    for (const name of former) properties[name] = { ...property, deprecated: true };
    if (!isRequired(field, style.side)) continue;
    if (former.length === 0) required.push(field.name);
    else renamed.push({ anyOf: [field.name, ...former].map((name) => ({ required: [name] })) });
  }
  return {
    title: element.name,
    ...(element.description === undefined ? {} : { description: element.description }),
    ...(element.deprecated === undefined ? {} : { deprecated: true }),
    type: 'object',
    properties,
    required,
    ...(renamed.length === 0 ? {} : { allOf: renamed }),
    additionalProperties: false,
    ...(style.extensions ? { [extensionKeyword]: { element: element.id, kind: element.kind } } : {}),
  };
}

/** Fields that are written; what is computed follows from others. */
export function writtenFields(element: ElementDocument): readonly FieldDocument[] {
  return element.fields.filter(({ presence }) => presence !== 'computed');
}

/** Whether a field has to be there; what is given has everything that is always there. */
export function isRequired({ kind, presence }: FieldDocument, side: SchemaSide): boolean {
  if (side === 'input') return presence === 'required';
  return presence !== 'optional' || kind === 'hasMany';
}

/** Whether null may stand for the value. In what is taken, null says that nothing was given. */
export function isNullable({ presence }: FieldDocument, side: SchemaSide): boolean {
  return presence === 'nullable' || (side === 'input' && presence !== 'required');
}

function describeField(landscape: Landscape, field: FieldDocument, style: ContentsStyle): JsonSchema {
  const form = formOf(landscape, field);
  const schema = schemaOfForm(form, (id) => ({ $ref: style.refer(id) }));
  const isNarrow = Object.keys(schema).length > 0;
  const examples = (field.examples ?? []).map((example) => jsonOf(form, example));
  const preset = field.default === undefined ? undefined : jsonOf(form, field.default);
  const more: JsonSchema = {
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(examples.length === 0 ? {} : { examples }),
    ...(preset === undefined || style.side === 'output' || !fits(landscape, form, preset)
      ? {}
      : { default: preset }),
    ...(field.deprecated === undefined ? {} : { deprecated: true }),
    ...(field.readOnly === true ? { readOnly: true } : {}),
    ...(style.extensions ? extensionsOf(field, rulesBeyondSchema(form)) : {}),
  };
  if (isNullable(field, style.side) && isNarrow) return { anyOf: [schema, { type: 'null' }], ...more };
  // Before draft 2019-09, what stands beside a reference is ignored.
  if (style.draft === 'draft-07' && '$ref' in schema && Object.keys(more).length > 0)
    return { allOf: [schema], ...more };
  return { ...schema, ...more };
}

function extensionsOf(field: FieldDocument, rules: JsonSchema): JsonSchema {
  const said: JsonSchema = {
    ...rules,
    ...(field.personal === undefined ? {} : { personal: field.personal }),
    ...(field.unique === true ? { unique: true } : {}),
    ...(field.identifier === true ? { identifier: true } : {}),
    ...(field.kind === 'reference' && field.target !== undefined ? { references: field.target } : {}),
    ...(field.renamedFrom === undefined ? {} : { renamedFrom: [...field.renamedFrom] }),
    ...(field.deprecated === undefined ? {} : { deprecated: { ...field.deprecated } }),
  };
  return Object.keys(said).length === 0 ? {} : { [extensionKeyword]: said };
}
