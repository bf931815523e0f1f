import type { JsonValue } from '@domainry/core';
import type { ModelDocument } from '@domainry/model';

const attack = [
  '</script><script>globalThis.wasHacked = true</script>',
  '<img src=x onerror="globalThis.wasHacked = true">',
  '`code` ```fence``` | pipe | **bold** [link](javascript:globalThis.wasHacked=true)',
  '%%{init: {"theme": "dark"}}%% click A href "javascript:alert(1)" --> end; style A fill:#f00',
  '\u202Eright to left\u202C & "quotes" \'single\' {{template}} ${expression} ]]> -->',
  '---\nkey: [yaml, {a: b}] # comment',
].join(' ');

/** 300 characters without a place to break. */
const longName = 'Very'.repeat(75);

/** Texts nobody chose with care, in every place where a model holds prose; structure, ids and kinds stay as they are. */
export function hostile(document: ModelDocument): ModelDocument {
  const told = spoil(document as unknown as JsonValue, '') as unknown as ModelDocument;
  const [first, ...rest] = told.elements;
  const { name } = document.context;
  const long = { ...first!, id: `${name}.${longName}`, name: longName, stateMachines: [], handlers: [] };
  return { ...told, elements: [first!, ...rest, long].sort((one, other) => (one.id < other.id ? -1 : 1)) };
}

const prose = new Set([
  'description',
  'summary',
  'remarks',
  'examples',
  'see',
  'why',
  'questions',
  'assumptions',
  'metrics',
  'aliases',
  'owners',
  'message',
  'code',
  'definition',
  'title',
  'text',
  'status',
  'use',
  'storedAs',
  'stream',
  'personal',
  'as',
  'default',
  'error',
  'parameters',
  'returns',
  'brokenLinks',
  'gaps',
]);

function spoil(value: JsonValue, key: string): JsonValue {
  if (typeof value === 'string') return prose.has(key) ? `${value} ${attack}` : value;
  if (Array.isArray(value)) return value.map((item) => spoil(item, key));
  if (value === null || typeof value !== 'object') return value;
  // The message of a handler is the id of one, not prose.
  const isHandler = 'by' in value && 'method' in value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      isHandler && name === 'message' ? part : spoil(part as JsonValue, name),
    ]),
  );
}
