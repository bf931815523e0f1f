import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What Mermaid makes of a diagram: its type, or why it can not be read. */
export type MermaidResult = { readonly type: string } | { readonly error: string; readonly diagram: string };

/** Reads diagrams with Mermaid's own parser. */
export function parseMermaid(diagrams: readonly string[]): readonly MermaidResult[] {
  const script = fileURLToPath(new URL('./mermaid-process.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [script], {
    input: JSON.stringify(diagrams),
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return JSON.parse(output) as readonly MermaidResult[];
}
