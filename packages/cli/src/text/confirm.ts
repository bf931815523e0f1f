import { createInterface } from 'node:readline/promises';
import { CommandError } from '../run/command-error.js';
import type { Surroundings } from '../run/surroundings.js';

/**
 * Asks somebody at a terminal.
 *
 * @param what - what is going to be done, as a question.
 * @throws CommandError CONFIRMATION_NEEDED when nobody is there, or the answer is no.
 */
export async function confirm(what: string, { stdin, stderr, signal }: Surroundings): Promise<void> {
  if (stdin?.isTTY !== true) {
    throw new CommandError('CONFIRMATION_NEEDED', `${what} Nobody is there to answer.`);
  }
  const lines = createInterface({ input: stdin, output: stderr as unknown as NodeJS.WritableStream });
  try {
    const answer = await lines.question(`${what} [y/N] `, { signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    lines.close();
  }
  throw new CommandError('CONFIRMATION_NEEDED', 'Nothing was done.', { fix: 'Answer y, or give --yes.' });
}
