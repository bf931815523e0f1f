// Runs in a process of its own: imports a domain, opens the databases that the configuration names, does one thing, and ends.
import { answerData, failureIn } from './answer-data.js';
import type { DataAnswer, DataRequest } from './data-request.js';
import { enterDescribeMode } from './describe-mode.js';
import { importDomains } from './import-domains.js';
import { readConfig } from './read-config.js';

process.once('message', (request: DataRequest) => {
  const answered = (answer: DataAnswer): void => {
    process.send!(answer, () => process.exit(0));
  };
  const fail = (error: unknown): void => answered(failureIn(error));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  answer(request).then(answered, fail);
});

async function answer({ domain: source, cwd, config, command, operation }: DataRequest): Promise<DataAnswer> {
  // Modules that initialise their domain by themselves would begin to handle what waits.
  const leave = enterDescribeMode();
  const [imported] = await importDomains([source]);
  leave();
  const mode = process.env['NODE_ENV'] || 'development';
  const { config: said } = await readConfig(cwd, config, { command, mode });
  const own = Array.isArray(said.domains)
    ? said.domains.find((each) => typeof each === 'object' && each.entry === source.name)
    : (said.domains as Readonly<Record<string, unknown>> | undefined)?.[source.name];
  const named =
    typeof own === 'object' && own !== null ? (own as { databases?: never }).databases : undefined;
  return answerData(imported!.domain, named ?? said.databases, operation);
}
