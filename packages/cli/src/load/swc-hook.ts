import { existsSync, readFileSync } from 'node:fs';
import { createRequire, type LoadHook, type ResolveHook } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the main thread says. */
interface Given {
  /** Folder whose @swc/core compiles. */
  readonly project: string;
  /** Whether decorators are those of `experimentalDecorators`. */
  readonly isLegacy: boolean;
}

/** The part of @swc/core that is used. */
interface Swc {
  transformSync(source: string, options: object): { code: string };
}

let swc: Swc;
let isLegacy = true;

/** Called by Node in the thread of the hooks. */
export function initialize(given: Given): void {
  swc = createRequire(join(given.project, 'package.json'))('@swc/core') as Swc;
  isLegacy = given.isLegacy;
}

/** `./account.js` is `./account.ts` where there is no such JavaScript. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (!/^(?:[./]|file:)/.test(specifier) || context.parentURL === undefined) return next(specifier, context);
  const url = new URL(specifier, context.parentURL);
  if (existsSync(fileURLToPath(url))) return next(specifier, context);
  const source = url.href.replace(/\.([cm]?)js$/, '.$1ts');
  return next(existsSync(fileURLToPath(source)) ? source : specifier, context);
};

/** Compiles TypeScript. */
export const load: LoadHook = async (url, context, next) => {
  if (!/\.[cm]?ts$/.test(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = swc.transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    configFile: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: isLegacy
        ? { legacyDecorator: true, useDefineForClassFields: true }
        : { decoratorVersion: '2023-11', useDefineForClassFields: true },
    },
  });
  return { format: 'module', shortCircuit: true, source: code };
};
