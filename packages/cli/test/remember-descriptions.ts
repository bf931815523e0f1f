import type { DescriptionAnswer } from '../src/load/description.js';
import type { Surroundings } from '../src/run/surroundings.js';

const answers = new Map<string, Promise<DescriptionAnswer>>();

/**
 * For projects that no test changes: the same question has the same answer, so that a process is asked it once in each file
 * of tests.
 *
 * @param env - what that process sees of the variables.
 */
export function rememberDescriptions(
  env: Readonly<Record<string, string>>,
): NonNullable<Surroundings['describe']> {
  return (request, options, inAProcess) => {
    const question = JSON.stringify([request, options, env]);
    if (!answers.has(question)) answers.set(question, inAProcess());
    return answers.get(question)!;
  };
}
