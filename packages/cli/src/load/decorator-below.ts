import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Looks for a line that begins with a decorator, in a module and in what it imports by relative paths. */
export function decoratorBelow(entry: string): { file: string; line: number } | undefined {
  const files = [entry];
  for (const file of files) {
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    const at = text.split('\n').findIndex((line) => /^\s*(?:export\s+(?:default\s+)?)?@[\w$]/.test(line));
    if (at !== -1 && !isInComment(text, at)) return { file, line: at + 1 };
    for (const [, module] of text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
      const path = resolve(dirname(file), module!);
      if (!files.includes(path)) files.push(path);
    }
  }
  return undefined;
}

/** Tags of doc comments begin with @, too. */
function isInComment(text: string, line: number): boolean {
  const before = text.split('\n').slice(0, line).join('\n');
  return before.lastIndexOf('/*') > before.lastIndexOf('*/');
}
