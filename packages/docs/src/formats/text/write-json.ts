import type { JsonValue } from '@domainry/core';

/** Data as the text of a file. */
export function writeJson(value: JsonValue): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
