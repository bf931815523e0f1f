import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { SourcePlace } from '../document/source-place.js';
import { ModuleNames, type Declaration, type ForeignName } from './module-names.js';
import { SourceFile } from './source-file.js';

/** A declaration, and the source it is in. */
export interface Declared {
  readonly file: SourceFile;
  readonly node: Declaration;
}

const endings = ['.ts', '.tsx', '.mts', '.cts'];
const sourceEnding = /\.[mc]?tsx?$/;
/** How far names are followed from module to module. */
const furthest = 8;

/** The sources of a repository; each is read once. */
export class SourceFiles {
  /** Absolute, links resolved. */
  readonly root: string;
  readonly #files = new Map<string, SourceFile | undefined>();
  readonly #names = new Map<SourceFile, ModuleNames>();
  /** Sources that cannot be parsed, with the reason. */
  readonly unreadable = new Map<string, string>();

  constructor(root: string) {
    this.root = existsSync(root) ? realpathSync(root) : resolve(root);
  }

  /** The source at a path of the repository; undefined when there is none, it was installed, or it cannot be parsed. */
  open(path: string): SourceFile | undefined {
    if (this.relative(path)?.split('/').includes('node_modules') !== false) return undefined;
    if (!this.#files.has(path)) this.#files.set(path, this.#read(path));
    return this.#files.get(path);
  }

  /** All sources that were opened, in the order of that. */
  get opened(): readonly SourceFile[] {
    return [...this.#files.values()].filter((file) => file !== undefined);
  }

  /** Where an offset is; undefined outside of the repository. */
  placeOf(file: SourceFile, offset: number): SourcePlace | undefined {
    const path = this.relative(file.path);
    return path === undefined ? undefined : { file: path, line: file.lineAt(offset) };
  }

  /** A path from the root, with `/`; undefined outside of the repository. */
  relative(path: string): string | undefined {
    const inside = relative(this.root, path);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return undefined;
    return inside.split(sep).join('/');
  }

  /** The names at the top of a source. */
  namesOf(file: SourceFile): ModuleNames {
    let names = this.#names.get(file);
    if (names === undefined) this.#names.set(file, (names = new ModuleNames(file)));
    return names;
  }

  /** What a name at the top of a source stands for, wherever that is declared in the repository. */
  declarationOf(file: SourceFile, name: string, depth = furthest): Declared | undefined {
    const { declared, imported } = this.namesOf(file);
    const node = declared.get(name);
    if (node !== undefined) return { file, node };
    const foreign = imported.get(name);
    return foreign === undefined ? undefined : this.#foreign(file, foreign, depth);
  }

  #foreign(from: SourceFile, { module, name }: ForeignName, depth: number): Declared | undefined {
    const file = depth > 0 && name !== undefined ? this.#module(from, module) : undefined;
    return file === undefined ? undefined : this.#exported(file, name!, depth - 1);
  }

  #exported(file: SourceFile, name: string, depth: number): Declared | undefined {
    const { exported, passedOn } = this.namesOf(file);
    const found = exported.get(name);
    if (typeof found === 'string') return this.declarationOf(file, found, depth);
    if (found !== undefined) return this.#foreign(file, found, depth);
    for (const module of passedOn) {
      const declared = this.#foreign(file, { module, name }, depth);
      if (declared !== undefined) return declared;
    }
    return undefined;
  }

  /** The source of a module that is named relative to another; packages are not followed. */
  #module(from: SourceFile, module: string): SourceFile | undefined {
    if (!module.startsWith('.')) return undefined;
    const path = resolve(dirname(from.path), module);
    const stem = path.replace(/\.([mc]?)jsx?$/, '');
    const candidates = sourceEnding.test(path)
      ? [path]
      : [stem, path].flatMap((start) => [
          ...endings.map((ending) => start + ending),
          ...endings.map((ending) => join(start, `index${ending}`)),
          // Whoever writes JavaScript has no other.
          start,
        ]);
    const found = candidates.find((candidate) => this.#files.has(candidate) || isFile(candidate));
    return found === undefined ? undefined : this.open(found);
  }

  #read(path: string): SourceFile | undefined {
    if (!isFile(path)) return undefined;
    try {
      return new SourceFile(path, readFileSync(path, 'utf8'));
    } catch (error) {
      this.unreadable.set(path, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

function isFile(path: string): boolean {
  // What is below a file is an error of its own to Node.
  return existsSync(path) && statSync(path).isFile();
}
