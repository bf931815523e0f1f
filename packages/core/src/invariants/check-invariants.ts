import { DomainryError } from '../errors/domainry-error.js';
import type { Violation } from '../errors/violation.js';
import type { ValidationError } from '../errors/validation-error.js';
import type { InvariantOptions, InvariantStage } from './invariant.js';

/** One rule of a registered class, as read-only data. */
export interface InvariantDescriptor {
  /** Name of the method. */
  readonly name: string;
  readonly stage: InvariantStage;
  /** The rule as a sentence; made from the name of the method when none is given. */
  readonly message: string;
  readonly code: string;
  readonly fields: readonly string[];
}

/** Describes a rule from the note on its method. */
export function describeInvariant(
  name: string,
  stage: InvariantStage,
  options: InvariantOptions,
): InvariantDescriptor {
  return Object.freeze({
    name,
    stage,
    message: options.message ?? sentenceFrom(name),
    code: options.code ?? 'invariant',
    fields: Object.freeze([...(options.fields ?? [])]),
  });
}

/** Adds the violation of a rule that gave `false`. */
export function addBrokenRule(found: Violation[] | undefined, rule: InvariantDescriptor): Violation[] {
  const violations = found ?? [];
  violations.push({
    path: rule.fields.length === 0 ? [] : [rule.fields[0]!],
    code: rule.code,
    expected: rule.message,
    received: null,
    message: rule.message,
  });
  return violations;
}

/**
 * Adds the violations of a rule that threw.
 *
 * @throws the error itself when it is not a ValidationError: such errors surface as they are.
 */
export function addThrown(
  found: Violation[] | undefined,
  error: unknown,
  rule: InvariantDescriptor,
): Violation[] {
  if (!DomainryError.is(error, 'VALIDATION_FAILED')) throw error;
  const violations = found ?? [];
  for (const violation of (error as ValidationError).violations) {
    violations.push(violation.code === 'invariant' ? { ...violation, code: rule.code } : violation);
  }
  return violations;
}

/** `balance must stay within overdraft limit` for `balanceMustStayWithinOverdraftLimit`. */
function sentenceFrom(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
