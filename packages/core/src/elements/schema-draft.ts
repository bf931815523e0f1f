import { DomainryError } from '../errors/domainry-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { JsonSchema } from '../fields/value-rule.js';

/** Drafts of JSON Schema that a schema can be written in. */
export type SchemaDraft = 'draft-2020-12' | 'draft-07';

const identifiers: Readonly<Record<SchemaDraft, string>> = {
  'draft-2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
};

/** Formats that JSON Schema defines. Strict validators refuse schemas with others. */
const formats: ReadonlySet<unknown> = new Set(
  'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid uri-template json-pointer relative-json-pointer regex'.split(
    ' ',
  ),
);

/**
 * Writes a schema of draft 2020-12 in a draft.
 *
 * @throws DomainryError SCHEMA_TARGET when there is no such draft.
 */
export function toDraft(schema: JsonSchema, target: SchemaDraft): JsonSchema {
  if (!Object.hasOwn(identifiers, target)) {
    throw new DomainryError(
      'SCHEMA_TARGET',
      `JSON Schema cannot be written as ${String(target)}. Ask for ${Object.keys(identifiers).join(' or ')}.`,
      { details: { target: String(target) } },
    );
  }
  return { $schema: identifiers[target], ...rewrite(schema, target === 'draft-07') };
}

function rewrite(schema: JsonSchema, isOld: boolean): JsonSchema {
  const entries = Object.entries(schema).flatMap(([keyword, value]): [string, JsonValue][] => {
    if (keyword === 'format' && !formats.has(value)) return [];
    return [[isOld ? (oldKeywords[keyword] ?? keyword) : keyword, rewriteValue(keyword, value, isOld)]];
  });
  const written = Object.fromEntries(entries);
  const { $ref: reference, ...others } = written;
  // Before draft 2019-09, what stands beside a reference is ignored.
  if (!isOld || reference === undefined || Object.keys(others).length === 0) return written;
  return { allOf: [{ $ref: reference }], ...others };
}

const oldKeywords: Readonly<Record<string, string>> = { $defs: 'definitions', prefixItems: 'items' };
const mapsOfSchemas: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs']);
const schemas: ReadonlySet<string> = new Set(
  'items prefixItems contains additionalProperties propertyNames anyOf oneOf allOf not if then else'.split(
    ' ',
  ),
);

function rewriteValue(keyword: string, value: JsonValue, isOld: boolean): JsonValue {
  if (keyword === '$ref' && isOld && typeof value === 'string')
    return value.replace('#/$defs/', '#/definitions/');
  if (mapsOfSchemas.has(keyword) && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, isSchema(each) ? rewrite(each, isOld) : each]),
    );
  }
  if (!schemas.has(keyword)) return value;
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((each) => (isSchema(each) ? rewrite(each, isOld) : each));
  return isSchema(value) ? rewrite(value, isOld) : value;
}

function isSchema(value: JsonValue): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
