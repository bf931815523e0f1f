import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { compare } from '../compare.js';

/** The file that tells which files of a folder were generated. */
export const manifestPath = '.domainry-site.json';

/** Files of a site by path relative to its folder, with `/`. */
export type SiteFiles = ReadonlyMap<string, string | Uint8Array>;

/** The manifest of files: with the files of a site, it is one of them. */
export function manifestOf(files: SiteFiles): string {
  const paths = [...files.keys()].sort(compare);
  return `${JSON.stringify({ about: 'Generated; whoever generates it again removes what is listed.', files: paths }, undefined, 2)}\n`;
}

/** Paths of the files that were generated into a folder; none when there is no manifest that can be read. */
export async function readManifest(folder: string): Promise<ReadonlySet<string>> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, manifestPath), 'utf8'));
    const { files } = manifest as { files?: unknown };
    return new Set(Array.isArray(files) ? [manifestPath, ...files.map(String)] : []);
  } catch {
    // No manifest, or none of ours: then all files are somebody else's.
    return new Set();
  }
}

/** What is in a folder: paths relative to it, with `/`, sorted. */
export interface FolderContents {
  /** Files and links. */
  readonly files: readonly string[];
  /** Folders in which nothing is. */
  readonly emptyFolders: readonly string[];
}

/** Everything in a folder, however deep; nothing when there is no such folder. */
export async function contentsOf(folder: string): Promise<FolderContents> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const pathOf = ({ parentPath, name }: (typeof entries)[number]): string =>
      join(parentPath, name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/');
    const parents = new Set(entries.map(({ parentPath }) => parentPath));
    const [files, emptyFolders] = [false, true].map((isFolder) =>
      entries
        .filter((entry) => entry.isDirectory() === isFolder)
        .filter((entry) => !isFolder || !parents.has(join(entry.parentPath, entry.name)))
        .map(pathOf)
        .sort(compare),
    );
    return { files: files!, emptyFolders: emptyFolders! };
  } catch (error) {
    if (isMissing(error)) return { files: [], emptyFolders: [] };
    throw error;
  }
}

/** What is at a path. */
export async function kindOf(path: string): Promise<'folder' | 'file' | 'nothing'> {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isMissing(error)) return 'nothing';
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
