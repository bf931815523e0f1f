import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../run/command-error.js';
import type { Diagnostic } from '../run/diagnostic.js';
import type { Surroundings } from '../run/surroundings.js';
import type { DescriptionAnswer, DescriptionRequest, LoadFailure } from './description.js';
import { shownPath } from './find-domains.js';
import { isFromSource, ownModule } from './package-folder.js';

/** How modules are imported. */
export interface LoadingOptions {
  readonly loader: 'tsx' | 'swc' | 'none';
  /** Absolute or relative to the working folder, as is the next. */
  readonly tsconfig: string | undefined;
  readonly envFile: string | undefined;
  /** Seconds. */
  readonly timeout: number;
}

/** What a process that imports domains answered, when it went well. */
export type Description = Extract<DescriptionAnswer, { kind: 'described' }>;

/**
 * Imports domains in a process of its own, in which no connection can be opened, and tells what they declare. What the
 * modules print goes to standard error.
 *
 * @param cwd - absolute.
 * @throws CommandError DOMAIN_NOT_FOUND, DOMAIN_AMBIGUOUS, DOMAIN_NOT_LOADED, DOMAIN_SILENT, DECORATORS_NOT_LOWERED,
 *   FRAMEWORK_TWICE, SOCKET_REFUSED, PACKAGE_MISSING, PROJECT_NOT_FOUND.
 */
export async function describeDomains(
  request: DescriptionRequest,
  options: LoadingOptions,
  cwd: string,
  surroundings: Surroundings,
): Promise<Description> {
  const inAProcess = (): Promise<DescriptionAnswer> => ask(request, options, cwd, surroundings);
  const answer = await (surroundings.describe?.(request, options, inAProcess) ?? inAProcess());
  if (answer.kind === 'failed') throw errorOf(answer, cwd);
  return answer;
}

/** Has a process import them. */
async function ask(
  request: DescriptionRequest,
  options: LoadingOptions,
  cwd: string,
  surroundings: Surroundings,
): Promise<DescriptionAnswer> {
  const child = startProcess('load/describe-process', options, cwd, surroundings);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
      surroundings.stderr.write(text);
    });
  }
  return answerOf(child, request, options, surroundings.signal, () => said);
}

/** Starts a module of this package in a process that can import what the options say. */
export function startProcess(
  module: string,
  { loader, tsconfig, envFile }: Omit<LoadingOptions, 'timeout'>,
  cwd: string,
  { env }: Surroundings,
  stdio: 'pipe' | 'inherit' = 'pipe',
): ChildProcess {
  if (envFile !== undefined) mustExist(envFile, cwd, '--env-file');
  if (tsconfig !== undefined) mustExist(tsconfig, cwd, '--tsconfig');
  const flags = [
    ...(envFile === undefined ? [] : [`--env-file=${resolve(cwd, envFile)}`]),
    ...(isFromSource ? ['--conditions=@domainry/source', '--import', tsx()] : []),
    ...loaderFlags(loader, cwd),
  ];
  return fork(ownModule(module), {
    cwd,
    execArgv: flags,
    env: {
      ...env,
      TSX_TSCONFIG_PATH: tsconfig === undefined ? undefined : resolve(cwd, tsconfig),
      DOMAINRY_SWC_TSCONFIG: tsconfig === undefined ? undefined : resolve(cwd, tsconfig),
    },
    stdio: stdio === 'inherit' ? ['inherit', 'inherit', 'inherit', 'ipc'] : ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
  });
}

function loaderFlags(loader: LoadingOptions['loader'], cwd: string): readonly string[] {
  if (loader === 'tsx') return isFromSource ? [] : ['--import', tsx()];
  if (loader === 'none') return ['--enable-source-maps'];
  const require = createRequire(join(cwd, 'package.json'));
  try {
    require.resolve('@swc/core');
  } catch (error) {
    throw new CommandError('PACKAGE_MISSING', 'The loader swc needs the package @swc/core.', {
      fix: 'npm install --save-dev @swc/core, or leave --loader away to use tsx, which comes along.',
      cause: error,
    });
  }
  return ['--enable-source-maps', '--import', pathToFileURL(ownModule('load/swc-loader')).href];
}

function tsx(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}

function mustExist(file: string, cwd: string, flag: string): void {
  if (existsSync(resolve(cwd, file))) return;
  throw new CommandError('PROJECT_NOT_FOUND', `There is no file ${shownPath(resolve(cwd, file), cwd)}.`, {
    fix: `Name one that exists with ${flag}.`,
  });
}

async function answerOf(
  child: ChildProcess,
  request: DescriptionRequest,
  { timeout }: LoadingOptions,
  signal: AbortSignal,
  said: () => string,
): Promise<DescriptionAnswer> {
  const entries = request.domains.map(({ entry }) => entry).join(', ');
  let timer: NodeJS.Timeout | undefined;
  const stop = (): boolean => child.kill();
  signal.addEventListener('abort', stop);
  try {
    return await new Promise<DescriptionAnswer>((answered) => {
      child.once('message', (message) => answered(message as DescriptionAnswer));
      child.once('error', (error) => answered(ended(`it could not be started: ${error.message}`)));
      child.once('exit', (code, by) => answered(ended(`its process ended with ${by ?? `code ${code}`}`)));
      timer = setTimeout(() => answered(silent(timeout)), timeout * 1000);
      child.send(request);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    child.kill();
  }

  function ended(why: string): LoadFailure {
    const last = said().trim().split('\n').slice(-8).join('\n');
    return {
      kind: 'failed',
      code: 'DOMAIN_NOT_LOADED',
      message: `${entries} could not be imported: ${why}.`,
      ...(last === '' ? {} : { why: last }),
    };
  }

  function silent(seconds: number): LoadFailure {
    return {
      kind: 'failed',
      code: 'DOMAIN_SILENT',
      message: `Importing ${entries} took longer than ${seconds} s.`,
    };
  }
}

/** A failure of another process, as an error of this one, with paths relative to the working folder. */
export function errorOf(failure: LoadFailure, cwd: string): CommandError {
  const { code, message, file, problems, why, fix, line, column, stack } = failure;
  return new CommandError(code, withShortPaths(message, cwd), {
    ...(why === undefined ? {} : { why: withShortPaths(why, cwd) }),
    ...(fix === undefined ? {} : { fix: withShortPaths(fix, cwd) }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(stack === undefined ? {} : { stack }),
    ...(file === undefined ? {} : { file: isAbsolute(file) ? shownPath(file, cwd) : file }),
    ...(problems === undefined ? {} : { others: problems.map((each) => shortened(each, cwd)) }),
  });
}

function shortened(diagnostic: Diagnostic, cwd: string): Diagnostic {
  const { file } = diagnostic;
  return file !== undefined && isAbsolute(file) ? { ...diagnostic, file: shownPath(file, cwd) } : diagnostic;
}

function withShortPaths(text: string, cwd: string): string {
  return text.replaceAll(`${pathToFileURL(cwd).href}/`, '').replaceAll(`${cwd}/`, '');
}
