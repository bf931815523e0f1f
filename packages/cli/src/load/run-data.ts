import { dirname } from 'node:path';
import type { JsonValue } from '@domainry/core';
import type { CommandContext } from '../run/command.js';
import { CommandError } from '../run/command-error.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import type { DataAnswer, DataOperation, DataRequest } from './data-request.js';
import { errorOf, startProcess } from './describe-domains.js';
import { findDomains } from './find-domains.js';
import { tsconfigAbove } from './load-models.js';

/** Flags of commands that open databases. */
export const flagsOfData = {
  domain: flagsOfLoading.domain,
  loader: flagsOfLoading.loader,
  tsconfig: flagsOfLoading.tsconfig,
  envFile: flagsOfLoading.envFile,
} as const;

/** Flags of commands that look at one database. */
export const flagsOfDatabase = {
  ...flagsOfData,
  database: {
    type: 'text',
    value: 'name',
    what: 'Which database, by its name in the configuration; default, or the only one, when absent.',
  },
} as const;

/** A command that opens databases is given this. */
export type DataContext = CommandContext<typeof flagsOfData>;

/**
 * Does something with the databases of one domain, in a process of its own.
 *
 * @param command - its name, which the configuration may ask for.
 * @throws CommandError whatever finding the domain, opening its databases and the operation throw.
 */
export async function runData<Data>(
  context: DataContext,
  command: string,
  operation: DataOperation,
): Promise<Data> {
  const { cwd, config, flags, surroundings } = context;
  const found = await findDomains(cwd, config, flags.domain);
  const [only, ...others] = found;
  if (others.length > 0) {
    throw new CommandError('DOMAIN_AMBIGUOUS', 'There are several domains.', {
      fix: `Name one with --domain: ${found.map(({ name }) => name).join(', ')}.`,
    });
  }
  const { name, entry, exported, modules, door } = only!;
  const request: DataRequest = {
    domain: {
      name,
      entry,
      modules,
      ...(door === undefined ? {} : { door }),
      ...(exported === undefined ? {} : { exported }),
    },
    cwd,
    config: config.file === 'package.json' ? undefined : config.file,
    command,
    operation,
  };
  const answer = await (surroundings.askData?.(request) ?? inAProcess(request, context));
  if (answer.kind === 'failed') throw errorOf(answer, cwd);
  return answer.data as JsonValue as Data;
}

async function inAProcess(
  request: DataRequest,
  { cwd, flags, surroundings }: DataContext,
): Promise<DataAnswer> {
  const { entry } = request.domain;
  const tsconfig = flags.tsconfig ?? tsconfigAbove(dirname(entry));
  const child = startProcess('load/data-process', { ...flags, tsconfig }, cwd, surroundings);
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => surroundings.stderr.write(text));
  const stop = (): boolean => child.kill();
  surroundings.signal.addEventListener('abort', stop);
  try {
    return await new Promise<DataAnswer>((answered) => {
      child.once('message', (message) => answered(message as DataAnswer));
      child.once('error', (error) => answered(ended(entry, error.message)));
      child.once('exit', (code, by) =>
        answered(ended(entry, `its process ended with ${by ?? `code ${code}`}`)),
      );
      child.send(request);
    });
  } finally {
    surroundings.signal.removeEventListener('abort', stop);
    child.kill();
  }
}

function ended(entry: string, why: string): DataAnswer {
  return {
    kind: 'failed',
    code: 'DATABASE_FAILED',
    message: `${entry} and its databases cannot be looked at: ${why}.`,
  };
}
