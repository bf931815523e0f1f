import type { ProjectConfig } from '../load/read-config.js';
import type { Flags, FlagValues } from './flag.js';
import type { flagsOfAll } from './flags-of-all.js';
import type { Outcome } from './outcome.js';
import type { Surroundings } from './surroundings.js';

/** An argument that is no flag. */
export interface Argument {
  readonly name: string;
  readonly what: string;
  readonly isOptional?: true;
  /** Any number of them may follow. */
  readonly isRepeated?: true;
  readonly choices?: readonly string[];
}

/** A call of a command that does what it says. */
export interface Example {
  readonly call: string;
  readonly what: string;
}

/** What a command is given. */
export interface CommandContext<Given extends Flags = Flags> {
  readonly flags: FlagValues<Given & typeof flagsOfAll>;
  /** Arguments that are no flags, in order; as many as the command takes. */
  readonly given: readonly string[];
  /** Absolute; the folder the command works in. */
  readonly cwd: string;
  readonly config: ProjectConfig;
  /** All commands there are. */
  readonly commands: readonly CommandEntry[];
  readonly surroundings: Surroundings;
  /** Says something on standard error, unless it was asked to be quiet. */
  readonly note: (text: string) => void;
  /** Says something on standard error when it was asked to say more. */
  readonly detail: (text: string) => void;
}

/** A command as it was written down. */
export interface Command<Given extends Flags = Flags> {
  /** `model diff`, as it is called. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** More than the summary, for its help page. */
  readonly description?: string;
  readonly given?: readonly Argument[];
  readonly flags: Given;
  readonly examples: readonly Example[];
  /** Whether it works without reading the configuration. */
  readonly isWithoutConfig?: true;
  run(context: CommandContext<Given>): Promise<Outcome>;
}

/** A command before it is loaded. */
export interface CommandEntry {
  /** As it is called, without `domainry`. */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Writes a command down: types its flags for `run`, and forgets them for the table. */
export function defineCommand<const Given extends Flags>(command: Command<Given>): Command {
  return command as unknown as Command;
}
