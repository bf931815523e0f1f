import { DomainryError, ValidationError, formatPath, type AnyEvent } from '@domainry/core';
import { Bank } from './bank.js';
import type { Booking } from './commands.js';
import { readMovement } from './read-movement.js';

/** What came of a file of movements. Lines are counted from 1, the heading included, as an editor does. */
export interface BookedMovements {
  readonly bank: Bank;
  readonly booked: readonly { readonly line: number; readonly command: Booking }[];
  /** Well formed, but not possible: the rule that said no. */
  readonly refused: readonly {
    readonly line: number;
    readonly command: Booking;
    readonly reason: string;
    readonly message: string;
  }[];
  /** Not well formed: no command could be built. */
  readonly malformed: readonly { readonly line: number; readonly problems: readonly string[] }[];
  readonly events: readonly AnyEvent[];
}

/**
 * Books one line after the other. A line that is refused leaves no trace, so the next one can just be booked.
 *
 * @param lines - without the heading.
 * @param onProgress - told now and then how many lines are done.
 */
export function bookMovements(lines: readonly string[], onProgress: (done: number) => void): BookedMovements {
  const bank = new Bank();
  const result = { bank, booked: [], refused: [], malformed: [], events: [] } as Writable<BookedMovements>;
  for (const [index, text] of lines.entries()) {
    if (index % 500 === 0) onProgress(index);
    bookLine(text, index + 2, result);
  }
  return result;
}

function bookLine(
  text: string,
  line: number,
  { bank, booked, refused, malformed, events }: Writable<BookedMovements>,
) {
  let command: Booking;
  try {
    command = readMovement(text);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    malformed.push({ line, problems: problemsIn(error) });
    return;
  }
  try {
    events.push(...bank.book(command));
    booked.push({ line, command });
  } catch (error) {
    refused.push({ line, command, ...reasonFor(error) });
  }
}

/** The class of an error of our own; for rules of the model, their code. Anything else is a bug, and not swallowed. */
function reasonFor(error: unknown): { reason: string; message: string } {
  if (error instanceof ValidationError)
    return { reason: error.violations[0]!.code, message: problemsIn(error).join('; ') };
  if (!(error instanceof Error) || error.constructor === Error || !isOurs(error)) throw error;
  return { reason: error.constructor.name, message: error.message };
}

function isOurs(error: Error): boolean {
  return !DomainryError.is(error) && Object.getPrototypeOf(error.constructor) === Error;
}

/** Each violation as a sentence that says where it is. */
function problemsIn({ violations }: ValidationError): readonly string[] {
  return violations.map(({ path, message }) => {
    const place = formatPath(path);
    return message.includes(place) ? message : `${place}: ${message}`;
  });
}

type Writable<Result> = {
  -readonly [Key in keyof Result]: Result[Key] extends readonly (infer Item)[] ? Item[] : Result[Key];
};
