import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { DomainryError } from '@domainry/core';
import type { Database, EventWriter, NewEvent } from '@domainry/core/ports';
import { CommandError } from '../run/command-error.js';
import { isHeader, isTrailer, readExportedEvent, type ExportedEvent } from './export-line.js';

/** What was imported. */
export interface EventsImported {
  /** How many were written, or would be. */
  readonly events: number;
  /** How many were there already, from an import that ended in between. */
  readonly present: number;
  readonly streams: number;
  readonly isDryRun: boolean;
}

/** How many things that are wrong are told. */
const most = 10;

/** Events, and characters of them, that are written by one transaction. */
const mostEvents = 1_000;
const mostCharacters = 8 * 1024 * 1024;

/**
 * Writes the events of an export into a database. The file is read line by line: first to see whether it is whole and in
 * conflict with nothing, then to write what it says, part by part, each in a transaction of its own. So memory does not grow
 * with the file, and where it ends in between, what is stored is the beginning of the file: the next import goes on from there,
 * once it has seen that these are the same events.
 *
 * @throws CommandError IMPORT_INVALID, IMPORT_REFUSED, NOT_READABLE.
 */
export async function importEvents(
  database: Database,
  domain: string,
  { file, isDryRun }: { readonly file: string; readonly isDryRun: boolean },
): Promise<EventsImported> {
  const streams = await examineFile(file, domain);
  const stored = await storedOf(database, streams);
  const isBegun = [...streams].some(([stream, { first }]) => stored.get(stream)! >= first);
  const present = isBegun ? await countPresent(database, file, stored) : 0;
  const all = [...streams.values()].reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (!isDryRun && all > present) await writeRest(database, file, stored);
  return { events: all - present, present, streams: streams.size, isDryRun };
}

/** The versions of a stream that a file holds. */
interface Span {
  readonly first: number;
  last: number;
}

/** @returns the streams of a file, which is whole. */
async function examineFile(file: string, domain: string): Promise<ReadonlyMap<string, Span>> {
  const streams = new Map<string, Span>();
  const digest = createHash('sha256');
  let number = 0;
  let isWhole = false;
  let events = 0;
  for await (const line of linesIn(file)) {
    number += 1;
    const at = `${file}:${number}`;
    if (number === 1) requireHeader(line, domain, file);
    else if (isWhole) throw invalid(`${at}: something stands behind the last line of the export.`);
    else {
      const trailer = isTrailer(line);
      if (trailer !== undefined) {
        isWhole = trailer.events === events && trailer.sha256 === digest.copy().digest('hex');
        if (!isWhole) throw invalid(`${at}: the file is not what was exported: it was changed.`);
        continue;
      }
      const event = readExportedEvent(line);
      if (typeof event === 'string') throw invalid(`${at}: ${event}.`);
      events += 1;
      note(streams, event, at);
    }
    digest.update(`${line}\n`);
  }
  if (!isWhole) throw invalid(`${file} was cut off: its last line is missing.`);
  return streams;
}

function requireHeader(line: string, domain: string, file: string): void {
  const header = isHeader(line);
  if (header?.version !== 1) throw invalid(`${file} does not begin as an export of events does.`);
  if (header.isMasked) throw invalid(`${file} holds no personal data, so it cannot be imported.`);
  if (header.domain !== domain) {
    throw new CommandError('IMPORT_REFUSED', `${file} holds events of ${header.domain}, not of ${domain}.`, {
      fix: 'Name the domain with --domain.',
    });
  }
}

function note(streams: Map<string, Span>, { stream, version }: ExportedEvent, at: string): void {
  const span = streams.get(stream);
  if (span === undefined) streams.set(stream, { first: version, last: version });
  else if (version !== span.last + 1)
    throw invalid(`${at}: ${stream} goes on with version ${version} after ${span.last}.`);
  else span.last = version;
}

/** How far each stream of a file is in the database already: version of its last event there. */
async function storedOf(
  { events }: Database,
  streams: ReadonlyMap<string, Span>,
): Promise<ReadonlyMap<string, number>> {
  const stored = new Map<string, number>();
  const conflicts: string[] = [];
  for (const [stream, { first }] of streams) {
    const { version, firstVersion } = await events.describeStream(stream);
    stored.set(stream, version);
    if (version === first - 1) continue;
    if (version < first)
      conflicts.push(
        `${stream} begins with version ${first} in the file and ends with ${version} in the database`,
      );
    else if (firstVersion > first) conflicts.push(`${stream} was truncated in the database`);
    if (conflicts.length === most) break;
  }
  refuse(conflicts);
  return stored;
}

