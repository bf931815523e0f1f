import type { SourcePosition } from '../errors/problem.js';

/** Remembers where a decorator stands; the text is made only when it is asked for. */
export class DecoratorSite {
  #trace: { stack?: string } | undefined = {};
  #position: SourcePosition | undefined;

  /** @param below - the function whose caller is the place of the decorator. */
  constructor(below: Function) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = framesKept;
    Error.captureStackTrace?.(this.#trace!, below);
    Error.stackTraceLimit = stackTraceLimit;
  }

  /** File, line and column, or undefined where the runtime does not say. */
  get position(): SourcePosition | undefined {
    if (this.#trace !== undefined) {
      this.#position = positionIn(this.#trace.stack);
      this.#trace = undefined;
    }
    return this.#position;
  }
}

/** Helpers that compilers and libraries put between a class and its decorators take up to five frames. */
const framesKept = 8;

const compilerHelpers =
  /__decorate|__esDecorate|DecorateProperty|_ts_decorate|_apply_decs|applyDec|applyDecs|_decorate|tslib|reflect-metadata|DecorateConstructor/;

function positionIn(stack: string | undefined): SourcePosition | undefined {
  for (const frame of (stack ?? '').split('\n').slice(1)) {
    if (compilerHelpers.test(frame) || frame.includes('node:internal') || frame.includes('Reflect.decorate'))
      continue;
    const match = /\(?((?:file:\/\/)?[^\s()][^()]*?):(\d+):(\d+)\)?$/.exec(
      frame.replace(/^\s*at (?:async )?/, ''),
    );
    if (match) return { file: cleanFile(match[1]!), line: Number(match[2]), column: Number(match[3]) };
  }
  return undefined;
}

function cleanFile(file: string): string {
  const path = file.includes(' (') ? file.slice(file.lastIndexOf(' (') + 2) : file;
  return path.startsWith('file://') ? decodeURIComponent(path.slice('file://'.length)) : path;
}
