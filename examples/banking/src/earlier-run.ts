import { metadataOf, type AnyEvent, type Domain } from '@domainry/core';
import { lineIn } from './movement-line.js';

/** What the log tells of a run of the same file that was interrupted. */
export interface EarlierRun {
  /** Identity of the command of each line that was booked, by the number of the line. */
  readonly commands: ReadonlyMap<number, string>;
  /** The last of those lines; 0 when there is none. What stands before it was settled: booked, refused or malformed. */
  readonly lastLine: number;
  /** When the last event happened, by the clock of the movements; undefined when there is none. */
  readonly lastMoment: Date | undefined;
}

/** Reads from the log which lines of a file were booked: their events say which line they follow from. */
export async function readEarlierRun(bank: Domain, file: string): Promise<EarlierRun> {
  const commands = new Map<number, string>();
  let lastMoment: Date | undefined;
  for await (const { event } of bank.log) {
    const { correlationId, causationId, time } = metadataOf(event as AnyEvent)!;
    lastMoment = time;
    const line = correlationId === undefined ? undefined : lineIn(file, correlationId);
    // What follows from an event follows from a line only by way of it.
    if (line !== undefined && !commands.has(line)) commands.set(line, causationId!);
  }
  return { commands, lastLine: Math.max(0, ...commands.keys()), lastMoment };
}
