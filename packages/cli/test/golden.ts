import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';

/** Compares a text with the one that was kept; with UPDATE_GOLDENS=1 it is kept. */
export function expectGolden(name: string, text: string): void {
  const file = fileURLToPath(new URL(`goldens/${name}`, import.meta.url));
  if (process.env['UPDATE_GOLDENS'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `${name} is not kept`).toBe(text);
}
