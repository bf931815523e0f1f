import type { RegisteredElement, Registry } from '@domainry/core';
import type { Node } from 'oxc-parser';
import { documentationVersion } from '../schema/model-version.js';
import type { FindMeant } from './comment-reading.js';
import { DomainSources } from './domain-sources.js';
import { ElementReader } from './element-reader.js';
import { ElementSources } from './element-sources.js';
import type { ContextReading, ElementReading, SourceDocumentation } from './source-documentation.js';
import type { SourceFile } from './source-file.js';
import { readTests } from './read-tests.js';
import { SourceFiles } from './source-files.js';
import { sourcePaths } from './source-tree.js';
import { bare, nameOf } from './syntax-tree.js';

/** Where the sources of a domain are. */
export interface SourceOptions {
  /** Folder that places are told from: the root of the repository. */
  readonly root: string;
  /**
   * Folders, files or patterns to look through, from the root, for classes that are not found where they were registered:
   * `['packages/ordering/src']`, `['packages/*' + '/src']`.
   */
  readonly sources?: readonly string[];
  /** Folders, files or patterns of tests, from the root: which of them name which rules is told with the rules. */
  readonly tests?: readonly string[];
}

/**
 * Reads what the sources of a domain say, beside what its registry knows.
 *
 * @param idOf - ids of elements.
 */
export function readSources(
  registry: Registry,
  idOf: (element: RegisteredElement) => string,
  { root, sources = [], tests = [] }: SourceOptions,
): SourceDocumentation {
  const files = new SourceFiles(root);
  const elsewhere = (): readonly SourceFile[] =>
    sourcePaths(files.root, sources).flatMap((path) => files.open(path) ?? []);
  const elementSources = new ElementSources(files, registry, elsewhere);
  const domain = new DomainSources(registry, files, elementSources);
  const reader = new ElementReader(domain, idOf, (file) => meaningIn(file, domain, idOf));
  const elements: Record<string, ElementReading> = {};
  const gaps: string[] = [];
  for (const element of registry) {
    if (element.derived !== undefined) continue;
    const reading = reader.read(element);
    if (reading !== undefined) elements[idOf(element)] = reading;
    if (reading?.source === undefined) gaps.push(gapOf(element, idOf(element), files, elementSources));
  }
  const named = readTests(domain, idOf, tests);
  for (const [id, found] of named.byElement) {
    const reading = elements[id];
    if (reading !== undefined) elements[id] = { ...reading, tests: found };
  }
  gaps.push(...named.gaps);
  for (const [path, reason] of files.unreadable) {
    gaps.push(`${files.relative(path) ?? 'A source outside of the repository'} cannot be parsed: ${reason}`);
  }
  return {
    documentationVersion,
    domain: registry.domain,
    context: readContext(registry.domain, domain, reader),
    elements,
    gaps: gaps.sort(),
  };
}

function gapOf(element: RegisteredElement, id: string, files: SourceFiles, sources: ElementSources): string {
  const place = sources.placeOf(element);
  const path = place && files.relative(place.file);
  if (place === undefined) return `${id}: nothing tells where it is written.`;
  if (path === undefined) return `${id}: it is written outside of the repository.`;
  return `${id}: its class was not found; it was registered at ${path}:${place.line}.`;
}

/** What names in the comments of a source mean: elements first, by id or by name, then anything the source knows. */
function meaningIn(
  file: SourceFile,
  { registry, elements }: DomainSources,
  idOf: (element: RegisteredElement) => string,
): FindMeant {
  return (name) => {
    const parts = name.replaceAll(/[()]|:\w+/g, '').split(/[.#]/);
    const [first] = parts[0] === registry.domain && parts.length > 1 ? parts.slice(1) : parts;
    const [newest] = registry
      .findAll(first ?? '')
      .map((element) => ({ id: idOf(element) }))
      .sort((one, other) => one.id.length - other.id.length);
    const named = first === undefined ? undefined : elements.elementNamed(first);
    const meant = newest ?? (named && { id: idOf(named) });
    if (meant !== undefined) return meant;
    return first !== undefined && file.mentions(first) ? 'known' : undefined;
  };
}

/** What is written above `new Domain('Banking')`. */
function readContext(
  name: string,
  { files, elements, registry }: DomainSources,
  reader: ElementReader,
): ContextReading {
  const start = new Set<SourceFile>();
  for (const element of registry) {
    const source = elements.sourceOf(element);
    if (source !== undefined) start.add(source.file);
  }
  for (const file of start) {
    for (const local of decoratorRoots(file)) files.declarationOf(file, local);
  }
  for (const file of files.opened) {
    for (const statement of file.program.body) {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declaration?.type !== 'VariableDeclaration') continue;
      if (!declaration.declarations.some(({ init }) => init !== null && makesDomain(bare(init), name)))
        continue;
      const comment = reader.commentAt(file, statement.start, declaration.start);
      if (comment === undefined) return { terms: [] };
      const { documentation, terms } = comment;
      return { ...(documentation === undefined ? {} : { documentation }), terms };
    }
  }
  return { terms: [] };
}

/** `banking` of `@banking.aggregate`, at the top of a source. */
function decoratorRoots(file: SourceFile): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const statement of file.program.body) {
    const declaration = 'declaration' in statement ? statement.declaration : statement;
    if (declaration?.type !== 'ClassDeclaration') continue;
    for (const { expression } of declaration.decorators) {
      const called = expression.type === 'CallExpression' ? expression.callee : expression;
      const root = called.type === 'MemberExpression' ? nameOf(called.object) : undefined;
      if (root !== undefined) roots.add(root);
    }
  }
  return roots;
}

function makesDomain(node: Node, name: string): boolean {
  if (node.type !== 'NewExpression' || nameOf(node.callee) !== 'Domain') return false;
  return node.arguments[0] !== undefined && nameOf(node.arguments[0]) === name;
}
