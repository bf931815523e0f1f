import type { JsonValue } from '@domainry/core';

/** An error as RFC 9457 has it, with the code that programs tell it by. */
export const problemSchema: { readonly [keyword: string]: JsonValue } = {
  title: 'ProblemDetails',
  description: 'An error (RFC 9457).',
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri-reference' },
    code: { type: 'string', description: 'What programs tell it by; never changes.' },
    violations: {
      type: 'array',
      description: 'Everything that is wrong with what was sent.',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'code', 'message'],
      },
    },
  },
  required: ['title', 'status', 'code'],
};

/** What callers may be answered when a command is not carried out: the status, when, and the codes that may stand there. */
export interface ProblemAnswer {
  readonly status: string;
  readonly description: string;
  readonly codes: readonly string[];
  /** Whether code of the domain may give others. */
  readonly mayHaveOthers?: true;
}

/** Answers that every command may have. */
export const commandProblems: readonly ProblemAnswer[] = [
  { status: '400', description: 'What was sent is not as the schema says.', codes: ['VALIDATION_FAILED'] },
  { status: '404', description: 'There is no such aggregate.', codes: ['AGGREGATE_NOT_FOUND'] },
  {
    status: '409',
    description: 'Somebody else was faster.',
    codes: ['BOUNDARY_CONFLICT', 'COMMAND_IN_FLIGHT', 'UNIQUE_CONFLICT', 'VERSION_CONFLICT'],
  },
  {
    status: '412',
    description: 'The aggregate is not in the version that If-Match names.',
    codes: ['COMMAND_OUTDATED'],
  },
];

/** Codes of a 422 that do not come from rules of the domain. */
export const usualRefusals: readonly string[] = ['IDEMPOTENCY_MISMATCH'];

/** An answer as a response of OpenAPI. */
export function problemResponse({ description, codes, mayHaveOthers }: ProblemAnswer): JsonValue {
  const code = mayHaveOthers === true ? { type: 'string', examples: [...codes] } : { enum: [...codes] };
  return {
    description,
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/ProblemDetails' }, { type: 'object', properties: { code } }],
        },
      },
    },
  };
}
