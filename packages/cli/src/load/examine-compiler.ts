import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { Examination } from './examination.js';
import { shownPath } from './find-domains.js';

/** The part of `tsc --showConfig` that decorators care about. */
interface CompilerOptions {
  readonly experimentalDecorators?: boolean;
  readonly target?: string;
  readonly strict?: boolean;
}

/**
 * Looks at the compiler and its settings.
 *
 * @param file - the tsconfig.json, absolute or relative to the working folder.
 */
export function examineCompiler(cwd: string, file: string): Examination {
  const about = { code: 'COMPILER', what: 'Compiler' };
  if (!existsSync(resolve(cwd, file))) {
    const fix =
      'Add one that says which decorators you write: "experimentalDecorators": true for those of NestJS.';
    return {
      ...about,
      state: 'doubtful',
      says: `there is no ${shownPath(resolve(cwd, file), cwd)}; decorators are compiled as standard ones`,
      fix,
    };
  }
  const tsc = typescriptIn(cwd);
  if (tsc === undefined) {
    const says = 'TypeScript is not installed, so types are checked by nobody';
    return { ...about, state: 'doubtful', says, fix: 'npm install --save-dev typescript' };
  }
  try {
    const shown = execFileSync(process.execPath, [tsc.script, '--showConfig', '-p', file], {
      cwd,
      encoding: 'utf8',
    });
    const { compilerOptions = {} } = JSON.parse(shown) as { compilerOptions?: CompilerOptions };
    return { ...about, ...opinionOf(compilerOptions, tsc.version) };
  } catch (error) {
    const { stdout, message } = error as { stdout?: string; message: string };
    const [says = ''] = (stdout || message).trim().split('\n');
    return {
      ...about,
      state: 'wrong',
      says: `${shownPath(resolve(cwd, file), cwd)} cannot be read: ${says}`,
      fix: 'Correct it.',
    };
  }
}

function opinionOf(
  { experimentalDecorators, target, strict }: CompilerOptions,
  version: string,
): Pick<Examination, 'state' | 'says' | 'fix'> {
  const kind = experimentalDecorators ? 'legacy decorators' : 'standard decorators';
  const says = `TypeScript ${version}, ${kind}, target ${target ?? 'default'}`;
  if (strict !== false) return { state: 'good', says };
  return {
    state: 'doubtful',
    says: `${says}, not strict`,
    fix: 'Set "strict": true: the types of elements rely on it.',
  };
}

function typescriptIn(cwd: string): { script: string; version: string } | undefined {
  const require = createRequire(join(cwd, 'package.json'));
  for (const name of ['typescript', '@typescript/native']) {
    try {
      const file = require.resolve(`${name}/package.json`);
      const { version, bin } = JSON.parse(readFileSync(file, 'utf8')) as {
        version: string;
        bin?: Record<string, string>;
      };
      if (bin?.['tsc'] !== undefined) return { script: join(dirname(file), bin['tsc']), version };
    } catch {
      // It is not installed; another name may be.
    }
  }
  return undefined;
}
