import { answerData } from '../src/load/answer-data.js';
import type { Surroundings } from '../src/run/surroundings.js';
import config from './projects/ledgers/domainry.config.js';
import { banking } from './projects/ledgers/src/domain.js';

type AskData = NonNullable<Surroundings['askData']>;

/**
 * Answers what the project `ledgers` is asked in this process, by a domain that was imported once: a process that does it
 * takes a second. That one does the same is told by the goldens, which have one for each command.
 *
 * @param env - variables that the configuration sees; of calls that go on at once they have to be the same.
 */
export function askHere(env: Readonly<Record<string, string>>): AskData {
  return async (request) => {
    for (const [name, value] of Object.entries(env)) process.env[name] = value;
    try {
      // What crosses to a process and back is JSON.
      const { operation } = throughJson(request);
      return throughJson(await answerData(banking.fork(), config.databases, operation));
    } finally {
      for (const name of Object.keys(env)) delete process.env[name];
    }
  };
}

function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
