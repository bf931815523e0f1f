import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StreamAppendLike } from './event-appends.js';

/** A store of events in a file, as every subject offers it. What it has taken is on the disk. */
export interface DurableEventsLike {
  append(append: StreamAppendLike): Promise<void> | void;
  /** All events of a stream, as objects. */
  read(stream: string): Promise<readonly object[]> | readonly object[];
  /** Puts in events by the server itself, as they lie after as many appends of one. Only where a million are read. */
  fill?(count: number): Promise<void>;
  /** All events in their order, by pages of five thousand. */
  readAll?(): AsyncIterable<readonly object[]>;
  /** Only where something has to be given back. */
  close?(): Promise<void>;
}

/** Path of a file that is not there yet; it goes when the process ends. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-benchmark-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'events.db');
}
