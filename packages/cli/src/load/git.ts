import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CommandError } from '../run/command-error.js';

const run = promisify(execFile);

/**
 * What Git answers.
 *
 * @throws CommandError GIT_FAILED, with what it says.
 */
export async function git(args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await run('git', [...args], { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    const why = (stderr || message).trim().split('\n')[0]!;
    throw new CommandError('GIT_FAILED', `git ${args[0]!} failed in ${cwd}.`, { why, cause: error });
  }
}
