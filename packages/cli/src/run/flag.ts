/** One flag of a command. Its environment variable is `DOMAINRY_` and its name in capitals. */
export interface Flag {
  readonly type: 'boolean' | 'text' | 'number' | 'list';
  /** One line, for the help page. */
  readonly what: string;
  readonly short?: string;
  /** What stands for the value on the help page. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly default?: boolean | string | number;
  /** Where the configuration says it: `check.failOn`. */
  readonly config?: string;
  /** Names a file, which the configuration names relative to itself. */
  readonly isPath?: true;
  /** Asks for another answer than that of the command, so it is only written, and no variable stands for it. */
  readonly isOnlyWritten?: true;
}

/** Flags by their names in camelCase; on the command line they are in kebab-case. */
export type Flags = Readonly<Record<string, Flag>>;

/** What flags came to be. */
export type FlagValues<Given extends Flags> = {
  readonly [Name in keyof Given]: ValueOf<Given[Name]>;
};

type ValueOf<One extends Flag> = One['type'] extends 'boolean'
  ? boolean
  : One['type'] extends 'list'
    ? readonly string[]
    : One extends { readonly default: string | number }
      ? OneOf<One>
      : OneOf<One> | undefined;

type OneOf<One extends Flag> = One['type'] extends 'number'
  ? number
  : One extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : string;

/** `failOn` as it is written on the command line: `fail-on`. */
export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `failOn` as the environment has it: `DOMAINRY_FAIL_ON`. */
export function variableName(name: string): string {
  return `DOMAINRY_${flagName(name).replaceAll('-', '_').toUpperCase()}`;
}
