import type { AnyAggregate } from '../elements/aggregate.js';
import { DomainryError } from '../errors/domainry-error.js';
import { ValidationError } from '../errors/validation-error.js';
import { describeReceived, phraseReceived, type Violation } from '../errors/violation.js';
import type { RegisteredElement } from '../registry/registered-element.js';

/** Whether a store refused to create an aggregate of a class because its identity is taken. */
export function isIdentityTaken(error: unknown, { name, model }: RegisteredElement): boolean {
  if (!DomainryError.is(error, 'UNIQUE_CONFLICT')) return false;
  const { element, fields } = error.details as {
    readonly element: string;
    readonly fields: readonly string[];
  };
  return element === name && fields.length === 1 && fields[0] === model?.identity?.name;
}

/**
 * What a unique rule of the store refused, as one violation of each field it is about. Everything else stays as it is.
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
  const violations = fields.map((field): Violation => {
    const others = fields.filter((each) => each !== field).join(' and ');
    const received = values?.[field];
    const phrase = values === undefined ? '' : `, received ${phraseReceived(received)}`;
    return {
      path: [field],
      code: 'unique',
      expected: others === '' ? 'unique' : `unique together with ${others}`,
      received: values === undefined ? null : describeReceived(received),
      message: `${element}.${field}: expected a value that no other ${element} has${others === '' ? '' : ` together with the same ${others}`}${phrase}.`,
    };
  });
  return new ValidationError(violations, element);
}
