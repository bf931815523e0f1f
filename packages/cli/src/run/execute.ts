import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { commandTable, entryFor, topOf } from '../commands/command-table.js';
import type { ProjectConfig } from '../load/read-config.js';
import type { Command, CommandContext, CommandEntry } from './command.js';
import { CommandError } from './command-error.js';
import { flagsOfAll, flagsOfConfigured } from './flags-of-all.js';
import { writeHelp, writeOverview } from './help-page.js';
import type { Outcome } from './outcome.js';
import { fromEnvironment, readArguments, settleFlags, type FlagValue } from './read-flags.js';
import type { Surroundings } from './surroundings.js';

/** What became of a command line. */
export interface Execution {
  /** Name of the command; empty when none was named. */
  readonly command: string;
  readonly result: Outcome | CommandError;
}

/** Does what a command line says, and prints nothing of what comes of it. */
export async function execute(argv: readonly string[], surroundings: Surroundings): Promise<Execution> {
  const entry = entryFor(argv);
  const command = entry?.name ?? '';
  try {
    const rest = argv.slice(command === '' ? 0 : command.split(' ').length);
    const result = entry === undefined ? await overview(rest) : await runCommand(entry, rest, surroundings);
    return { command, result };
  } catch (error) {
    return { command, result: error instanceof CommandError ? error : internal(error) };
  }
}

async function runCommand(
  entry: CommandEntry,
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<Outcome> {
  const command = await entry.load();
  const known = { ...flagsOfAll, ...(command.isWithoutConfig ? {} : flagsOfConfigured), ...command.flags };
  const written = readArguments(argv, known, `domainry ${command.name}`);
  if (written.flags.get('help') === true)
    return { data: { usage: command.name }, page: (page) => writeHelp(page, command) };
  if (written.flags.get('version') === true) return versionOutcome();
  const given = checkGiven(command, written.positionals);
  const cwd = folderFor(
    written.flags.get('cwd') ?? fromEnvironment('cwd', flagsOfAll.cwd, surroundings.env),
    surroundings,
  );
  const config = await projectConfig(command, cwd, written.flags.get('config'), surroundings);
  const { saidBy } = await import('../load/read-config.js');
  const flags = settleFlags(known, written, surroundings.env, (flag) => saidBy(config, flag));
  const say = (text: string): void => void surroundings.stderr.write(`${text}\n`);
  return command.run({
    flags,
    given,
    cwd,
    config,
    commands: commandTable,
    surroundings,
    note: (text: string) => (flags['quiet'] === true ? undefined : say(text)),
    detail: (text: string) => (flags['verbose'] === true ? say(text) : undefined),
  } as unknown as CommandContext);
}

async function projectConfig(
  command: Command,
  cwd: string,
  written: FlagValue | undefined,
  { env }: Surroundings,
): Promise<ProjectConfig> {
  if (command.isWithoutConfig) return { root: cwd, file: undefined, config: {} };
  const { readConfig } = await import('../load/read-config.js');
  const named = written ?? fromEnvironment('config', flagsOfConfigured.config, env);
  const mode = env['NODE_ENV'] || 'development';
  return readConfig(cwd, named as string | undefined, { command: command.name, mode });
}

function folderFor(named: FlagValue | undefined, { cwd }: Surroundings): string {
  const folder = resolve(cwd, String(named ?? '.'));
  if (existsSync(folder)) return folder;
  throw new CommandError('PROJECT_NOT_FOUND', `There is no folder ${String(named)}.`, {
    fix: 'Name one that exists with --cwd.',
  });
}

function checkGiven({ name, given = [] }: Command, positionals: readonly string[]): readonly string[] {
  const least = given.filter(({ isOptional }) => !isOptional).length;
  const most = given.at(-1)?.isRepeated ? Infinity : given.length;
  const missing = given[positionals.length];
  if (positionals.length < least) {
    throw new CommandError('ARGUMENT_WRONG', `domainry ${name} needs ${missing!.name}.`, {
      fix: `${missing!.what} ${missing!.choices ? `One of ${missing!.choices.join(', ')}.` : ''}`.trim(),
    });
  }
  if (positionals.length > most) {
    throw new CommandError('ARGUMENT_WRONG', `domainry ${name} takes no ${positionals[given.length]!}.`, {
      fix: `See how it is called with "domainry ${name} --help".`,
    });
  }
  return positionals;
}

/** No command was named: the commands there are, or the version. */
async function overview(argv: readonly string[]): Promise<Outcome> {
  const { flags, positionals } = readArguments(argv, flagsOfAll, 'domainry');
  if (positionals.length > 0) throw unknownCommand(positionals);
  if (flags.get('version') === true) return versionOutcome();
  return {
    data: { commands: commandTable.map(({ name, summary }) => ({ name, summary })) },
    page: (page) => writeOverview(page, commandTable),
  };
}

function unknownCommand(words: readonly string[]): CommandError {
  const { within, meant } = topOf(words);
  const what = words.slice(0, within.length === 0 ? 1 : 2).join(' ');
  const fix = meant === undefined ? undefined : `Did you mean domainry ${meant}?`;
  return new CommandError('COMMAND_UNKNOWN', `There is no command ${what}.`, {
    fix: fix ?? (within.length === 0 ? 'See domainry --help.' : `There is: ${within.join(', ')}.`),
  });
}

async function versionOutcome(): Promise<Outcome> {
  const { version } = await import('../load/own-version.js');
  return { data: { version }, raw: `${version}\n` };
}

function internal(error: unknown): CommandError {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return new CommandError('INTERNAL', 'domainry went wrong; this is a bug.', {
    why: message,
    cause: error,
    ...(stack === undefined ? {} : { stack }),
  });
}
