import type { ExitCode } from './exit-codes.js';

/** One way in which a command ends without a result. */
export interface CommandErrorEntry {
  readonly sentence: string;
  readonly remedy: string;
  readonly exit: ExitCode;
}

/** Every code that a command itself reports. */
export const commandErrorCodes = {
  COMMAND_UNKNOWN: {
    sentence: 'There is no command of this name.',
    remedy: 'See `domainry --help` for the commands there are.',
    exit: 2,
  },
  FLAG_UNKNOWN: {
    sentence: 'The command has no flag of this name.',
    remedy: 'See the flags of the command with `--help`.',
    exit: 2,
  },
  FLAG_VALUE: {
    sentence: 'A flag, or the environment variable that stands for it, has a value it cannot have.',
    remedy: 'Give one of the values that `--help` names.',
    exit: 2,
  },
  ARGUMENT_WRONG: {
    sentence: 'An argument is missing, or there is one too many.',
    remedy: 'See how the command is called with `--help`.',
    exit: 2,
  },
  CONFIG_INVALID: {
    sentence: 'The configuration cannot be read, or says something that has no meaning.',
    remedy: 'Correct what is named; `defineConfig` of @domainry/cli types the whole file.',
    exit: 2,
  },
  PROJECT_NOT_FOUND: {
    sentence: 'There is no package here, or no file where one was named.',
    remedy: 'Run the command in the folder of a package, or name another one with `--cwd`.',
    exit: 2,
  },
  DOMAIN_NOT_FOUND: {
    sentence: 'No domain was found.',
    remedy:
      'Export one from src/domain.ts, name its module with `--domain`, or list it in domainry.config.ts.',
    exit: 2,
  },
  DOMAIN_AMBIGUOUS: {
    sentence: 'A module exports several domains, or several domains have one name.',
    remedy: 'Say which: `--domain ./src/domain.ts#banking`, or the same in domainry.config.ts.',
    exit: 2,
  },
  PACKAGE_MISSING: {
    sentence: 'A package is needed that is not installed.',
    remedy: 'Install what is named.',
    exit: 2,
  },
  NOT_WRITABLE: {
    sentence: 'A file or folder cannot be written.',
    remedy: 'Name another folder with `--out`, or make it writable. What was there is as it was.',
    exit: 2,
  },
  NOT_READABLE: {
    sentence: 'A file cannot be read, or is not what it is taken for.',
    remedy: 'Name another file, or record it anew.',
    exit: 2,
  },
  GIT_FAILED: {
    sentence: 'Git was asked for something it does not have.',
    remedy: 'Name a revision or a file that exists, in a folder that Git knows.',
    exit: 2,
  },
  PORT_TAKEN: {
    sentence: 'The port is in use.',
    remedy: 'Name another one with `--port`, or 0 for any that is free.',
    exit: 2,
  },
  DOMAIN_NOT_LOADED: {
    sentence: 'A module of the domain throws when it is imported.',
    remedy:
      'Correct the module. Whatever needs a database or a network belongs in a function, or in an adapter of `init()`.',
    exit: 3,
  },
  DOMAIN_SILENT: {
    sentence: 'The domain was not described in time.',
    remedy: 'Look for what waits at the top level of a module, or give it longer with `--timeout`.',
    exit: 3,
  },
  DECORATORS_NOT_LOWERED: {
    sentence: 'A module still holds decorators, which no Node runs.',
    remedy: 'Load it with `--loader tsx`, or build it with a compiler that lowers decorators.',
    exit: 3,
  },
  FRAMEWORK_TWICE: {
    sentence: 'Two copies of @domainry/core were loaded, which do not know each other.',
    remedy: 'Keep one: `npm dedupe`, or an entry for @domainry/core in `overrides` of package.json.',
    exit: 3,
  },
  SOCKET_REFUSED: {
    sentence: 'A module tried to open a connection while it was only described.',
    remedy: 'Connect in an adapter of `init()`, or in a function that is called later.',
    exit: 3,
  },
  ELEMENT_UNKNOWN: {
    sentence: 'No domain has an element of this name.',
    remedy: 'See all of them with `domainry list`.',
    exit: 2,
  },
  CODE_UNKNOWN: {
    sentence: 'There is no error and no finding of this code.',
    remedy: 'See all of them with `domainry explain`.',
    exit: 2,
  },
  MODEL_NOT_RECORDED: {
    sentence: 'No model was recorded to compare with.',
    remedy: 'Record it with `domainry model check --update`, and commit it.',
    exit: 1,
  },
  MODEL_STALE: {
    sentence: 'The recorded model is not what the code says.',
    remedy:
      'See what changed with `domainry model diff`, then record it with `domainry model check --update`.',
    exit: 1,
  },
  OUTPUT_STALE: {
    sentence: 'What was written earlier is not what would be written now.',
    remedy: 'Write it anew.',
    exit: 1,
  },
  PARTLY_DONE: {
    sentence: 'Some of several results were written, others were not.',
    remedy: 'See what is said of each, and repeat those that failed.',
    exit: 4,
  },
  WOULD_OVERWRITE: {
    sentence: 'Something is there already that the command did not write.',
    remedy: 'Choose another name or folder, or move away what is there.',
    exit: 5,
  },
  CONFIRMATION_NEEDED: {
    sentence: 'The command changes something and nobody is there to confirm it.',
    remedy: 'Give `--yes`, or see with `--dry-run` what it would do.',
    exit: 5,
  },
  HOST_REFUSED: {
    sentence: 'The documentation is served to this machine only.',
    remedy: 'Open it under localhost or 127.0.0.1.',
    exit: 5,
  },
  DATABASE_NOT_CONFIGURED: {
    sentence: 'It is not known which databases a domain is kept in.',
    remedy: "Name them in domainry.config.ts: databases: () => ({ default: sqlite('bank.db') }).",
    exit: 2,
  },
  DATABASE_NOT_READY: {
    sentence: 'A database does not have the tables that the code needs.',
    remedy: 'See what is missing with `domainry db plan`, and apply it with `domainry db apply`.',
    exit: 2,
  },
  DATABASE_FAILED: {
    sentence: 'A database cannot be opened, or refuses what it was asked.',
    remedy: 'See what it says; `domainry explain` knows its code.',
    exit: 2,
  },
  MIGRATION_REFUSED: {
    sentence: 'A migration would remove or convert something, or cannot be done.',
    remedy: 'Take a backup, read `domainry db plan`, and give `--destructive`.',
    exit: 5,
  },
  EVENT_UNKNOWN: {
    sentence: 'No stored event has this identity, and none tells of it.',
    remedy:
      'Take the identity of an event, of a command or of a correlation, as `domainry events read` shows them.',
    exit: 2,
  },
  IMPORT_INVALID: {
    sentence: 'A file is no export of events, or not a whole one.',
    remedy: 'Export it anew with `domainry events export --reveal`.',
    exit: 2,
  },
  IMPORT_REFUSED: {
    sentence: 'Events that are imported are in conflict with those that are stored. Nothing was written.',
    remedy: 'Import them into a database that does not have their streams yet.',
    exit: 5,
  },
  INTERNAL: {
    sentence: 'The command itself went wrong.',
    remedy: 'Please report it, with what `--verbose` prints.',
    exit: 70,
  },
} as const satisfies Readonly<Record<string, CommandErrorEntry>>;

/** A code of the table {@link commandErrorCodes}. */
export type CommandErrorCode = keyof typeof commandErrorCodes;
