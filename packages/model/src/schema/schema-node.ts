/** The part of JSON Schema (2020-12) that the schema of documents is written in. */
export interface SchemaNode {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  /** What values of other keys are; anything when absent. */
  readonly additionalProperties?: SchemaNode;
  readonly items?: SchemaNode;
  readonly enum?: readonly string[];
  readonly const?: string | boolean;
  readonly pattern?: string;
  readonly minimum?: number;
}

/** A map with these keys; those whose names end with `?` may be absent. Others are allowed: later versions may add them. */
export function map(description: string, keys: Readonly<Record<string, SchemaNode>>): SchemaNode {
  const entries = Object.entries(keys);
  return {
    description,
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, node]) => [key.replace(/\?$/, ''), node])),
    required: entries.flatMap(([key]) => (key.endsWith('?') ? [] : [key])),
  };
}

/** One of the definitions of the schema. */
export function ref(definition: string): SchemaNode {
  return { $ref: `#/$defs/${definition}` };
}

/** A list of these. */
export function listOf(items: SchemaNode, description?: string): SchemaNode {
  return { ...(description === undefined ? {} : { description }), type: 'array', items };
}

/** A text; with a pattern, or out of a few. */
export function text(description?: string, rules: Pick<SchemaNode, 'enum' | 'pattern'> = {}): SchemaNode {
  return { ...(description === undefined ? {} : { description }), type: 'string', ...rules };
}

/** Present and true, or absent. */
export const mark: SchemaNode = { const: true };

/** Any data, by name. */
export const record: SchemaNode = { type: 'object', additionalProperties: {} };
