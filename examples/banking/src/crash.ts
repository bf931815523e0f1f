import type { Middleware } from '@domainry/core';
import { lineIn } from './movement-line.js';

/**
 * Kills this process at the worst of moments: a movement was committed, its caller was told nothing yet, and nothing that
 * follows from it was done. No handler of ours runs then, no file is closed.
 *
 * @param file - the file of movements.
 * @param fromLine - the first line at which it may happen.
 * @param lastWords - called right before.
 */
export function crashAfterCommit(file: string, fromLine: number, lastWords: () => void): Middleware {
  return {
    name: 'crash',
    around: ['event'],
    async handle({ metadata }, next) {
      const line = metadata && lineIn(file, metadata.correlationId);
      if (line !== undefined && line >= fromLine) {
        lastWords();
        process.kill(process.pid, 'SIGKILL');
      }
      return next();
    },
  };
}
