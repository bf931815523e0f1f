import { DomainryError, ValidationError, formatPath } from '@domainry/core';
import type { Booking } from './commands.js';
import type { OpenBank } from './open-bank.js';
import { readMovement } from './read-movement.js';

/** What came of a file of movements. Lines are counted from 1, the heading included, as an editor does. */
export interface BookedMovements {
  readonly booked: readonly {
    readonly line: number;
    readonly command: Booking;
    /** Identity of the command: what followed from it names it. */
    readonly id: string;
  }[];
  /** Booked when the file came before, so nothing was done this time. */
  readonly answered: readonly { readonly line: number; readonly command: Booking }[];
  /** Well formed, but not possible: the rule that said no. */
  readonly refused: readonly {
    readonly line: number;
    readonly command: Booking;
    readonly reason: string;
    readonly message: string;
  }[];
  /** Not well formed: no command could be built. */
  readonly malformed: readonly { readonly line: number; readonly problems: readonly string[] }[];
}

/**
 * Books one line after the other. A line that is refused leaves no trace, so the next one can just be booked.
 *
 * @param file - name of the file. Together with the number of a line it tells each movement from all others, so that one
 *   that comes again is not booked again.
 * @param lines - without the heading.
 * @param onProgress - told now and then how many lines are done.
 */
export async function bookMovements(
  bank: OpenBank,
  file: string,
  lines: readonly string[],
  onProgress: (done: number) => void = () => undefined,
): Promise<BookedMovements> {
  const result: Writable<BookedMovements> = { booked: [], answered: [], refused: [], malformed: [] };
  for (const [index, text] of lines.entries()) {
    if (index % 500 === 0) onProgress(index);
    await bookLine(bank, file, text, index + 2, result);
  }
  return result;
}

async function bookLine(
  { bank, clock }: OpenBank,
  file: string,
  text: string,
  line: number,
  { booked, answered, refused, malformed }: Writable<BookedMovements>,
): Promise<void> {
  let command: Booking;
  try {
    command = readMovement(text);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    malformed.push({ line, problems: problemsIn(error) });
    return;
  }
  clock.moveTo(command.bookedAt);
  try {
    const report = await bank.processWithReport(command, { idempotencyKey: `${file}:${line}` });
    if (report.isReplay) answered.push({ line, command });
    else booked.push({ line, command, id: report.id });
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
