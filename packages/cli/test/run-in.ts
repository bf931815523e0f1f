import { execute, type Execution } from '../src/run/execute.js';
import { CommandError } from '../src/run/command-error.js';
import type { ExitCode } from '../src/run/exit-codes.js';
import type { Surroundings } from '../src/run/surroundings.js';
import { tell, tellingOf } from '../src/run/tell.js';
import { rememberDescriptions } from './remember-descriptions.js';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projects: string = fileURLToPath(new URL('projects', import.meta.url));

/** What a command line came to. */
export interface Run {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** How somebody looks at it. */
export interface Viewing {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Asked for data in the place of a process. */
  readonly askData?: Surroundings['askData'];
}

/** Runs a command in one of the projects beside this file, or in any folder. */
export async function runIn(project: string, argv: readonly string[], viewing: Viewing = {}): Promise<Run> {
  const said = { stdout: '', stderr: '' };
  const surroundings = surroundingsIn(folderOf(project), viewing, said);
  return view(await execute(argv, surroundings), argv, surroundings, said);
}

/** Runs a command once, and shows it in several ways: by flags, and by what they are seen on. */
export async function runOnce(
  project: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<(flags: readonly string[], viewing?: Viewing) => Run> {
  const notes = { stdout: '', stderr: '' };
  const execution = await execute(argv, surroundingsIn(folderOf(project), { env }, notes));
  return (flags, viewing = {}) => {
    const said = { ...notes };
    return view(execution, [...argv, ...flags], surroundingsIn(folderOf(project), viewing, said), said);
  };
}

function view(
  execution: Execution,
  argv: readonly string[],
  surroundings: Surroundings,
  said: { stdout: string; stderr: string },
): Run {
  tell(execution, tellingOf(argv, surroundings), surroundings, 12);
  const { result } = execution;
  return { exit: result instanceof CommandError ? result.exit : (result.exit ?? 0), ...said };
}

function surroundingsIn(
  cwd: string,
  { env = {}, isTTY = false, columns, askData }: Viewing,
  said: { stdout: string; stderr: string },
): Surroundings {
  return {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdout: { write: (text) => (said.stdout += text), isTTY, columns },
    stderr: { write: (text) => (said.stderr += text), isTTY, columns },
    signal: new AbortController().signal,
    elapsed: () => 0,
    ...(cwd === folderOf('bank') ? { describe: rememberDescriptions(env) } : {}),
    ...(askData === undefined ? {} : { askData }),
  };
}

/** What a command sees in one of the projects, for who calls it directly; what it says is lost. */
export function surroundingsOf(project: string): Surroundings {
  return surroundingsIn(folderOf(project), {}, { stdout: '', stderr: '' });
}

function folderOf(project: string): string {
  return project.startsWith('/') ? project : join(projects, project);
}
