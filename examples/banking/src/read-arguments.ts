import { parseArgs } from 'node:util';

export const usage = `Usage: demo [--limit n] [--json]

Books the movements in data/movements.csv and shows what came of them.

  --limit n   only the first n movements
  --json      the figures as JSON, and nothing else
  --help      this text`;

export interface Arguments {
  readonly limit: number;
  readonly json: boolean;
  readonly help: boolean;
}

/** What was asked for on the command line that cannot be done. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(given: readonly string[]): Arguments {
  const { limit, json = false, help = false } = parse(given);
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit))
    throw new UsageError(`--limit takes a whole number above 0, not "${limit}".`);
  return { limit: limit === undefined ? Infinity : Number(limit), json, help };
}

function parse(given: readonly string[]) {
  const options = {
    limit: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...given], options, strict: true }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]!}.`);
  }
}
