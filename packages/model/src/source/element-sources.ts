import type { RegisteredElement, Registry } from '@domainry/core';
import type { CallExpression, Class, Node } from 'oxc-parser';
import { OriginalPlaces } from './original-place.js';
import type { SourceFile } from './source-file.js';
import type { SourceFiles } from './source-files.js';
import { bare, nameOf, nodesIn } from './syntax-tree.js';

/** Where an element is written. */
export interface ElementSource {
  readonly file: SourceFile;
  /** A class; for deciders, the call that registers it. */
  readonly node: Class | CallExpression;
  /** Where its name stands. */
  readonly nameStart: number;
  /** Where a doc comment about it may end, the likeliest first. */
  readonly commentEnds: readonly number[];
}

/** Something in a source that may be an element. */
interface Site extends ElementSource {
  readonly name: string | undefined;
  readonly isDecider: boolean;
}

/** Finds where the elements of a registry are written. */
export class ElementSources {
  readonly #sites = new Map<SourceFile, readonly Site[]>();
  readonly #places = new OriginalPlaces();
  readonly #found = new Map<RegisteredElement, ElementSource>();
  readonly #byNode = new Map<Node, RegisteredElement>();
  readonly #byName = new Map<string, RegisteredElement | undefined>();

  /**
   * @param elsewhere - sources to look through for classes that are not where they were registered.
   */
  constructor(
    readonly files: SourceFiles,
    registry: Registry,
    elsewhere: () => readonly SourceFile[],
  ) {
    for (const element of registry) {
      const name = writtenName(element);
      this.#byName.set(name, this.#byName.has(name) ? undefined : element);
    }
    const written = [...registry].filter(({ derived }) => derived === undefined);
    const missing = (): readonly RegisteredElement[] =>
      written.filter((element) => !this.#found.has(element));
    this.#locateAll(missing(), isTypeScript);
    if (missing().length > 0) this.#searchFor(missing(), elsewhere());
    // A class that was written in JavaScript; but a build is searched for its sources first.
    this.#locateAll(missing(), (path) => !isTypeScript(path) && !isBuilt(this.files.relative(path) ?? ''));
  }

  /** Where an element is written; undefined when no source of it was found. */
  sourceOf(element: RegisteredElement): ElementSource | undefined {
    return this.#found.get(element);
  }

  /** The element a class stands for. */
  elementAt(node: Node): RegisteredElement | undefined {
    return this.#byNode.get(node);
  }

  /** The only element whose class has this name. */
  elementNamed(name: string): RegisteredElement | undefined {
    return this.#byName.get(name);
  }

  /** Where an element was registered, whether or not its source is known. */
  placeOf({ place }: RegisteredElement): { readonly file: string; readonly line: number } | undefined {
    return place === undefined ? undefined : this.#places.find(place);
  }

  #locateAll(elements: readonly RegisteredElement[], isMeant: (path: string) => boolean): void {
    for (const element of elements) {
      const place = this.placeOf(element);
      const file = place && isMeant(place.file) ? this.files.open(place.file) : undefined;
      const site = file && this.#locate(element, file, place!.line);
      if (site !== undefined) this.#take(element, site);
    }
  }

  #locate(element: RegisteredElement, file: SourceFile, line: number): Site | undefined {
    const sites = this.#sitesIn(file).filter(({ isDecider }) => isDecider === (element.kind === 'decider'));
    const named = sites.filter(({ name }) => name === writtenName(element));
    const near = (site: Site): number => Math.abs(file.lineAt(site.nameStart) - line);
    const nearest = named.sort((one, other) => near(one) - near(other))[0];
    // A build may have shortened the name: then the class around the place is meant.
    return (
      nearest ??
      sites.find(
        ({ node, commentEnds }) => file.lineAt(commentEnds[0]!) <= line && line <= file.lineAt(node.end),
      )
    );
  }

  #searchFor(missing: readonly RegisteredElement[], files: readonly SourceFile[]): void {
    const byName = new Map<string, Site[]>();
    for (const file of files) {
      for (const site of this.#sitesIn(file)) {
        if (site.name === undefined || this.#byNode.has(site.node)) continue;
        byName.set(site.name, [...(byName.get(site.name) ?? []), site]);
      }
    }
    for (const element of missing) {
      const sites = (byName.get(writtenName(element)) ?? []).filter(
        ({ isDecider }) => isDecider === (element.kind === 'decider'),
      );
      if (sites.length === 1) this.#take(element, sites[0]!);
    }
  }

  #take(element: RegisteredElement, site: Site): void {
    if (this.#byNode.has(site.node)) return;
    this.#found.set(element, site);
    this.#byNode.set(site.node, element);
  }

  #sitesIn(file: SourceFile): readonly Site[] {
    let sites = this.#sites.get(file);
    if (sites === undefined) this.#sites.set(file, (sites = [...sitesIn(file)]));
    return sites;
  }
}

function isTypeScript(path: string): boolean {
  return /\.[mc]?tsx?$/.test(path);
}

/** Whether a path of the repository is in a folder for what builds write. */
function isBuilt(path: string): boolean {
  return path.split('/').some((part) => /^(dist|build|out|\..*)$/.test(part));
}

/** What the class of an element is called in the source; of a decider, the element. */
function writtenName({ kind, name, written }: RegisteredElement): string {
  return kind === 'decider' ? name : written.name;
}

function* sitesIn(file: SourceFile): Generator<Site> {
  /** Names of variables, by their value. */
  const variables = new Map<Node, string>();
  /** Declarations around the node, and the blocks that part it from comments above those. */
  const around: Node[] = [];
  for (const node of nodesIn(file.program)) {
    while (around.length > 0 && around.at(-1)!.end <= node.start) around.pop();
    if (node.type === 'VariableDeclarator' && node.init !== null) {
      const name = nameOf(node.id);
      if (name !== undefined) variables.set(bare(node.init), name);
    }
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      const name = node.id?.name ?? variables.get(node);
      const nameStart = node.id?.start ?? node.start;
      yield { file, node, name, nameStart, commentEnds: commentEnds(node, around), isDecider: false };
    }
    if (node.type === 'CallExpression' && calledName(node) === 'decider') {
      const name = node.arguments[0] && nameOf(node.arguments[0]);
      yield {
        file,
        node,
        name,
        nameStart: node.start,
        commentEnds: commentEnds(node, around),
        isDecider: true,
      };
    }
    if (/^(Export(Named|Default)|Variable)Declaration$|^(Block|Class)(Statement|Body)$/.test(node.type))
      around.push(node);
  }
}

/** Before its decorators, before `export`, before `class`: there a comment may stand. */
function commentEnds(node: Class | CallExpression, around: readonly Node[]): readonly number[] {
  const outer = around.slice(around.findLastIndex(({ type }) => /^(Block|Class)/.test(type)) + 1);
  const decorators = 'decorators' in node ? node.decorators.map(({ start }) => start) : [];
  const starts = [...decorators, ...outer.map(({ start }) => start), node.start];
  return [...new Set(starts)].sort((one, other) => one - other);
}

function calledName({ callee }: CallExpression): string | undefined {
  return callee.type === 'MemberExpression' && !callee.computed ? nameOf(callee.property) : undefined;
}
