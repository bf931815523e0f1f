import type { JsonValue } from '@domainry/core';
import type { ElementDocument, Landscape } from '@domainry/model';
import { exampleOf } from '../example/example-of.js';
import { jsonSchemaOf, schemaIdentifier } from '../json-schema/json-schema-of.js';
import { drafts, type JsonSchema } from '../json-schema/schema-draft.js';
import { contextOf } from '../names/element-names.js';

/** Moment and identity that examples have: the same on every day. */
const exampleTime = '2025-01-31T09:30:00.000Z';
const exampleId = '018f3c7e-5b2a-7c3d-9e4f-0000000000ce';

/** Extension attributes that the framework writes, with their types in JSON. */
const extensions: Readonly<Record<string, string>> = {
  causationid: 'string',
  correlationid: 'string',
  deadline: 'string',
  eventsequence: 'integer',
  expectedversion: 'integer',
  idempotencykey: 'string',
  messagekind: 'string',
  originid: 'string',
  originstream: 'string',
  priority: 'integer',
  schemaversion: 'integer',
  tenant: 'string',
  traceparent: 'string',
};

/** What a consumer receives: JSON Schema (draft 2020-12) of the CloudEvent around an event, its data included. */
export function cloudEventSchema(landscape: Landscape, event: ElementDocument, baseUri?: string): JsonSchema {
  const data = jsonSchemaOf(landscape, event, {
    side: 'output',
    ...(baseUri === undefined ? {} : { baseUri }),
  });
  const attributes = Object.entries(extensions).map(([name, type]) => [name, { type }]);
  return {
    $schema: drafts['2020-12'].identifier,
    title: `${event.name} as a CloudEvent`,
    type: 'object',
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', minLength: 1 },
      source: { type: 'string', format: 'uri-reference', minLength: 1 },
      type: { const: typeOf(event) },
      time: { type: 'string', format: 'date-time' },
      subject: { type: 'string', minLength: 1 },
      datacontenttype: { const: 'application/json' },
      dataschema: { type: 'string', format: 'uri' },
      ...(Object.fromEntries(attributes) as Record<string, JsonValue>),
      data,
    },
    required: ['specversion', 'id', 'source', 'type', 'time', 'data'],
  };
}

/** The CloudEvent a consumer may receive, in the structured form. */
export function cloudEventExample(
  landscape: Landscape,
  event: ElementDocument,
  baseUri?: string,
): Readonly<Record<string, JsonValue>> {
  const stream = event.aggregate === undefined ? undefined : landscape.find(event.aggregate)?.storage?.stream;
  return {
    specversion: '1.0',
    id: exampleId,
    source: `/${encodeURIComponent(contextOf(landscape, event))}`,
    type: typeOf(event),
    time: exampleTime,
    ...(stream === undefined ? {} : { subject: `${clean(stream)}-1` }),
    datacontenttype: 'application/json',
    dataschema: schemaIdentifier(landscape, event, '2020-12', baseUri),
    causationid: '018f3c7e-5b2a-7c3d-9e4f-0000000000ca',
    correlationid: '018f3c7e-5b2a-7c3d-9e4f-0000000000c0',
    data: exampleOf(landscape, event, { side: 'output' }) as JsonValue,
  };
}

function typeOf(event: ElementDocument): string {
  return event.message?.type ?? event.id;
}

/** Attributes of CloudEvents have no control characters. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Cn}]/gu, '');
}
