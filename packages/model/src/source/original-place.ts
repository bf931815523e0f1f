import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import type { SourcePosition } from '@domainry/core';

/** Where a decorator was written: absolute path, line from 1. */
export interface OriginalPlace {
  readonly file: string;
  readonly line: number;
}

/** Follows places in what was built to the sources it was built from. Each map is read once. */
export class OriginalPlaces {
  readonly #maps = new Map<string, TraceMap | undefined>();

  /** Where something was written; as it is given when no source map tells more. */
  find({ file, line, column }: SourcePosition): OriginalPlace {
    const path = resolve(file);
    const map = this.#mapOf(path);
    if (map === undefined) return { file: path, line };
    // Where nothing is mapped at the place itself, what follows it in the line is as good.
    for (const bias of [1, -1] as const) {
      const original = originalPositionFor(map, {
        line,
        column: Math.max(0, column - 1),
        bias: bias as never,
      });
      if (original.source !== null) return { file: pathOf(original.source, path), line: original.line };
    }
    return { file: path, line };
  }

  #mapOf(path: string): TraceMap | undefined {
    if (!this.#maps.has(path)) this.#maps.set(path, readMap(path));
    return this.#maps.get(path);
  }
}

const mapComment = /\/\/[#@]\s*sourceMappingURL=(\S+)\s*$/;

function readMap(path: string): TraceMap | undefined {
  if (/\.[mc]?tsx?$/.test(path) || !existsSync(path)) return undefined;
  try {
    const url = mapComment.exec(readFileSync(path, 'utf8').trimEnd())?.[1];
    const inline = url === undefined ? undefined : /^data:[^,]*?(;base64)?,(.*)$/.exec(url);
    if (url === undefined) return undefined;
    if (inline) {
      const text = inline[1] ? Buffer.from(inline[2]!, 'base64').toString() : decodeURIComponent(inline[2]!);
      return new TraceMap(text, path);
    }
    const mapPath = url.startsWith('file:') ? fileURLToPath(url) : resolve(dirname(path), decodeURI(url));
    return new TraceMap(readFileSync(mapPath, 'utf8'), mapPath);
  } catch {
    // A map that is missing or broken tells nothing; the class is looked for by its name.
    return undefined;
  }
}

function pathOf(source: string, beside: string): string {
  return source.startsWith('file:') ? fileURLToPath(source) : resolve(dirname(beside), source);
}
