import type { SchemaViolation } from './model-document-error.js';
import type { SchemaNode } from './schema-node.js';

/** How many violations are told; more do not help anybody. */
const most = 20;

/** Where a value does not follow a schema. */
export interface SchemaVerdict {
  /** In the order of the document; at most twenty. */
  readonly violations: readonly SchemaViolation[];
  /** How many there are beside those. */
  readonly more: number;
}

/** Compares a value with a schema. */
export function schemaViolations(value: unknown, schema: SchemaNode): SchemaVerdict {
  const checking: Checking = { definitions: schema.$defs ?? {}, violations: [], more: 0 };
  check(value, schema, '', checking);
  return checking;
}

/** What is wrong, in sentences. */
export function phraseOf({ violations, more }: SchemaVerdict): string {
  const sentences = violations.map(
    ({ path, expected, received }) =>
      `${path === '' ? 'The whole' : path}: expected ${expected}, received ${received}.`,
  );
  return [...sentences, ...(more === 0 ? [] : [`And ${more} more.`])].join(' ');
}

interface Checking {
  readonly definitions: Readonly<Record<string, SchemaNode>>;
  readonly violations: SchemaViolation[];
  more: number;
}

function tell(violation: SchemaViolation, checking: Checking): void {
  if (checking.violations.length < most) checking.violations.push(violation);
  else checking.more += 1;
}

function check(value: unknown, node: SchemaNode, path: string, checking: Checking): void {
  const { definitions } = checking;
  if (node.$ref !== undefined) {
    return check(value, definitions[node.$ref.slice('#/$defs/'.length)]!, path, checking);
  }
  const expected = unmet(value, node);
  if (expected !== undefined) tell({ path, expected, received: told(value) }, checking);
  else if (Array.isArray(value)) {
    value.forEach((item, at) => check(item, node.items ?? {}, `${path}[${at}]`, checking));
  } else if (typeof value === 'object' && value !== null) checkKeys(value, node, path, checking);
}

function checkKeys(value: object, node: SchemaNode, path: string, checking: Checking): void {
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  for (const key of node.required ?? []) {
    if (Object.hasOwn(value, key)) continue;
    tell({ path: below(key), expected: 'a value', received: 'nothing' }, checking);
  }
  for (const [key, part] of Object.entries(value)) {
    const known = node.properties !== undefined && Object.hasOwn(node.properties, key);
    check(part, (known ? node.properties[key] : node.additionalProperties) ?? {}, below(key), checking);
  }
}

/** What a value should be by itself, when it is not that. */
function unmet(value: unknown, node: SchemaNode): string | undefined {
  const { type, minimum } = node;
  if (type !== undefined && !isOfType(value, type)) return phrases[type];
  if (node.const !== undefined && value !== node.const) return JSON.stringify(node.const);
  if (node.enum !== undefined && !node.enum.includes(value as string))
    return `one of ${node.enum.join(', ')}`;
  if (node.pattern !== undefined && !new RegExp(node.pattern).test(value as string)) {
    return `a text like ${node.pattern}`;
  }
  if (minimum !== undefined && (value as number) < minimum) return `at least ${minimum}`;
  return undefined;
}

const phrases: Readonly<Record<NonNullable<SchemaNode['type']>, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
};

function isOfType(value: unknown, type: NonNullable<SchemaNode['type']>): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

/** A value in a few letters. */
function told(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
