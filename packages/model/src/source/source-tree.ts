import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compare } from '../document/compare.js';

const skipped = new Set(['node_modules', 'dist', 'coverage']);
const isSource = (name: string): boolean => /\.[mc]?tsx?$/.test(name) && !/\.d\.[mc]?ts$/.test(name);

/**
 * The paths of the sources that folders, files or patterns name, sorted. Declarations, and what is built or installed, are
 * left out.
 *
 * @param named - relative to the root. In patterns `*` stands for any part of a name, and a double one for any folders.
 */
export function sourcePaths(root: string, named: readonly string[]): readonly string[] {
  const paths = new Set<string>();
  for (const each of named) {
    for (const path of each.includes('*') ? matching(root, each) : below(resolve(root, each)))
      paths.add(path);
  }
  return [...paths].sort(compare);
}

function matching(root: string, pattern: string): readonly string[] {
  const parts = pattern.replace(/^\.\//, '').split('/');
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => part.includes('*')),
  );
  const expression = parts.slice(fixed.length).reduce((text, part, at, { length }) => {
    if (part === '**') return `${text}(?:[^/]+/)*`;
    const name = part.replaceAll(/[.+^${}()|[\]\\?]/g, String.raw`\$&`).replaceAll('*', '[^/]*');
    return `${text}${name}${at === length - 1 ? '' : '/'}`;
  }, '');
  const folder = resolve(root, ...fixed);
  const isMeant = new RegExp(`^${expression}${expression.endsWith('/)*') ? '[^/]+' : ''}$`);
  return below(folder).filter((path) => isMeant.test(path.slice(folder.length + 1).replaceAll('\\', '/')));
}

function below(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (found.isFile()) return isSource(path) ? [path] : [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : below(join(path, entry.name));
    }
    return entry.isFile() && isSource(entry.name) ? [join(path, entry.name)] : [];
  });
}
