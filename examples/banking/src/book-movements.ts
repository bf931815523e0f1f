import { DomainryError, ValidationError, formatPath } from '@domainry/core';
import type { Booking } from './commands.js';
import type { EarlierRun } from './earlier-run.js';
import { movementLine } from './movement-line.js';
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

/** How movements are booked. */
export interface BookingOptions {
  /** Told now and then how many lines are done. */
  readonly onProgress?: (done: number) => void;
  /** Told of each line that is booked, as soon as that is durable. */
  readonly onAcknowledged?: (line: number) => void;
  /** What an interrupted run of the same file came to. Lines that it refused are not tried again: they had their answer. */
  readonly earlier?: EarlierRun;
}

/**
 * Books one line after the other. A line that is refused leaves no trace, so the next one can just be booked.
 *
 * @param file - name of the file. Together with the number of a line it tells each movement from all others, so that one
 *   that comes again is not booked again.
 * @param lines - without the heading.
 */
export async function bookMovements(
  bank: OpenBank,
  file: string,
  lines: readonly string[],
  options: BookingOptions = {},
): Promise<BookedMovements> {
  const result: Writable<BookedMovements> = { booked: [], answered: [], refused: [], malformed: [] };
  for (const [index, text] of lines.entries()) {
    if (index % 500 === 0) options.onProgress?.(index);
    await bookLine(bank, file, text, index + 2, options, result);
  }
  return result;
}

async function bookLine(
  { bank, clock }: OpenBank,
  file: string,
  text: string,
  line: number,
  { earlier, onAcknowledged }: BookingOptions,
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
  if (earlier !== undefined && line < earlier.lastLine && !earlier.commands.has(line)) {
    refused.push({ line, command, ...refusedEarlier });
    return;
  }
  const movement = movementLine(file, line);
  try {
    const report = await bank.processWithReport(command, {
      idempotencyKey: movement,
      correlationId: movement,
    });
    if (report.isReplay) answered.push({ line, command });
    else booked.push({ line, command, id: report.id });
    onAcknowledged?.(line);
  } catch (error) {
    refused.push({ line, command, ...reasonFor(error) });
  }
}

const refusedEarlier = { reason: 'Earlier', message: 'Refused before the run was interrupted' };

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
