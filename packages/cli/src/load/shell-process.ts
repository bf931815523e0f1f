// Runs in a process of its own: imports domains and opens a prompt, or evaluates one expression and ends.
import { realpathSync } from 'node:fs';
import { start } from 'node:repl';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import type { Domain } from '@domainry/core';
import { enterDescribeMode } from './describe-mode.js';
import type { DescriptionRequest, LoadFailure } from './description.js';
import { domainsIn, type ModuleExports } from './exported-domain.js';
import { failureOf } from './load-failure.js';

/** What the shell is asked. */
export interface ShellRequest {
  readonly domains: DescriptionRequest['domains'];
  /** Domains are initialised, in memory, unless their modules do that themselves. */
  readonly isLive: boolean;
  /** Evaluated instead of opening a prompt. */
  readonly expression?: string;
}

/** What it answers when an expression was evaluated, or nothing could be imported. */
export type ShellAnswer =
  | { readonly kind: 'evaluated'; readonly text: string; readonly json?: string }
  | { readonly kind: 'threw'; readonly text: string }
  | LoadFailure;

process.once('message', (request: ShellRequest) => {
  open(request).catch((error: unknown) => {
    process.send!(failureOf(error, request.domains[0]?.entry ?? ''), () => process.exit(0));
  });
});

async function open({ domains, isLive, expression }: ShellRequest): Promise<void> {
  if (!isLive) enterDescribeMode();
  const scope: Record<string, unknown> = {};
  for (const { entry, modules, door } of domains) {
    const exports = await imported(entry);
    for (const module of [...modules, ...(door === undefined ? [] : [door])]) await imported(module);
    for (const [domain, exported] of domainsIn(exports)) await offer(domain, exported, scope, isLive);
  }
  if (expression !== undefined) {
    process.send!(await evaluated(expression, scope), () => process.exit(0));
    return;
  }
  process.stderr.write(`In scope: ${Object.keys(scope).join(', ')}. Top-level await works; .exit ends.\n`);
  const prompt = start({ prompt: 'domainry> ' });
  Object.assign(prompt.context, scope);
  prompt.on('exit', () => process.exit(0));
}

async function imported(file: string): Promise<ModuleExports> {
  return (await import(pathToFileURL(realpathSync(file)).href)) as ModuleExports;
}

/** The domain under the name it is exported by, its elements under their own. */
async function offer(
  domain: Domain,
  exported: string,
  scope: Record<string, unknown>,
  isLive: boolean,
): Promise<void> {
  if (isLive) await domain.init();
  const name = domain.name.charAt(0).toLowerCase() + domain.name.slice(1);
  scope[exported === 'default' ? name : exported] = domain;
  for (const element of domain.registry) scope[element.name] ??= element.cls;
}

async function evaluated(expression: string, scope: Record<string, unknown>): Promise<ShellAnswer> {
  try {
    const context = createContext({ ...scope, console });
    const result: unknown = await runInContext(`(async () => (${expression}\n))()`, context);
    const json = asJson(result);
    return {
      kind: 'evaluated',
      text: inspect(result, { depth: 6 }),
      ...(json === undefined ? {} : { json }),
    };
  } catch (error) {
    return {
      kind: 'threw',
      text: error instanceof Error ? `${error.name}: ${error.message}` : inspect(error),
    };
  }
}

function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // It has cycles or big integers; there is still its text.
    return undefined;
  }
}
