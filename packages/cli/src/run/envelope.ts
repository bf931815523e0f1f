import type { JsonValue } from '@domainry/core';
import type { Diagnostic } from './diagnostic.js';

/** What `--json` prints: one document, of this form, whatever the command. */
export interface Envelope {
  readonly $schema: string;
  /** Version of the form. */
  readonly version: '1.0';
  /** `model diff`. */
  readonly command: string;
  /** `findings` for everything between: the command went well, and there is something to look at. */
  readonly status: 'ok' | 'findings' | 'error';
  /** The result; null when there is none. */
  readonly data: JsonValue;
  readonly diagnostics: readonly Diagnostic[];
  readonly durationMs: number;
}

const text = { type: 'string' } as const;
const place = { type: 'integer', minimum: 1 } as const;

/** JSON Schema of {@link Envelope}; `envelope.schema.json` of the package is the same. */
export const envelopeSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:domainry:cli-envelope:1',
  title: 'What domainry prints with --json',
  type: 'object',
  additionalProperties: false,
  required: ['$schema', 'version', 'command', 'status', 'data', 'diagnostics', 'durationMs'],
  properties: {
    $schema: text,
    version: { const: '1.0' },
    command: { type: 'string', description: 'The command, as it is called: model diff.' },
    status: { enum: ['ok', 'findings', 'error'] },
    data: { description: 'The result; its form is that of the command. Null when there is none.' },
    diagnostics: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['code', 'level', 'message'],
        properties: {
          code: text,
          level: { enum: ['error', 'warning', 'info'] },
          message: text,
          element: text,
          file: text,
          line: place,
          column: place,
          why: text,
          fix: text,
        },
      },
    },
    durationMs: { type: 'number', minimum: 0 },
  },
} as const;

/** An envelope as it is printed. */
export function sealEnvelope(envelope: Omit<Envelope, '$schema' | 'version'>): string {
  const whole: Envelope = { $schema: envelopeSchema.$id, version: '1.0', ...envelope };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
