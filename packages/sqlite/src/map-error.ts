import { DomainryError } from '@domainry/core';

/** What drivers tell beside the text of an error. */
interface DriverError extends Error {
  /** better-sqlite3: `SQLITE_BUSY`; node:sqlite: `ERR_SQLITE_ERROR`. */
  readonly code?: unknown;
  /** node:sqlite: the number of the error. */
  readonly errcode?: unknown;
}

/** The last two digits, in hexadecimal, of a number say what kind of error it is. */
const kinds: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
};

/** What kind of error of SQLite it is, whatever the driver: `SQLITE_BUSY`; undefined for errors of others. */
export function kindOfError(error: unknown): string | undefined {
  // Not by its class: errors of Node's own modules may be of another realm than ours.
  if (typeof error !== 'object' || error === null) return undefined;
  if (DomainryError.is(error)) return kindOfError(error.cause);
  const { code, errcode } = error as DriverError;
  if (typeof errcode === 'number') return kinds[errcode % 256];
  if (typeof code !== 'string') return undefined;
  return Object.values(kinds).find((kind) => code === kind || code.startsWith(`${kind}_`));
}

/** Whether somebody else holds a lock that was needed. */
export function isBusy(error: unknown): boolean {
  const kind = kindOfError(error);
  return kind === 'SQLITE_BUSY' || kind === 'SQLITE_LOCKED';
}

/** An error of SQLite as one of ours, which says what to do; others are given back as they are. */
export function mapError(path: string, error: unknown): unknown {
  const kind = DomainryError.is(error) ? undefined : kindOfError(error);
  return (kind === undefined ? undefined : explained(path, kind, error)) ?? error;
}

/** The error of a file in a folder that is not there, which drivers tell in different ways. */
export function folderMissing(path: string): DomainryError {
  return explained(path, 'SQLITE_CANTOPEN', undefined)!;
}

function explained(path: string, kind: string, cause: unknown): DomainryError | undefined {
  const known = explanations[kind];
  if (known === undefined) return undefined;
  return new DomainryError(known.code, `${path}: ${known.cause} ${known.fix}`, {
    details: { path, reason: kind },
    ...(cause === undefined ? {} : { cause }),
  });
}

interface Explanation {
  readonly code: 'DATABASE_UNAVAILABLE' | 'DATABASE_BUSY' | 'DATABASE_CORRUPT';
  readonly cause: string;
  readonly fix: string;
}

const busy: Explanation = {
  code: 'DATABASE_BUSY',
  cause: 'another process has been writing to the file for too long.',
  fix: 'Try again, look for a process that hangs in a transaction, or give { busyTimeout } more milliseconds.',
};
const corrupt: Explanation = {
  code: 'DATABASE_CORRUPT',
  cause: 'the file is no SQLite database, or was damaged.',
  fix: 'Check the path, or restore the file from a backup.',
};

const explanations: Readonly<Record<string, Explanation>> = {
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
  SQLITE_CORRUPT: corrupt,
  SQLITE_NOTADB: corrupt,
  SQLITE_READONLY: {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the file cannot be written to.',
    fix: 'Give the process the right to write to the file and to its folder.',
  },
  SQLITE_CANTOPEN: {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the file cannot be opened.',
    fix: 'Check that its folder exists and that the process may write to it.',
  },
  SQLITE_FULL: {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the disk is full.',
    fix: 'Make room; nothing was written, and the transaction can be repeated.',
  },
  SQLITE_IOERR: {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the disk has reported an error.',
    fix: 'Check the disk and its file system; nothing was written that was not acknowledged.',
  },
};
