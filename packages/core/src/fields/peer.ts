/** Libraries whose decorators are honoured when a program uses them; never loaded by this package itself. */
export type Peer = 'class-validator' | 'class-transformer';

/** What the bridges of this package handed over, by library. */
const provided = new Map<Peer, unknown>();

/** Hands over a library that cannot be found where it was loaded, for instance in a bundle. */
export function providePeer(peer: Peer, library: unknown): void {
  provided.set(peer, library);
}

/** What a bridge handed over; undefined when none was imported. */
export function providedPeer(peer: Peer): unknown {
  return provided.get(peer);
}

/**
 * A CommonJS module of a library, if the program has loaded it already; undefined otherwise. Loads nothing.
 *
 * @param path - as it is required: `class-validator/cjs/index.js`.
 */
export function loadedModule(path: string): unknown {
  for (const place of (places ??= placesToLookFrom())) {
    const file = place.fileOf(path);
    const module = file === undefined ? undefined : place.cache[file];
    if (module?.loaded === true) return module.exports;
  }
  return undefined;
}

interface Place {
  /** Modules that were loaded, by file. */
  readonly cache: Readonly<
    Record<string, { readonly exports: unknown; readonly loaded: boolean } | undefined>
  >;
  fileOf(path: string): string | undefined;
}

let places: readonly Place[] | undefined;

/**
 * This package, the program and the working directory: with strict package managers a library is not to be seen from
 * everywhere. `getBuiltinModule` asks for a module that browsers do not have without importing it.
 */
function placesToLookFrom(): readonly Place[] {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return [];
  const module = process.getBuiltinModule('node:module');
  const starts = [import.meta.url, process.argv[1], `${process.cwd()}/`];
  return starts.flatMap((start) => {
    try {
      const require = module.createRequire(start!);
      return [{ cache: require.cache, fileOf: remembered((path) => require.resolve(path)) }];
    } catch {
      // In a bundle, or a prompt, there is no such place.
      return [];
    }
  });
}

/** Looking for files takes a while, and they do not move. */
function remembered(resolve: (path: string) => string): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (path) => {
    if (!known.has(path))
      known.set(
        path,
        attempt(() => resolve(path)),
      );
    return known.get(path);
  };
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
