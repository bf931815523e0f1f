import { parseArgs } from 'node:util';

export const usage = `Usage: demo [--memory | --sqlite file | --postgres url] [--crash] [--fresh] [--limit n] [--json]

Books the movements in data/movements.csv and shows what came of them. A run that was interrupted is resumed.

  --sqlite file    keeps the bank in a file; that is what it does anyway, in bank.db
  --postgres url   keeps it in a schema of a server: postgres://user:password@host:5432/database
  --memory         keeps it nowhere
  --crash          kills the process half-way; the next run shows that nothing is lost and nothing is doubled
  --fresh          begins anew, also where a run was interrupted
  --limit n        only the first n movements
  --json           the figures as JSON, and nothing else
  --help           this text`;

export interface Arguments {
  readonly limit: number;
  readonly json: boolean;
  readonly help: boolean;
  readonly crash: boolean;
  readonly fresh: boolean;
  /** A file, relative to the working folder; the usual one when absent. */
  readonly sqlite?: string;
  /** URL of a database. */
  readonly postgres?: string;
  readonly memory: boolean;
}

/** What was asked for on the command line that cannot be done. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(given: readonly string[]): Arguments {
  const { limit, sqlite, postgres, ...switches } = parse(given);
  const { memory = false, crash = false, fresh = false, json = false, help = false } = switches;
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageError(`--limit takes a whole number above 0, not "${limit}".`);
  if (sqlite === '') throw new UsageError('--sqlite takes the name of a file.');
  if (postgres !== undefined && !(/^postgres(ql)?:\/\//.test(postgres) && URL.canParse(postgres)))
    throw new UsageError('--postgres takes a URL: postgres://user:password@host:5432/database.');
  if ([memory, sqlite !== undefined, postgres !== undefined].filter(Boolean).length > 1)
    throw new UsageError('A bank is kept in one place: say --memory, --sqlite or --postgres.');
  if (memory && crash) throw new UsageError('What is kept in memory does not survive --crash.');
  return {
    limit: limit === undefined ? Infinity : Number(limit),
    json,
    help,
    crash,
    fresh,
    memory,
    ...(sqlite === undefined ? {} : { sqlite }),
    ...(postgres === undefined ? {} : { postgres }),
  };
}

function parse(given: readonly string[]) {
  const options = {
    limit: { type: 'string' },
    sqlite: { type: 'string' },
    postgres: { type: 'string' },
    memory: { type: 'boolean' },
    crash: { type: 'boolean' },
    fresh: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...given], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]!}.`);
  }
}
