import { CommandError } from './command-error.js';
import { execute } from './execute.js';
import type { ExitCode } from './exit-codes.js';
import type { Surroundings } from './surroundings.js';
import { tell, tellingOf } from './tell.js';

/**
 * Runs what a command line says.
 *
 * @param argv - without Node and the script.
 * @returns the number the process is to end with.
 */
export async function runDomainry(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const begun = surroundings.elapsed();
  const execution = await execute(argv, surroundings);
  const { signal, elapsed } = surroundings;
  if (signal.aborted) return signal.reason === 'SIGTERM' ? 143 : 130;
  tell(execution, tellingOf(argv, surroundings), surroundings, Math.max(0, Math.round(elapsed() - begun)));
  const { result } = execution;
  return result instanceof CommandError ? result.exit : (result.exit ?? 0);
}
