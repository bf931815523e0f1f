import { parseArgs } from 'node:util';
import { CommandError } from './command-error.js';
import { flagName, variableName, type Flag, type Flags } from './flag.js';
import { suggest } from './suggest.js';

/** What was written on a command line. */
export interface Written {
  /** Values by the names of flags in camelCase. */
  readonly flags: ReadonlyMap<string, FlagValue>;
  /** Everything that is no flag, in order. */
  readonly positionals: readonly string[];
}

/** A value of a flag. */
export type FlagValue = boolean | string | number | readonly string[];

/**
 * Reads a command line.
 *
 * @param command - its name, for messages.
 * @throws CommandError FLAG_UNKNOWN, with the flag that was probably meant; FLAG_VALUE.
 */
export function readArguments(argv: readonly string[], known: Flags, command: string): Written {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(known).map(([name, { type, short }]) => [
        flagName(name),
        { type: type === 'boolean' ? 'boolean' : 'string', multiple: true, ...(short ? { short } : {}) },
      ]),
    ),
  });
  const names = new Map(Object.keys(known).map((name) => [flagName(name), name]));
  const flags = new Map<string, FlagValue>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const negated = token.name.startsWith('no-') ? names.get(token.name.slice(3)) : undefined;
    const name = names.get(token.name) ?? (isBoolean(known, negated) ? negated : undefined);
    if (name === undefined) throw unknownFlag(token.rawName, [...names.keys()], command);
    const written =
      negated === name ? 'false' : (token.value ?? (isBoolean(known, name) ? 'true' : undefined));
    flags.set(name, valueFrom(name, known[name]!, written, token.rawName, flags.get(name)));
  }
  return { flags, positionals };
}

/**
 * What each flag comes to: as written, or else as the environment, the configuration or the flag itself says.
 *
 * @param config - what the configuration says of a flag.
 * @throws CommandError FLAG_VALUE.
 */
export function settleFlags(
  known: Flags,
  written: Written,
  env: Readonly<Record<string, string | undefined>>,
  config: (flag: Flag) => unknown,
): Readonly<Record<string, FlagValue | undefined>> {
  return Object.fromEntries(
    Object.entries(known).map(([name, flag]) => [
      name,
      written.flags.get(name) ??
        fromEnvironment(name, flag, env) ??
        fromConfiguration(name, flag, config) ??
        flag.default ??
        (flag.type === 'list' ? [] : flag.type === 'boolean' && name !== 'color' ? false : undefined),
    ]),
  );
}

/** What the environment says of a flag; an empty variable says nothing. */
export function fromEnvironment(
  name: string,
  flag: Flag,
  env: Readonly<Record<string, string | undefined>>,
): FlagValue | undefined {
  if (flag.isOnlyWritten === true) return undefined;
  const variable = variableName(name);
  const written = env[variable];
  if (written === undefined || written === '') return undefined;
  if (flag.type !== 'list') return valueFrom(name, flag, written, variable, undefined);
  return written.split(',').map((each) => String(valueFrom(name, flag, each.trim(), variable, undefined)));
}

function fromConfiguration(name: string, flag: Flag, config: (flag: Flag) => unknown): FlagValue | undefined {
  const given = flag.config === undefined ? undefined : config(flag);
  if (given === undefined) return undefined;
  if (Array.isArray(given)) return given.map(String);
  return valueFrom(
    name,
    flag,
    String(given as string | number | boolean),
    `${flag.config} of the configuration`,
    undefined,
  );
}

function valueFrom(
  name: string,
  { type, choices }: Flag,
  written: string | undefined,
  place: string,
  before: FlagValue | undefined,
): FlagValue {
  if (written === undefined || (written === '' && type !== 'text')) {
    throw new CommandError(
      'FLAG_VALUE',
      `${place} needs a value${choices ? `: ${choices.join(', ')}` : ''}.`,
    );
  }
  if (choices !== undefined && !choices.includes(written)) {
    const meant = suggest(written, choices);
    throw new CommandError('FLAG_VALUE', `${place} cannot be "${written}".`, {
      fix: `Give one of ${choices.join(', ')}${meant ? `; did you mean ${meant}?` : '.'}`,
    });
  }
  if (type === 'list') return [...((before as readonly string[] | undefined) ?? []), written];
  if (type === 'text') return written;
  if (type === 'number') return numberFrom(written, place);
  if (['true', '1', 'yes'].includes(written)) return true;
  if (['false', '0', 'no'].includes(written)) return false;
  throw new CommandError('FLAG_VALUE', `${place} is true or false, not "${written}".`, {
    fix: `Write --${flagName(name)} or --no-${flagName(name)}.`,
  });
}

function numberFrom(written: string, place: string): number {
  const number = Number(written);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new CommandError('FLAG_VALUE', `${place} is a number of at least 0, not "${written}".`);
}

function isBoolean(known: Flags, name: string | undefined): boolean {
  return name !== undefined && known[name]?.type === 'boolean';
}

function unknownFlag(written: string, names: readonly string[], command: string): CommandError {
  const meant = suggest(written.replace(/^-+/, ''), names);
  return new CommandError('FLAG_UNKNOWN', `${command} has no flag ${written}.`, {
    fix: meant === undefined ? `See the flags it has with "${command} --help".` : `Did you mean --${meant}?`,
  });
}
