import { mkdir, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { SiteError } from './site-error.js';
import {
  contentsOf,
  kindOf,
  manifestOf,
  manifestPath,
  readManifest,
  type FolderContents,
  type SiteFiles,
} from './site-folder.js';

/** What writing a site did. */
export interface WrittenSite {
  /** Absolute path of the folder. */
  readonly folder: string;
  readonly written: number;
  /** Paths of generated files that are no longer made, and were removed. */
  readonly removed: readonly string[];
  /** How many files of others were left where they are. */
  readonly kept: number;
}

/**
 * Writes a site into a folder. It is written beside the folder and swapped at the end, so that there is always a whole
 * site: the old one or the new one. Files that were generated before and are no longer made go away; files and folders that
 * somebody else put there stay.
 *
 * @throws SiteError when the folder cannot be written, or something of somebody else is where one of ours belongs.
 */
export async function writeSite(files: SiteFiles, folder: string): Promise<WrittenSite> {
  const target = resolve(folder);
  const [next, before] = [`${target}.domainry-next`, `${target}.domainry-before`];
  checkPaths(files);
  try {
    await finishInterruptedSwap(target, before);
    if ((await kindOf(target)) === 'file') throw fileInTheWay(target);
    const own = await readManifest(target);
    refuseCollisions(files, await foreignIn(target), target);

    await rm(next, { recursive: true, force: true });
    await writeAll(files, next);
    const kept = await swap(files, target, next, before);
    const removed = [...own].filter((path) => path !== manifestPath && !files.has(path)).sort();
    return { folder: target, written: files.size, removed, kept };
  } catch (error) {
    throw typed(error, target);
  } finally {
    await rm(next, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A swap that was interrupted left the old folder aside: it comes back, or gives back what is not ours. */
async function finishInterruptedSwap(target: string, before: string): Promise<void> {
  if ((await kindOf(before)) === 'nothing') return;
  if ((await kindOf(target)) === 'nothing') {
    await rename(before, target);
    return;
  }
  const foreign = await foreignIn(before);
  await refuseOlder(foreign.files, before, target);
  await moveAll(foreign, before, target);
  await rm(before, { recursive: true, force: true });
}

/** Puts the new folder in the place of the old one. @returns how many files of others came along. */
async function swap(files: SiteFiles, target: string, next: string, before: string): Promise<number> {
  if ((await kindOf(target)) === 'nothing') {
    await rename(next, target);
    return 0;
  }
  await rename(target, before);
  let foreign: FolderContents;
  try {
    // Somebody may have put something there while the new site was written.
    foreign = await foreignIn(before);
    refuseCollisions(files, foreign, target);
    await rename(next, target);
  } catch (error) {
    await rename(before, target);
    throw error;
  }
  await moveAll(foreign, before, target);
  await rm(before, { recursive: true, force: true });
  return foreign.files.length;
}

/** What is in a folder and was not generated. */
async function foreignIn(folder: string): Promise<FolderContents> {
  const own = await readManifest(folder);
  const { files, emptyFolders } = await contentsOf(folder);
  return { files: files.filter((path) => !own.has(path)), emptyFolders };
}

async function moveAll({ files, emptyFolders }: FolderContents, from: string, to: string): Promise<void> {
  for (const path of files) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    // A move that was interrupted before may have left the same file at both places.
    await rename(join(from, path), join(to, path));
  }
  for (const path of emptyFolders) await mkdir(join(to, path), { recursive: true });
}

async function writeAll(files: SiteFiles, folder: string): Promise<void> {
  const folders = new Set([...files.keys(), manifestPath].map((path) => dirname(join(folder, path))));
  for (const each of folders) await mkdir(each, { recursive: true });
  for (const [path, content] of files) await writeFile(join(folder, path), content);
  await writeFile(join(folder, manifestPath), manifestOf(files));
}

function checkPaths(files: SiteFiles): void {
  for (const path of files.keys()) {
    const isInside = path !== '' && !isAbsolute(path) && !normalize(path).startsWith('..');
    if (isInside && path !== manifestPath) continue;
    throw new SiteError(
      'PATH_OUTSIDE',
      `${path === '' ? 'A file without a name' : path} is no file of a site.`,
      'Give paths relative to its folder.',
    );
  }
}

/** Where one of ours belongs, or a folder on the way to it, there may be nothing of others; nor below one of ours. */
function refuseCollisions(
  files: SiteFiles,
  { files: foreign, emptyFolders }: FolderContents,
  target: string,
): void {
  const folders = new Set([...files.keys()].flatMap(foldersAbove));
  const isInTheWay = (path: string): boolean =>
    files.has(path) || foldersAbove(path).some((folder) => files.has(folder));
  const inTheWay = [
    ...foreign.filter((path) => isInTheWay(path) || folders.has(path)),
    ...emptyFolders.filter(isInTheWay),
  ];
  const [first, ...others] = inTheWay;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` and ${others.length} others`;
  throw new SiteError(
    'FOREIGN_FILE',
    `${join(target, first)}${more} would be overwritten, and was not generated.`,
    'Move it away, or give another folder.',
  );
}

/** What an interrupted swap left aside never takes the place of what was put there since. */
async function refuseOlder(foreign: readonly string[], before: string, target: string): Promise<void> {
  for (const path of foreign) {
    const [older, newer] = [join(before, path), join(target, path)];
    const kind = await kindOf(newer);
    if (kind === 'nothing' || (kind === 'file' && (await isSame(older, newer)))) continue;
    throw new SiteError(
      'FOREIGN_FILE',
      `${newer} was written after a swap was interrupted that left ${older} aside, and the two are different.`,
      'Keep the one that counts at the first place, and remove the other.',
    );
  }
}

async function isSame(one: string, other: string): Promise<boolean> {
  const [link, otherLink] = await Promise.all(
    [one, other].map((path) => readlink(path).catch(() => undefined)),
  );
  if (link !== undefined || otherLink !== undefined) return link === otherLink;
  const [content, otherContent] = await Promise.all([readFile(one), readFile(other)]);
  return content.equals(otherContent);
}

/** `a` and `a/b` of `a/b/c`. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}

function fileInTheWay(target: string): SiteError {
  return new SiteError('FOLDER_IS_A_FILE', `${target} is a file.`, 'Remove it, or give another folder.');
}

function typed(error: unknown, target: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (
    error instanceof SiteError ||
    !['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ENOTDIR', 'ENOSPC'].includes(code!)
  ) {
    return error;
  }
  return new SiteError(
    'FOLDER_NOT_WRITABLE',
    `${target} cannot be written (${code}).`,
    'Allow writing to it and to the folder it is in, or give another folder.',
    { cause: error },
  );
}