/** Refuses a file where other events are stored in the place of its own; gives how many of it are there already. */
async function countPresent(
  { events }: Database,
  file: string,
  stored: ReadonlyMap<string, number>,
): Promise<number> {
  const conflicts: string[] = [];
  let present = 0;
  for await (const run of runsIn(file)) {
    const { stream, version: from } = run[0]!;
    const there = run.filter(({ version }) => version <= stored.get(stream)!);
    if (there.length === 0) continue;
    present += there.length;
    const to = there.at(-1)!.version;
    const found = await events.readStream(stream, { from, to, includeArchived: true, limit: there.length });
    const other = there.find(({ id }, at) => found[at]?.id !== id);
    if (other !== undefined) conflicts.push(`${stream} has another version ${other.version} already`);
    if (conflicts.length === most) break;
  }
  refuse(conflicts);
  return present;
}

function refuse(conflicts: readonly string[]): void {
  if (conflicts.length === 0) return;
  throw new CommandError('IMPORT_REFUSED', 'The events are in conflict with those that are stored.', {
    why: `${conflicts.join('; ')}.`,
  });
}

/** Writes what is not there yet, in the order of the file, one part after the other. */
async function writeRest(
  database: Database,
  file: string,
  stored: ReadonlyMap<string, number>,
): Promise<void> {
  let part: ExportedEvent[][] = [];
  let events = 0;
  let size = 0;
  for await (const run of runsIn(file)) {
    const rest = run.filter(({ stream, version }) => version > stored.get(stream)!);
    if (rest.length === 0) continue;
    part.push(rest);
    events += rest.length;
    for (const { data, metadata } of rest) size += data.length + metadata.length;
    if (events < mostEvents && size < mostCharacters) continue;
    await writePart(database, part);
    part = [];
    events = size = 0;
  }
  if (part.length > 0) await writePart(database, part);
}

async function writePart(database: Database, part: readonly (readonly ExportedEvent[])[]): Promise<void> {
  const transaction = await database.begin();
  try {
    for (const run of part) await append(transaction.events, run);
    await transaction.commit();
  } catch (error) {
    await transaction.rollback();
    if (!DomainryError.is(error)) throw error;
    throw new CommandError('IMPORT_REFUSED', `The database refuses the events: ${error.message}`, {
      fix: error.remedy,
      cause: error,
    });
  }
}

/** Events of one stream, one after the other. */
async function append(events: EventWriter, run: readonly ExportedEvent[]): Promise<void> {
  const { stream, version } = run[0]!;
  const expected = version === 0 ? 'none' : version - 1;
  await events.append([{ stream, expected, events: run.map(newEvent) }]);
}

function newEvent({ id, type, time, data, metadata, tags }: ExportedEvent): NewEvent {
  return { id, type, time, data, metadata, tags };
}

/**
 * Goes through the events of a file that was examined.
 *
 * @yields events of one stream that follow each other, 500 at most.
 */
async function* runsIn(file: string): AsyncGenerator<readonly ExportedEvent[], undefined> {
  let run: ExportedEvent[] = [];
  for await (const line of linesIn(file)) {
    const event = readExportedEvent(line);
    if (typeof event === 'string') continue; // the first line and the last
    if (run.length > 0 && (run[0]!.stream !== event.stream || run.length === 500)) {
      yield run;
      run = [];
    }
    run.push(event);
  }
  if (run.length > 0) yield run;
}

async function* linesIn(file: string): AsyncGenerator<string, undefined> {
  const source = await open(file).catch((error: unknown) => {
    throw notReadable(file, (error as Error).message, error);
  });
  try {
    if (!(await source.stat()).isFile()) throw notReadable(file, 'It is no file.');
    yield* source.readLines({ encoding: 'utf8' });
  } finally {
    await source.close();
  }
  return undefined;
}

function notReadable(file: string, why: string, cause?: unknown): CommandError {
  return new CommandError('NOT_READABLE', `${file} cannot be read.`, {
    why,
    fix: 'Name a file that domainry events export has written.',
    cause,
  });
}

function invalid(message: string): CommandError {
  return new CommandError('IMPORT_INVALID', message);
}
