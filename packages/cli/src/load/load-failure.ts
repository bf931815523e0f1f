import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainryError, type Problem } from '@domainry/core';
import type { Diagnostic } from '../run/diagnostic.js';
import type { LoadFailure } from './description.js';
import { decoratorBelow } from './decorator-below.js';
import { SocketRefused } from './describe-mode.js';
import { packageFolder } from './package-folder.js';

/**
 * What to tell of an error that importing a module ended with.
 *
 * @param entry - the module that was asked for.
 */
export function failureOf(error: unknown, entry: string): LoadFailure {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const place = placeOf(thrown);
  const base = {
    kind: 'failed' as const,
    ...(place ?? { file: entry }),
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack }),
  };
  const decorator = isPerhapsUnlowered(thrown) ? decoratorBelow(entry) : undefined;
  if (decorator !== undefined) {
    const why = `Node cannot run them: ${thrown.message}.`;
    return {
      ...base,
      ...decorator,
      code: 'DECORATORS_NOT_LOWERED',
      message: `${decorator.file} still holds decorators.`,
      why,
    };
  }
  if (error instanceof SocketRefused) return { ...base, code: 'SOCKET_REFUSED', message: thrown.message };
  const problems = problemsIn(error);
  return {
    ...base,
    code: 'DOMAIN_NOT_LOADED',
    message: `${entry} could not be imported.`,
    why: chainOf(thrown),
    ...(DomainryError.is(error) ? { fix: error.remedy } : whatIsMissing(thrown)),
    ...(problems.length === 0 ? {} : { problems }),
  };
}

/** Frames of ours say nothing to people. */
const ownFolders = ['src', 'dist'].map((name) => join(packageFolder, name, sep));

/** What is wrong with a model, as diagnostics. */
export function diagnosticsOf(problems: readonly Problem[]): readonly Diagnostic[] {
  return problems.map(({ code, element, place, cause, fix }) => ({
    code,
    level: 'error',
    message: `${element}: ${cause}.`,
    element,
    fix,
    ...(place === undefined
      ? {}
      : { file: place.file, line: Math.max(1, place.line), column: Math.max(1, place.column) }),
  }));
}

function problemsIn(error: unknown): readonly Diagnostic[] {
  const { problems } = (error ?? {}) as { problems?: readonly Problem[] };
  return DomainryError.is(error) && Array.isArray(problems) ? diagnosticsOf(problems) : [];
}

/** The message, and those of what caused it. */
function chainOf(error: Error): string {
  const messages: string[] = [];
  for (let at: unknown = error; at instanceof Error && messages.length < 5; at = at.cause) {
    messages.push(`${at.name}: ${at.message}`);
  }
  return messages.join('\ncaused by ');
}

function whatIsMissing(error: Error): { fix?: string } {
  const { code } = error as { code?: unknown };
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') return { fix: 'Load TypeScript with --loader tsx.' };
  const named = /Cannot find (?:package|module) '([^']+)'/.exec(error.message)?.[1];
  if (code !== 'ERR_MODULE_NOT_FOUND' || named === undefined) return {};
  return {
    fix: /^[./\\]|^file:/.test(named)
      ? `Correct the import of ${named}, or build it first.`
      : `Install ${named}, or correct its name.`,
  };
}

/** The first place of the stack that is the user's. */
function placeOf({ stack = '' }: Error): { file: string; line: number; column: number } | undefined {
  for (const frame of stack.split('\n')) {
    const match = /(?:\(|at (?:async )?|^)((?:file:\/\/)?(?:\/|[A-Za-z]:)[^()]*?):(\d+)(?::(\d+))?\)?$/.exec(
      frame.trim(),
    );
    if (match === null || /node_modules|node:internal/.test(match[1]!)) continue;
    const file = match[1]!.startsWith('file:') ? fileURLToPath(match[1]!) : match[1]!;
    if (ownFolders.some((folder) => file.startsWith(folder))) continue;
    return { file: file.replace(/\?.*$/, ''), line: Number(match[2]), column: Number(match[3] ?? 1) };
  }
  return undefined;
}

/** Node does not say where it stopped, only at what: an @ is unexpected. */
function isPerhapsUnlowered({ name, message }: Error): boolean {
  return name === 'SyntaxError' && /Invalid or unexpected token|decorator/i.test(message);
}
