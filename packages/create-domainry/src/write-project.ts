import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectPlan } from './plan-project.js';

/** Writes a project, whole or not at all. */
export function writeProject({ folder, files }: ProjectPlan): void {
  const wasThere = existsSync(folder);
  const written: string[] = [];
  try {
    for (const [path, text] of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text, { flag: 'wx' });
      written.push(file);
    }
  } catch (error) {
    if (wasThere) for (const file of written) rmSync(file, { force: true });
    else rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
