import type { JsonValue } from '@domainry/core';
import { consumersOf, type ElementDocument, type FieldDocument, type Landscape } from '@domainry/model';
import { exampleOf } from '../example/example-of.js';
import { describeContents } from '../json-schema/describe-contents.js';
import { extensionKeyword } from '../json-schema/schema-draft.js';
import { formOf, type ValueForm } from '../value-form.js';
import { problemResponse } from './problem-details.js';

type Reference = { readonly $ref: string };
type Parts = { readonly [part: string]: JsonValue };

/** A query as an operation of HTTP: a GET where its fields fit into an address, else a POST that changes nothing. */
export function queryOperation(
  landscape: Landscape,
  query: ElementDocument,
  refer: (element: ElementDocument) => Reference,
): { readonly method: 'get' | 'post'; readonly operation: Parts } {
  const isGet = query.fields.every((field) => fitsAddress(formOf(landscape, field)));
  const asked: Parts = isGet
    ? { parameters: parametersOf(landscape, query) }
    : {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: refer(query), example: exampleOf(landscape, query) } },
        },
      };
  const answer = {
    description: 'What was asked is not as the schema says.',
    codes: ['VALIDATION_FAILED'],
    status: '400',
  };
  return {
    method: isGet ? 'get' : 'post',
    operation: {
      ...asked,
      responses: {
        '200': {
          description: 'What was asked for.',
          content: { 'application/json': { schema: resultOf(landscape, query, refer) } },
        },
        '400': problemResponse(answer),
      },
      [extensionKeyword]: { element: query.id },
    },
  };
}

/** The projection a query is answered from, when there is one. */
export function projectionOf(
  landscape: Landscape,
  { belongsTo }: ElementDocument,
): ElementDocument | undefined {
  const owner = belongsTo === undefined ? undefined : landscape.find(belongsTo);
  return owner?.kind === 'projection' ? owner : undefined;
}

/** Texts, numbers and lists of them. */
function fitsAddress(form: ValueForm): boolean {
  return form.type === 'list' ? isScalar(form.item) : isScalar(form);
}

function isScalar({ type }: ValueForm): boolean {
  return type !== 'element' && type !== 'anything' && type !== 'dict' && type !== 'list';
}

function parametersOf(landscape: Landscape, query: ElementDocument): JsonValue {
  const { properties } = describeContents(landscape, query, {
    side: 'input',
    draft: '2020-12',
    extensions: true,
    refer: (id) => id,
  }) as unknown as { readonly properties: Readonly<Record<string, Parts>> };
  return query.fields.map((field) => parameterOf(field, properties[field.name]!));
}

function parameterOf(field: FieldDocument, schema: Parts): JsonValue {
  return {
    name: field.name,
    in: 'query',
    required: field.presence === 'required',
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.deprecated === undefined ? {} : { deprecated: true }),
    schema: withoutNull(schema),
  };
}

/** An address has no null: who gives nothing leaves the parameter out. */
function withoutNull(schema: Parts): JsonValue {
  const { anyOf, ...others } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const rest = (anyOf as readonly Parts[]).filter(({ type }) => type !== 'null');
  return rest.length === 1 ? { ...rest[0], ...others } : { anyOf: rest, ...others };
}

/** What the handler says it gives, where that is the projection or a list of it; anything where it says something else. */
function resultOf(
  landscape: Landscape,
  query: ElementDocument,
  refer: (element: ElementDocument) => Reference,
): JsonValue {
  const projection = projectionOf(landscape, query);
  const [answer] = consumersOf(landscape, query);
  const returns = answer?.element.methods.find(({ name }) => name === answer.method)?.returns;
  if (projection === undefined || returns === undefined) return {};
  const plain = returns.replace(/^Promise<(.*)>$/s, '$1').trim();
  const { name } = projection;
  if ([`${name}[]`, `readonly ${name}[]`, `Array<${name}>`, `ReadonlyArray<${name}>`].includes(plain))
    return { type: 'array', items: refer(projection) };
  if (plain === name) return refer(projection);
  return plain === `${name} | null` || plain === `${name} | undefined`
    ? { anyOf: [refer(projection), { type: 'null' }] }
    : {};
}
