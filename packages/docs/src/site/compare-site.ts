import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compare } from '../compare.js';
import { contentsOf, readManifest, type SiteFiles } from './site-folder.js';

/** How the site in a folder differs from the one that would be written; three empty lists when it does not. */
export interface SiteComparison {
  /** Paths of files that are not there. */
  readonly missing: readonly string[];
  /** Paths of files that say something else. */
  readonly different: readonly string[];
  /** Paths of generated files that would no longer be made. */
  readonly stale: readonly string[];
}

/** Compares the site in a folder with the files of one, byte for byte; files of others do not count. */
export async function compareSite(files: SiteFiles, folder: string): Promise<SiteComparison> {
  const target = resolve(folder);
  const there = new Set((await contentsOf(target)).files);
  const own = await readManifest(target);
  const missing: string[] = [];
  const different: string[] = [];
  for (const [path, content] of files) {
    if (!there.has(path)) missing.push(path);
    else if (!(await readFile(join(target, path))).equals(Buffer.from(content))) different.push(path);
  }
  const stale = [...own].filter((path) => !files.has(path) && !path.startsWith('.') && there.has(path));
  return { missing: missing.sort(compare), different: different.sort(compare), stale: stale.sort(compare) };
}
