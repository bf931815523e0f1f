import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareFiles, writeFiles, type WrittenFile } from './write-files.js';

/** The file that tells which files of a folder an export wrote. */
const manifestName = '.domainry-export.json';

/** What became of a folder that an export is written into. */
export interface ExportedFolder {
  readonly files: readonly (WrittenFile | RemovedFile)[];
  /** Paths of files that are no longer made, and stay because somebody changed them. */
  readonly kept: readonly string[];
}

/** A file that an earlier export wrote, and this one does not. */
export interface RemovedFile {
  readonly path: string;
  readonly change: 'removed';
}

/**
 * Writes an export into a folder, all or nothing, and removes what an earlier one wrote there and this one no longer makes:
 * elements are renamed, and formats go. Files of others stay, and so do ours that somebody changed.
 *
 * @param folder - absolute.
 * @param isDry - tells what it would do, and does nothing.
 * @throws CommandError NOT_WRITABLE; then the folder is as it was.
 */
export function writeExport(
  folder: string,
  files: ReadonlyMap<string, string>,
  isDry: boolean,
): ExportedFolder {
  const before = readManifest(folder);
  const left = [...before.keys()].filter((path) => !files.has(path) && existsSync(join(folder, path)));
  const kept = left.filter(
    (path) => fingerprint(readFileSync(join(folder, path), 'utf8')) !== before.get(path),
  );
  const removed = left.filter((path) => !kept.includes(path));
  const written = isDry
    ? compareFiles(folder, files)
    : writeFiles(folder, files.size === 0 ? files : new Map([...files, [manifestName, manifestOf(files)]]));
  if (!isDry) removeAll(folder, removed, files.size === 0);
  return {
    files: [
      ...written.filter(({ path }) => path !== manifestName),
      ...removed.map((path): RemovedFile => ({ path, change: 'removed' })),
    ],
    kept,
  };
}

/** Names of the folders in a folder that exports were written into. */
export function exportsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, manifestName)))
    .map(({ name }) => name)
    .sort();
}

/** Files that an export wrote, by path, with what tells whether somebody changed them. */
function readManifest(folder: string): ReadonlyMap<string, string> {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, manifestName), 'utf8')) as {
      files?: Record<string, string>;
    };
    return new Map(Object.entries(files ?? {}).filter(([path]) => isInside(path)));
  } catch {
    // None, or none of ours: then all files are somebody else's.
    return new Map();
  }
}

function manifestOf(files: ReadonlyMap<string, string>): string {
  const fingerprints = Object.fromEntries(
    [...files]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, text]) => [path, fingerprint(text)]),
  );
  const about = 'Written by domainry export, which removes what is listed once it no longer makes it.';
  return `${JSON.stringify({ about, files: fingerprints }, null, 2)}\n`;
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A manifest that was edited must not lead out of its folder. */
function isInside(path: string): boolean {
  return !/^([/\\]|[a-z]:)/i.test(path) && !path.split(/[\\/]/).includes('..');
}

function removeAll(folder: string, paths: readonly string[], isGone: boolean): void {
  for (const path of paths) rmSync(join(folder, path), { force: true });
  if (isGone) rmSync(join(folder, manifestName), { force: true });
  const folders = [...paths.map((path) => dirname(join(folder, path))), ...(isGone ? [folder] : [])];
  for (const each of folders) removeIfEmpty(each, folder);
}

/** Removes a folder in which nothing is left, and those above it up to the one of the export. */
function removeIfEmpty(folder: string, top: string): void {
  for (
    let at = folder;
    at.startsWith(top) && existsSync(at) && readdirSync(at).length === 0;
    at = dirname(at)
  )
    rmdirSync(at);
}
