import { DomainryError } from './domainry-error.js';
import { formatPath, type JsonValue, type Violation } from './violation.js';

/**
 * Values break the rules of their fields, or invariants do not hold: all of them together, each with its path.
 *
 * Throw one from an invariant to name the fields at fault; several are merged into one.
 *
 * @example
 * ```ts
 * try {
 *   new Account({ accountNumber: '', balance: Number.NaN });
 * } catch (error) {
 *   if (error instanceof ValidationError) response.status(422).json(error);
 * }
 * ```
 */
export class ValidationError extends DomainryError {
  /** Everything that is wrong, in the order of the fields. Never empty. */
  readonly violations: readonly Violation[];

  /**
   * @param violations - what is wrong; or messages by field, the short form for invariants:
   *   `new ValidationError({ balance: ['must not be negative'] })`.
   * @param subject - name of the element the violations were found in, for the message.
   */
  constructor(
    violations: readonly Violation[] | Readonly<Record<string, readonly string[] | string>>,
    subject?: string,
  ) {
    const list = Array.isArray(violations)
      ? (violations as readonly Violation[])
      : fromMessages(violations as Readonly<Record<string, readonly string[] | string>>);
    super('VALIDATION_FAILED', summarise(list, subject));
    this.violations = Object.freeze([...list]);
  }

  /** The messages by field (dotted path); those that name no field under the empty key. */
  get messages(): Readonly<Record<string, readonly string[]>> {
    const byField: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
    for (const violation of this.violations)
      (byField[formatPath(violation.path)] ??= []).push(violation.message);
    return byField;
  }

  override toJSON(): Record<string, JsonValue> {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      violations: this.violations.map((violation) => ({ ...violation, path: [...violation.path] })),
    };
  }

  override toString(): string {
    return `${this.name}: ${this.message}`;
  }
}

Object.defineProperty(ValidationError.prototype, 'name', {
  value: 'ValidationError',
  configurable: true,
  writable: true,
});

function fromMessages(messages: Readonly<Record<string, readonly string[] | string>>): Violation[] {
  return Object.entries(messages).flatMap(([field, texts]) =>
    (typeof texts === 'string' ? [texts] : texts).map((message) => ({
      path: field === '' ? [] : field.split('.'),
      code: 'invariant',
      expected: message,
      received: null,
      message,
    })),
  );
}

function summarise(violations: readonly Violation[], subject: string | undefined): string {
  const [first, ...others] = violations;
  if (first !== undefined && others.length === 0) return first.message;
  const head = `${subject === undefined ? '' : `${subject}: `}${violations.length} problems.`;
  return [head, ...violations.map((violation) => `  ${violation.message}`)].join('\n');
}
