import { existsSync, readFileSync } from 'node:fs';

/** The line of a file, with the one before and the one after; nothing when the file cannot be read. */
export function codeFrame(path: string, line: number): string | undefined {
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  if (line > lines.length) return undefined;
  const first = Math.max(1, line - 1);
  const shown = lines.slice(first - 1, line + 1);
  const digits = String(first + shown.length - 1).length;
  return shown
    .map((text, at) =>
      `${first + at === line ? '>' : ' '} ${String(first + at).padStart(digits)} | ${text}`.trimEnd(),
    )
    .join('\n');
}
