import type { JsonValue } from '@domainry/core';
import { errorOf, startProcess } from '../load/describe-domains.js';
import { findDomains } from '../load/find-domains.js';
import { tsconfigAbove } from '../load/load-models.js';
import type { ShellAnswer, ShellRequest } from '../load/shell-process.js';
import { CommandError } from '../run/command-error.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import { dirname } from 'node:path';

export const shell = defineCommand({
  name: 'shell',
  summary: 'Opens a prompt with the domains and their elements in scope.',
  description:
    'Nothing is connected, and elements can be built and changed. With --live the domains are initialised: commands are handled, in memory unless the modules say otherwise.',
  flags: {
    domain: flagsOfLoading.domain,
    loader: flagsOfLoading.loader,
    tsconfig: flagsOfLoading.tsconfig,
    envFile: flagsOfLoading.envFile,
    eval: { type: 'text', value: 'expression', what: 'Evaluates an expression and ends; await works.' },
    live: { type: 'boolean', what: 'Initialises the domains, so that they handle messages.' },
  },
  examples: [
    { call: 'domainry shell', what: 'A prompt.' },
    { call: 'domainry shell --eval "new Account({ name: \'Ada\' }).toDict()"', what: 'One expression.' },
  ],
  async run({ flags, cwd, config, surroundings }) {
    if (flags.eval === undefined && (flags.json || surroundings.stdin === undefined)) {
      throw new CommandError('ARGUMENT_WRONG', 'A prompt needs somebody to write at it.', {
        fix: 'Give an expression with --eval.',
      });
    }
    const found = await findDomains(cwd, config, flags.domain);
    const tsconfig = flags.tsconfig ?? tsconfigAbove(dirname(found[0]!.entry));
    const child = startProcess('load/shell-process', { ...flags, tsconfig }, cwd, surroundings, 'inherit');
    const request: ShellRequest = {
      domains: found.map(({ name, entry, modules, door }) => ({
        name,
        entry,
        modules,
        ...(door === undefined ? {} : { door }),
      })),
      isLive: flags.live,
      ...(flags.eval === undefined ? {} : { expression: flags.eval }),
    };
    const stop = (): boolean => child.kill();
    surroundings.signal.addEventListener('abort', stop);
    const answer = await new Promise<ShellAnswer | undefined>((answered) => {
      child.once('message', (message) => answered(message as ShellAnswer));
      child.once('exit', () => answered(undefined));
      child.send(request);
    });
    surroundings.signal.removeEventListener('abort', stop);
    if (answer?.kind === 'failed') throw errorOf(answer, cwd);
    if (answer === undefined) return { data: null };
    if (answer.kind === 'threw') {
      return {
        exit: 1,
        data: null,
        diagnostics: [{ code: 'THREW', level: 'error', message: answer.text }],
        page: (page) => page.text(answer.text),
      };
    }
    const value = answer.json === undefined ? answer.text : (JSON.parse(answer.json) as JsonValue);
    return { data: { value, text: answer.text }, raw: `${answer.text}\n` };
  },
});
