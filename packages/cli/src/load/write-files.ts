import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from '../run/command-error.js';

/** What became of one file. */
export interface WrittenFile {
  readonly path: string;
  readonly change: 'created' | 'updated' | 'same';
}

/**
 * Writes files into a folder: all, or none. Each is written beside its place and moved there when all are.
 *
 * @param folder - absolute.
 * @throws CommandError NOT_WRITABLE; then the folder is as it was.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): readonly WrittenFile[] {
  const beside: { temporary: string; target: string; before: string | undefined }[] = [];
  const moved: typeof beside = [];
  try {
    const written = [...files].map(([path, text]): WrittenFile => {
      const target = join(folder, path);
      const before = existsSync(target) ? readFileSync(target, 'utf8') : undefined;
      if (before === text) return { path, change: 'same' };
      mkdirSync(dirname(target), { recursive: true });
      const temporary = `${target}.${process.pid}.new`;
      writeFileSync(temporary, text);
      beside.push({ temporary, target, before });
      return { path, change: before === undefined ? 'created' : 'updated' };
    });
    for (const each of beside) {
      renameSync(each.temporary, each.target);
      moved.push(each);
    }
    return written;
  } catch (error) {
    for (const { temporary } of beside) rmSync(temporary, { force: true });
    for (const { target, before } of moved) {
      if (before === undefined) rmSync(target, { force: true });
      else writeFileSync(target, before);
    }
    throw new CommandError('NOT_WRITABLE', `${folder} cannot be written.`, {
      why: (error as Error).message,
      cause: error,
    });
  }
}

/** What writing would do. */
export function compareFiles(folder: string, files: ReadonlyMap<string, string>): readonly WrittenFile[] {
  return [...files].map(([path, text]) => {
    const target = join(folder, path);
    if (!existsSync(target)) return { path, change: 'created' };
    return { path, change: readFileSync(target, 'utf8') === text ? 'same' : 'updated' };
  });
}
