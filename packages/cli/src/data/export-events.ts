import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { EventReader } from '@domainry/core/ports';
import { CommandError } from '../run/command-error.js';
import { allEvents } from './all-events.js';
import type { ExportHeader, ExportedEvent } from './export-line.js';
import type { Mask } from './mask.js';

/** What was exported. */
export interface EventsExported {
  readonly events: number;
  readonly isMasked: boolean;
}

/** Characters that are written at once. */
const chunk = 64 * 1024;

/**
 * Writes the events of a database into a file, a line of JSON each, in the order of commits; in bounded memory. The file
 * is there when all of it is written.
 *
 * @throws CommandError NOT_WRITABLE.
 */
export async function exportEvents(
  reader: EventReader,
  domain: string,
  { file, category }: { readonly file: string; readonly category?: string },
  mask: Mask,
): Promise<EventsExported> {
  const beside = `${file}.${process.pid}.new`;
  try {
    const events = await writeLines(beside, linesOf(reader, domain, category, mask));
    await rename(beside, file);
    return { events, isMasked: !mask.isRevealed };
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined); // its folder may be none
    const { code, message } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EISDIR'].includes(code ?? ''))
      throw error;
    throw new CommandError('NOT_WRITABLE', `${file} cannot be written.`, {
      why: message,
      fix: 'Name another file with --out.',
      cause: error,
    });
  }
}

async function* linesOf(
  reader: EventReader,
  domain: string,
  category: string | undefined,
  mask: Mask,
): AsyncGenerator<string, undefined> {
  const header: ExportHeader = { format: 'domainry-events', version: 1, domain, isMasked: !mask.isRevealed };
  yield JSON.stringify(header);
  for await (const stored of allEvents(reader, category === undefined ? {} : { category })) {
    const { position, stream, version, id, type, time, data, metadata, tags } = stored;
    const line: ExportedEvent = {
      position,
      stream: mask.stream(stream),
      version,
      id,
      type,
      time,
      data: mask.isRevealed ? data : JSON.stringify(mask.payload(type, data)),
      metadata: mask.isRevealed ? metadata : '{}',
      tags: mask.isRevealed ? tags : [],
    };
    yield JSON.stringify(line);
  }
}

/** @returns how many lines there were after the first one. */
async function writeLines(file: string, lines: AsyncIterable<string>): Promise<number> {
  const target = await open(file, 'wx');
  const digest = createHash('sha256');
  let events = -1;
  let waiting = '';
  try {
    for await (const line of lines) {
      events += 1;
      digest.update(`${line}\n`);
      waiting += `${line}\n`;
      if (waiting.length < chunk) continue;
      await target.writeFile(waiting);
      waiting = '';
    }
    await target.writeFile(`${waiting}${JSON.stringify({ events, sha256: digest.digest('hex') })}\n`);
    await target.sync();
  } finally {
    await target.close();
  }
  return events;
}
