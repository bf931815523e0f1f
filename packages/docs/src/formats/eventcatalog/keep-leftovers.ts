import type { FormatFiles } from '../format.js';
import { compare } from '../../compare.js';
import { hasHandWritten, isGenerated } from './merge-page.js';

/**
 * Adds to what is written the pages of elements that are gone, where a person has written into them or put a file beside
 * them: whoever deletes what is no longer written would delete that, too.
 */
export function keepLeftovers(
  files: Map<string, string>,
  existing: FormatFiles,
  report: (sentence: string) => void,
): void {
  const paths = [...existing.keys()].sort(compare);
  const gone = paths.filter(
    (path) => path.endsWith('.mdx') && !files.has(path) && isGenerated(existing.get(path)!),
  );
  for (const path of gone) {
    const folder = path.endsWith('/index.mdx') ? path.slice(0, -'index.mdx'.length) : undefined;
    const beside =
      folder === undefined ? [] : paths.filter((other) => other.startsWith(folder) && other !== path);
    const strangers = beside.filter((other) => !files.has(other) && !isOurs(other, existing.get(other)!));
    if (!hasHandWritten(existing.get(path)!) && strangers.length === 0) continue;
    files.set(path, existing.get(path)!);
    const schema = `${folder ?? ''}schema.json`;
    if (folder !== undefined && existing.has(schema)) files.set(schema, existing.get(schema)!);
    const what =
      strangers.length === 0 ? 'somebody has added to the page' : `${strangers.join(', ')} beside it`;
    report(
      `${path}: the model no longer has it, but there is something of yours (${what}). Move that, and delete the page.`,
    );
  }
}

function isOurs(path: string, text: string): boolean {
  return path.endsWith('.json') ? text.includes('"x-domainry"') : isGenerated(text) && !hasHandWritten(text);
}
