import type { JsonValue } from '@domainry/core';

/** Texts that no version of YAML takes for anything else. */
const plain = /^[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./-]+)*$/;
const wordsOfYaml = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;
/** What YAML does not take inside quotes as it is, beside what JSON escapes: breaks and marks of order. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const unprintable = /[\u007f-\u00a0\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Data as YAML 1.2 in blocks, which YAML 1.1 reads alike. Keys stay in their order; undefined parts are left out. */
export function writeYaml(value: JsonValue): string {
  return typeof value === 'object' && value !== null && !isEmpty(value)
    ? block(value, '')
    : `${inline(value)}\n`;
}

function block(value: object, indent: string): string {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) => `${indent}-${listed(item, `${indent}  `)}`).join('');
  }
  return Object.entries(value as Readonly<Record<string, JsonValue | undefined>>)
    .flatMap(([key, part]) =>
      part === undefined ? [] : `${indent}${scalar(key)}:${below(part, `${indent}  `)}`,
    )
    .join('');
}

/** What stands behind a key. */
function below(value: JsonValue, indent: string): string {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return ` ${inline(value)}\n`;
  return `\n${block(value, indent)}`;
}

/** What stands behind a dash: the first line of a block goes along with it. */
function listed(value: JsonValue, indent: string): string {
  if (typeof value !== 'object' || value === null || isEmpty(value)) return ` ${inline(value)}\n`;
  return ` ${block(value, indent).slice(indent.length)}`;
}

function isEmpty(value: object): boolean {
  return Object.values(value).every((part) => part === undefined);
}

function inline(value: JsonValue): string {
  if (typeof value === 'string') return scalar(value);
  return typeof value === 'object' && value !== null ? (Array.isArray(value) ? '[]' : '{}') : String(value);
}

/** JSON's escapes are YAML's, and JSON has escaped halves of surrogate pairs already. */
function scalar(text: string): string {
  if (plain.test(text) && text.length < 100 && !wordsOfYaml.test(text)) return text;
  return JSON.stringify(text).replace(
    unprintable,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
