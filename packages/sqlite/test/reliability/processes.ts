import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Line, Orders } from './worker.js';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));
/** Beside the packages that the worker loads. */
const folder = fileURLToPath(new URL('../../node_modules/.cache/reliability/', import.meta.url));

/** Compiles what the processes run, from our sources. Gives its path. */
export function buildWorker(): string {
  mkdirSync(folder, { recursive: true });
  const outfile = `${folder}worker-${process.pid}.mjs`;
  buildSync({
    entryPoints: [worker],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    keepNames: true,
    conditions: ['@domainry/source'],
    external: ['better-sqlite3'],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: true } },
  });
  return outfile;
}

/** A worker at work, and what it has told so far. */
export interface Worker {
  readonly process: ChildProcess;
  readonly lines: readonly Line[];
  /** When it has told something of a kind for the first time. */
  told(what: Line['what']): Promise<void>;
  /** When it has ended and everything it told was heard; gives the code of its exit, null when it was killed. */
  readonly end: Promise<number | null>;
}

export function startWorker(program: string, orders: Orders): Worker {
  const child = spawn(process.execPath, ['--no-warnings', program, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Line[] = [];
  const waiting: { readonly what: Line['what']; readonly wake: () => void }[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (text) => {
    const line = JSON.parse(text) as Line;
    lines.push(line);
    for (const { what, wake } of waiting) if (what === line.what) wake();
  });
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(
    ([[code]]) => code as number | null,
  );
  return {
    process: child,
    lines,
    told: async (what) => {
      if (lines.some((line) => line.what === what)) return;
      await Promise.race([new Promise<void>((wake) => waiting.push({ what, wake })), ended]);
    },
    end: ended,
  };
}
