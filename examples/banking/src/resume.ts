import type { BookedMovements } from './book-movements.js';
import { catchUpLedgers } from './catch-up-ledgers.js';
import { readEarlierRun, type EarlierRun } from './earlier-run.js';
import type { OpenBank } from './open-bank.js';

/** What became of a run that was interrupted: whether anything was lost, or done twice. */
export interface Resumption {
  /** Movements that had been acknowledged, by the note of a process that was killed; absent when it ended in another way. */
  readonly acknowledged?: number;
  /** Movements that were found in the store. One more than acknowledged: that of the moment. */
  readonly found: number;
  /** Of those, sent again and answered from the records of the run before. */
  readonly answered: number;
  /** Of those, sent again and booked again. */
  readonly bookedTwice: number;
  /** Entries of ledgers that were missing, and were made up for. */
  readonly entriesCaughtUp: number;
}

/** A run that is to be gone on with. */
export interface Interrupted {
  readonly earlier: EarlierRun;
  readonly entriesCaughtUp: number;
}

/** Puts a bank in order whose process ended in the middle of a file. */
export async function resume({ bank, clock }: OpenBank, file: string): Promise<Interrupted> {
  const earlier = await readEarlierRun(bank, file);
  // Nothing happens before what happened.
  if (earlier.lastMoment !== undefined) clock.moveTo(earlier.lastMoment);
  return { earlier, entriesCaughtUp: await catchUpLedgers(bank) };
}

/** What both parts of a run came to, as if it had not been interrupted. */
export function asOneRun(
  { booked, answered, ...others }: BookedMovements,
  { commands }: EarlierRun,
): BookedMovements {
  const before = answered.map((each) => ({ ...each, id: commands.get(each.line)! }));
  const all = [...before, ...booked].sort((one, other) => one.line - other.line);
  return { ...others, booked: all, answered: [] };
}

/** The figures that tell whether anything was lost or done twice. */
export function resumptionOf(
  { booked, answered }: BookedMovements,
  { earlier, entriesCaughtUp }: Interrupted,
  acknowledged: number | undefined,
): Resumption {
  return {
    ...(acknowledged === undefined ? {} : { acknowledged }),
    found: earlier.commands.size,
    answered: answered.length,
    bookedTwice: booked.filter(({ line }) => earlier.commands.has(line)).length,
    entriesCaughtUp,
  };
}
