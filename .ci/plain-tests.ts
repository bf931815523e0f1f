import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Tests that mean the same however users' classes are compiled: neither they nor files of theirs that they import, as far
 * as that goes, hold a decorator or a class of something. Those run once; when in doubt, a file is not among them.
 *
 * @param folder - of the tests.
 * @returns absolute paths, sorted.
 */
export function plainTests(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !/(?:legacy|standard)-only/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => [...reachedFrom(file)].every(isPlain))
    .sort();
}

/** A file, and those of the tests that it imports, and they. */
function reachedFrom(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/['"](\.{1,2}\/[^'"\n]+)\.js['"]/g)) {
    const imported = resolve(dirname(file), `${name}.ts`);
    // The framework's own sources are compiled alike for everybody.
    if (existsSync(imported) && !/[\\/]src[\\/]/.test(imported)) reachedFrom(imported, found);
  }
  return found;
}

function isPlain(file: string): boolean {
  const code = readFileSync(file, 'utf8')
    .replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/(?<=from\s+|import\s+|import\()'[^'\n]*'/g, '');
  return !/@[\w$]|\bextends\s+[\w$.]+\s*[<({]/.test(code);
}
