import type { AnyAggregate } from '../elements/aggregate.js';
import { DomainryError } from '../errors/domainry-error.js';
import { ValidationError } from '../errors/validation-error.js';
import { describeReceived, phraseReceived, type Violation } from '../errors/violation.js';

/**
 * What a unique rule of the store refused, as the violation of the fields it is about. Everything else stays as it is.
 *
 * @param aggregate - the one that was written; undefined when that is not known, as in a commit.
 */
export function asViolation(error: unknown, aggregate?: AnyAggregate): unknown {
  if (!DomainryError.is(error, 'UNIQUE_CONFLICT')) return error;
  const { element, fields } = error.details as {
    readonly element: string;
    readonly fields: readonly string[];
  };
  const values = aggregate as unknown as Readonly<Record<string, unknown>> | undefined;
  const others = fields.length > 1 ? ` together with ${fields.slice(1).join(', ')}` : '';
  const violations = fields.slice(0, 1).map((field): Violation => {
    const received = values?.[field];
    const phrase = values === undefined ? '' : `, received ${phraseReceived(received)}`;
    return {
      path: [field],
      code: 'unique',
      expected: fields.length > 1 ? `unique with ${fields.slice(1).join(', ')}` : 'unique',
      received: values === undefined ? null : describeReceived(received),
      message: `${element}.${field}: expected a value that no other ${element} has${others}${phrase}.`,
    };
  });
  return new ValidationError(violations, element);
}
