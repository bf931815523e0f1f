import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const folders: string[] = [];

/** Path of a file that is not there yet, in a folder of its own; the folder is removed after the tests of the file. */
export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'domainry-sqlite-'));
  folders.push(folder);
  return join(folder, 'domain.db');
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
