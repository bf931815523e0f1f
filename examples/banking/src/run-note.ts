import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Store } from './store.js';

/** Says that a run has begun in a store, and has not ended. It lies beside the store: it is a witness, and no part of it. */
export interface RunNote {
  /** Label of the store. */
  readonly store: string;
  /** How many movements had been acknowledged when the process was killed; absent when it ended in another way. */
  readonly acknowledged?: number;
}

/** The note of a run in this store that has not ended; undefined when there is none. */
export function readNote({ noteFile, label, isThere }: Store): RunNote | undefined {
  if (!isThere() || !existsSync(noteFile)) return undefined;
  try {
    const note = JSON.parse(readFileSync(noteFile, 'utf8')) as RunNote;
    return note.store === label ? note : undefined;
  } catch {
    // It was being written when the machine stopped: that a run has begun is all it says.
    return { store: label };
  }
}

export function writeNote({ noteFile, label }: Store, acknowledged?: number): void {
  const note: RunNote = { store: label, ...(acknowledged === undefined ? {} : { acknowledged }) };
  writeFileSync(noteFile, JSON.stringify(note));
}

export function removeNote({ noteFile }: Store): void {
  rmSync(noteFile, { force: true });
}
