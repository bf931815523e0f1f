import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** Events of the file system come in flocks; ms. */
const calm = 50;

const isSource = (name: string): boolean => /\.([cm]?[jt]sx?|json|ya?ml|md)$/.test(name);
const isForeign = (name: string): boolean => /^(node_modules|dist|coverage|\..*)$/.test(name);

/**
 * Tells of files that change below a folder from now on, until a signal. Folders of packages and of builds are not looked
 * into: a recursive watch would, and on Linux it opens every file it finds.
 *
 * @returns absolute paths of those that changed together, as often as some do.
 */
export function changesIn(folder: string, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const watching = new Watching();
  watching.begin(folder);
  return roundsOf(watching, signal);
}

/** @yields what changed, once nothing more does for a moment. */
async function* roundsOf(watching: Watching, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  try {
    while (!signal.aborted) {
      await Promise.race([watching.somethingChanged(), stopped]);
      await new Promise((resolve) => setTimeout(resolve, calm));
      if (!signal.aborted) yield watching.take();
    }
  } finally {
    watching.end();
  }
}

/** Watchers of folders, and what they have told. */
class Watching {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  #wake = (): void => {};

  /** Watches a folder and those below it. */
  begin(folder: string): void {
    for (const each of foldersBelow(folder)) {
      if (this.#watchers.has(each)) continue;
      const watcher = watch(each, (event, name) => {
        // A new folder is told as a name that appears.
        if (event === 'rename') this.begin(each);
        if (name === null || !isSource(name)) return;
        this.#changed.add(join(each, name));
        this.#wake();
      });
      // A folder that is gone has nothing more to tell.
      watcher.on('error', () => this.#watchers.delete(each));
      this.#watchers.set(each, watcher);
    }
  }

  async somethingChanged(): Promise<void> {
    if (this.#changed.size === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** What changed since it was last asked, sorted. */
  take(): readonly string[] {
    const changed = [...this.#changed].sort();
    this.#changed.clear();
    return changed;
  }

  end(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
  }
}

function foldersBelow(folder: string): readonly string[] {
  try {
    const folders = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !isForeign(entry.name),
    );
    return [folder, ...folders.flatMap(({ name }) => foldersBelow(join(folder, name)))];
  } catch {
    // It was removed in the meantime.
    return [];
  }
}
