import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Starts the command as a process of its own, from its sources. */
export function spawnDomainry(cwd: string, argv: readonly string[]): ChildProcessWithoutNullStreams {
  const flags = ['--conditions=@domainry/source', '--import', tsx, here('../src/domainry.ts')];
  return spawn(process.execPath, [...flags, ...argv], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TSX_TSCONFIG_PATH: here('../../docs/tsconfig.json'),
    },
  });
}

/** What a process prints from now on, until that ends with a line. */
export async function nextLines(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      if (!text.endsWith('\n')) return;
      child.stdout.off('data', read);
      resolve(text);
    };
    child.stdout.on('data', read);
    child.once('close', () => reject(new Error(`It ended, and had printed: ${text}`)));
  });
}

/** The number a process ended with. */
export async function endOf(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  return new Promise((resolve) => child.once('close', resolve));
}
