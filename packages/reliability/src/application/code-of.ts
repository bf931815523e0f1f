import { DomainryError, type ValidationError } from '@domainry/core';

/** What is told of an error: its code and reason, or its text when it is none of the framework's. */
export function codeOf(error: unknown): { readonly error: string; readonly reason?: string } {
  if (!DomainryError.is(error)) return { error: String(error) };
  const { violations } = error as Partial<ValidationError>;
  const reason = violations?.[0]?.code ?? error.details['reason'];
  return { error: error.code, ...(typeof reason === 'string' ? { reason } : {}) };
}
