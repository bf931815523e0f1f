import { DomainryError } from '@domainry/core';
import { tenantMissing } from '@domainry/core/ports';

/** What the driver tells beside the text of an error: SQLSTATE of the server, or the code of the system. */
interface DriverError extends Error {
  readonly code?: unknown;
  readonly constraint?: unknown;
}

/** Code of an error: `23505`, `ECONNREFUSED`; undefined for errors of others. */
function codeOfError(error: unknown): string | undefined {
  // Not by its class: errors of Node's own modules may be of another realm than ours.
  if (typeof error !== 'object' || error === null || DomainryError.is(error)) return undefined;
  const { code, message } = error as DriverError;
  if (typeof code === 'string') return isPlanOutdated(error) ? 'plan_outdated' : code;
  return Object.keys(phrases).find((phrase) => phrases[phrase]!.test(String(message)));
}

/** Whether a statement was prepared for tables that were changed since: on another connection it can be repeated. */
export function isPlanOutdated(error: unknown): boolean {
  const { code, message } = error as DriverError;
  return code === '0A000' && /cached plan/.test(String(message));
}

/** Name of the rule that keeps values apart and was broken; undefined for other errors. */
export function brokenUnique(error: unknown): string | undefined {
  return codeOfError(error) === '23505' ? String((error as DriverError).constraint) : undefined;
}

/** Whether the connection is gone: what it was asked for last may have been done or not. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOfError(error);
  return code !== undefined && (lost.has(code) || code.startsWith('08') || code.startsWith('ERR_SSL'));
}

/**
 * An error of PostgreSQL as one of ours, which says what to do; others are given back as they are.
 *
 * @param target - what was spoken to: `database bank at localhost:5432`.
 * @param during - what it was asked for: where that is a connection, no statement has reached it.
 */
export function mapError(
  target: string,
  error: unknown,
  during: 'connecting' | 'statement' = 'statement',
): unknown {
  const code = codeOfError(error);
  if (code === undefined) return error;
  if (code === 'DR002') return tenantMissing(target.replace(/^database /, ''));
  const known = explanations[code] ?? (isConnectionLost(error) ? connectionLost : undefined);
  if (known === undefined) return error;
  return new DomainryError(known.code, `${target}: ${known.cause} ${known.fix}`, {
    details: { target, reason: code, during },
    cause: error,
  });
}

/** An error of a connection that could not be made, whatever the driver or the system says. */
export function mapConnectingError(target: string, error: unknown): unknown {
  const mapped = mapError(target, error, 'connecting');
  if (DomainryError.is(mapped)) return mapped;
  const reason = codeOfError(error) ?? 'unknown';
  return new DomainryError(
    'DATABASE_UNAVAILABLE',
    `${target}: no connection could be made (${reason}). The cause of this error says why; check the options of the connection.`,
    { details: { target, reason, during: 'connecting' }, cause: error },
  );
}

/**
 * As {@link mapError}, and other errors of the server as well: those speak of statements and tables, which are for logs. What a
 * store makes something of itself stays as it is: values that are there already (23505), and refusals.
 */
export function mapAnyError(target: string, error: unknown): unknown {
  const mapped = mapError(target, error);
  const code = codeOfError(mapped);
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code) || /^23505$|^DR/.test(code)) return mapped;
  return new DomainryError(
    'DATABASE_UNAVAILABLE',
    `${target}: the server cannot do what it was asked for (${code}). The cause of this error has what it says; check that the tables are those of the model (domainry db status).`,
    { details: { target, reason: code, during: 'statement' }, cause: error },
  );
}

/** Errors of the driver that have no code, by what they say. */
const phrases: Readonly<Record<string, RegExp>> = {
  connection_lost:
    /^Connection terminated(?! due to connection timeout)|^Client has encountered a connection error|^Client was closed/,
  connect_timeout:
    /^timeout exceeded when trying to connect|^Connection terminated due to connection timeout/,
  password_missing: /SASL.*password/,
  ssl_missing: /does not support SSL/,
};

const lost: ReadonlySet<string> = new Set([
  'connection_lost',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTCONN',
  'EPIPE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P05',
  '25P03',
]);

interface Explanation {
  readonly code: 'DATABASE_UNAVAILABLE' | 'DATABASE_BUSY' | 'VERSION_CONFLICT' | 'VALUE_TOO_LARGE';
  readonly cause: string;
  readonly fix: string;
}

const connectionLost: Explanation = {
  code: 'DATABASE_UNAVAILABLE',
  cause: 'the connection was lost.',
  fix: 'Check that the server runs; the next transaction gets another connection.',
};
const wrongPassword: Explanation = {
  code: 'DATABASE_UNAVAILABLE',
  cause: 'the server refuses the user or the password.',
  fix: 'Check both, and pg_hba.conf of the server.',
};
const unknownHost: Explanation = {
  code: 'DATABASE_UNAVAILABLE',
  cause: 'no server of that name is known.',
  fix: 'Check the host in the URL.',
};
const starting: Explanation = {
  code: 'DATABASE_UNAVAILABLE',
  cause: 'the server is starting or stopping.',
  fix: 'Try again in a moment.',
};
/** Handling a command tries these again, as nothing was written and others are done by then. */
const others: Explanation = {
  code: 'VERSION_CONFLICT',
  cause: 'two transactions wanted what the other one had, and this one was ended.',
  fix: 'Nothing was written. Load again and repeat the change.',
};

const explanations: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'no server answers there.',
    fix: 'Start PostgreSQL, or check host and port in the URL.',
  },
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  '28P01': wrongPassword,
  '28000': wrongPassword,
  password_missing: wrongPassword,
  ssl_missing: {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the server does not encrypt connections.',
    fix: 'Turn on ssl in postgresql.conf, or leave out { ssl } where the network can be trusted.',
  },
  '3D000': {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the server has no such database.',
    fix: 'Make it (createdb), or check the name at the end of the URL.',
  },
  '42501': {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the user has no right to do that.',
    fix: 'Grant it the schema and its tables, or name another user.',
  },
  '25006': {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the server only lets one read.',
    fix: 'Give the URL of the primary, not of a replica.',
  },
  '53300': {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the server has no connection left.',
    fix: 'Give a smaller { poolSize }, or raise max_connections of the server.',
  },
  '53100': {
    code: 'DATABASE_UNAVAILABLE',
    cause: 'the disk of the server is full.',
    fix: 'Make room; nothing was written, and the transaction can be repeated.',
  },
  '54000': {
    code: 'VALUE_TOO_LARGE',
    cause: 'a value of a unique or indexed field does not fit into its index.',
    fix: 'Nothing was written. Limit the field by maxLength.',
  },
  '57P03': starting,
  connect_timeout: {
    code: 'DATABASE_BUSY',
    cause: 'there was no connection for too long.',
    fix: 'Look for transactions that do not end, or give a greater { poolSize } or { connectTimeout }.',
  },
  '55P03': {
    code: 'DATABASE_BUSY',
    cause: 'somebody else has held what was needed for too long.',
    fix: 'Try again, look for a transaction that does not end, or give { lockTimeout } more milliseconds.',
  },
  '57014': {
    code: 'DATABASE_BUSY',
    cause: 'a statement took too long and was ended.',
    fix: 'Try again, look for a missing index, or give { statementTimeout } more milliseconds.',
  },
  plan_outdated: {
    code: 'VERSION_CONFLICT',
    cause: 'tables were changed meanwhile.',
    fix: 'Nothing was written. Repeat the change.',
  },
  '40P01': others,
  '40001': others,
};
