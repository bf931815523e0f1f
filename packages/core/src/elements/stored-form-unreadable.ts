import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived, formatPath, phraseReceived, type Path } from '../errors/violation.js';

/** Why stored data cannot be read: a value of another type, none where there must be one, a key that is no field. */
export type UnreadableReason = 'type' | 'missing' | 'unknownKey';

/** Thrown while stored data are read; knows the way from where it was thrown, which grows on the way out. */
export class Unreadable extends Error {
  readonly path: (string | number)[] = [];

  /** @param expected - completes the sentence "expected …"; for unknown keys, a sentence of its own. */
  constructor(
    readonly reason: UnreadableReason,
    readonly expected: string,
    readonly received: unknown,
  ) {
    super(expected);
  }

  /** The same, seen from one step further out. */
  under(...steps: Path): this {
    this.path.unshift(...steps);
    return this;
  }
}

/** Adds a step to the way to what is unreadable; any other error stays as it is. */
export function under(error: unknown, ...steps: Path): unknown {
  return error instanceof Unreadable ? error.under(...steps) : error;
}

/** The error that users see. */
export function surfaceUnreadable(error: unknown, element: string): unknown {
  if (isOverflow(error))
    return unreadable(
      element,
      new Unreadable('type', 'data that are nested less deeply', 'deeply nested data'),
    );
  return error instanceof Unreadable ? unreadable(element, error) : error;
}

function unreadable(element: string, { path, reason, expected, received }: Unreadable): DomainryError {
  const place = path.length === 0 ? element : `${element}.${formatPath(path)}`;
  const problem =
    reason === 'unknownKey'
      ? `the stored data have this key, and no such field is known. ${expected}`
      : reason === 'missing'
        ? `the stored data have no value, and the field has no default. ${expected}`
        : `expected ${expected}, and ${phraseReceived(received)} is stored. ${mend}`;
  return new DomainryError('STORED_DATA_UNREADABLE', `${place}: ${problem}`, {
    details: { element, path: [...path], reason, received: describeReceived(received) },
  });
}

const mend = 'Add an upcaster that brings former forms to that of today.';

function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
