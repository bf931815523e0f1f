import type { JsonValue } from '@domainry/core';
import type { TextForm, ValueForm } from '../value-form.js';
import type { JsonSchema } from './schema-draft.js';

/** Longest key of a dict. */
const longestKey = 255;

/**
 * JSON Schema of the values of a form.
 *
 * @param refer - the schema that stands for another element: a reference.
 */
export function schemaOfForm(form: ValueForm, refer: (id: string) => JsonSchema): JsonSchema {
  switch (form.type) {
    case 'text':
      return textSchema(form);
    case 'uuid':
      return { type: 'string', format: 'uuid' };
    case 'textOrInteger':
      return { anyOf: [{ type: 'string', minLength: 1, maxLength: 255 }, safeInteger({})] };
    case 'integer':
      return { ...safeInteger(form), ...oneOf(form.choices) };
    case 'number':
      return { type: 'number', ...defined({ minimum: form.min, maximum: form.max }), ...oneOf(form.choices) };
    case 'boolean':
      return { type: 'boolean' };
    case 'bigInteger':
      return { type: 'string', pattern: '^-?(0|[1-9][0-9]*)$', ...oneOf(form.choices) };
    case 'decimal':
      return { type: 'string', pattern: decimalPattern(form.scale), ...oneOf(form.choices) };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'instant':
      return { type: 'string', format: 'date-time' };
    case 'choice':
      return { enum: [...form.values] };
    case 'list':
      return {
        type: 'array',
        items: schemaOfForm(form.item, refer),
        ...defined({ minItems: form.minLength, maxItems: form.maxLength, uniqueItems: form.distinct }),
      };
    case 'dict':
      return {
        type: 'object',
        additionalProperties: schemaOfForm(form.item, refer),
        propertyNames: { maxLength: longestKey },
        ...defined({ minProperties: form.minLength, maxProperties: form.maxLength }),
      };
    case 'element':
      return refer(form.id);
    case 'anything':
      return {};
  }
}

/** Rules of a form that JSON Schema has no word for, by ours. */
export function rulesBeyondSchema(form: ValueForm): JsonSchema {
  switch (form.type) {
    case 'bigInteger':
    case 'date':
    case 'instant':
      return defined({ minimum: form.min, maximum: form.max });
    case 'decimal':
      return defined({ minimum: form.min, maximum: form.max, precision: form.precision, scale: form.scale });
    case 'text':
      return isPattern(form) ? {} : defined({ pattern: form.pattern, patternFlags: form.patternFlags });
    default:
      return {};
  }
}

function textSchema(form: TextForm): JsonSchema {
  const { minLength = 0, maxLength, pattern, choices } = form;
  return {
    type: 'string',
    ...(minLength === 0 ? {} : { minLength }),
    ...defined({ maxLength, pattern: isPattern(form) ? pattern : undefined }),
    ...oneOf(choices),
  };
}

/** JSON Schema has no flags, and reads every pattern as with `u`. */
function isPattern({ pattern, patternFlags = '' }: TextForm): boolean {
  if (pattern === undefined || patternFlags.replace('u', '') !== '') return false;
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

function safeInteger({ min, max }: { readonly min?: number; readonly max?: number }): JsonSchema {
  return {
    type: 'integer',
    minimum: min ?? Number.MIN_SAFE_INTEGER,
    maximum: max ?? Number.MAX_SAFE_INTEGER,
  };
}

function decimalPattern(scale: number | undefined): string {
  const fraction = scale === undefined ? '(\\.[0-9]+)?' : scale === 0 ? '' : `(\\.[0-9]{1,${scale}})?`;
  return `^-?(0|[1-9][0-9]*)${fraction}$`;
}

function oneOf(choices: readonly JsonValue[] | undefined): JsonSchema {
  return choices === undefined ? {} : { enum: [...choices] };
}

function defined(keywords: Readonly<Record<string, JsonValue | undefined>>): JsonSchema {
  return Object.fromEntries(
    Object.entries(keywords).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}
