import type { RegisteredElement } from '@domainry/core';
import type { TestDocument } from '../document/test-document.js';
import { compare } from '../document/compare.js';
import type { DomainSources } from './domain-sources.js';
import type { SourceFile } from './source-file.js';
import { sourcePaths } from './source-tree.js';
import { nodesIn } from './syntax-tree.js';
import { isWithin, testCallsIn, type TestCall } from './test-calls.js';

/** What tests name. */
export interface TestReadings {
  /** By id of the element; in the order of the sources. */
  readonly byElement: ReadonlyMap<string, readonly TestDocument[]>;
  /** What `@covers` says and nothing has, in sentences. */
  readonly gaps: readonly string[];
}

/** `: Draft → Placed` after the name of a field. */
const stepPattern = String.raw`(?:\s*:\s*\w+\s*(?:→|->)\s*\w+)?`;
const inTitle = new RegExp(String.raw`\b[A-Z]\w*\.[A-Za-z]\w*${stepPattern}`, 'g');
const afterTag = new RegExp(String.raw`^[\w.]+${stepPattern}`);

/** What a name in a test means. */
interface Meant {
  readonly element: RegisteredElement;
  readonly member?: string;
  readonly transition?: { readonly from: string; readonly to: string };
}

/**
 * Reads which tests name which elements, rules and steps. Only what is written counts: `@covers` in the comment above a
 * test or a suite, `Account.mustStayInCredit` or `Order.status: Draft → Placed` in a title, and commands and queries that
 * the body of a test makes.
 *
 * @param folders - folders, files or patterns, from the root.
 */
export function readTests(
  sources: DomainSources,
  idOf: (element: RegisteredElement) => string,
  folders: readonly string[],
): TestReadings {
  const byElement = new Map<string, TestDocument[]>();
  const gaps: string[] = [];
  for (const path of sourcePaths(sources.files.root, folders)) {
    const file = sources.files.open(path);
    if (file === undefined) continue;
    const calls = testCallsIn(file);
    for (const call of calls) {
      if (call.kind !== 'test') continue;
      const around = calls.filter(({ kind, node }) => kind === 'suite' && isWithin(call.node, node));
      const title = [...around, call].map((each) => each.title);
      const source = sources.files.placeOf(file, call.node.start);
      const known = new Set<string>();
      for (const { element, by, ...part } of meantBy(sources, file, call, around, gaps)) {
        const id = idOf(element);
        const key = JSON.stringify([id, part]);
        if (known.has(key)) continue;
        known.add(key);
        const test: TestDocument = { title, ...part, by, ...(source === undefined ? {} : { source }) };
        byElement.set(id, [...(byElement.get(id) ?? []), test]);
      }
    }
  }
  return { byElement, gaps: [...new Set(gaps)].sort(compare) };
}

/**
 * What one test names, by its tags first, then by its titles, then by what its body makes.
 *
 * @yields each thing as often as it is named.
 */
function* meantBy(
  sources: DomainSources,
  file: SourceFile,
  call: TestCall,
  around: readonly TestCall[],
  gaps: string[],
): Iterable<Meant & { readonly by: TestDocument['by'] }> {
  for (const each of [...around, call]) {
    for (const name of coveredNames(file.docCommentBefore(each.node.start) ?? '')) {
      const meant = meaningOf(sources, name);
      if (meant !== undefined) yield { ...meant, by: 'tag' };
      else if (isOfDomain(sources, name)) gaps.push(gapOf(sources, file, each, name));
    }
  }
  for (const each of [...around, call]) {
    for (const [name] of each.title.matchAll(inTitle)) {
      const meant = meaningOf(sources, name);
      if (meant !== undefined) yield { ...meant, by: 'title' };
    }
  }
  for (const node of nodesIn(call.body)) {
    if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') continue;
    const declared = sources.files.declarationOf(file, node.callee.name);
    const element = declared && sources.elements.elementAt(declared.node);
    if (element?.kind === 'command' || element?.kind === 'query') yield { element, by: 'use' };
  }
}

/** `Account.mustStayInCredit, Withdraw` after `@covers`; links are taken by what they name. */
function coveredNames(comment: string): readonly string[] {
  const text = comment
    .replace(/\*\/$/, '')
    .replaceAll(/^[ \t]*\*(?!\/)[ \t]?/gm, '')
    .replaceAll(/\{@link\s+([^\s}|]+)[^}]*\}/g, '$1');
  return [...text.matchAll(/@covers\s+((?:[^@\n]|\n(?!\s*\n))*)/g)].flatMap(([, names]) =>
    names!.split(',').flatMap((name) => afterTag.exec(name.trim()) ?? []),
  );
}

/** The element, rule, field, method or step of a name; undefined when there is none. */
function meaningOf({ registry, elements }: DomainSources, name: string): Meant | undefined {
  const [path = '', step] = name.split(/:(?=\s*\w+\s*(?:→|->))/);
  const parts = path.trim().split('.');
  const [first, member, ...rest] = parts[0] === registry.domain && parts.length > 1 ? parts.slice(1) : parts;
  const element = registry.findAll(first ?? '').at(-1) ?? elements.elementNamed(first ?? '');
  if (element === undefined || rest.length > 0) return undefined;
  if (member === undefined) return step === undefined ? { element } : undefined;
  if (step !== undefined) return transitionOf(element, member, step);
  return hasMember(element, member) ? { element, member } : undefined;
}

function transitionOf(element: RegisteredElement, field: string, step: string): Meant | undefined {
  const [from = '', to = ''] = step.split(/→|->/).map((state) => state.trim());
  const known = element.fields.find(({ name }) => name === field)?.constraints['transitions'];
  const followers = (known as Readonly<Record<string, unknown>> | undefined)?.[from];
  return Array.isArray(followers) && followers.map(String).includes(to)
    ? { element, member: field, transition: { from, to } }
    : undefined;
}

function hasMember({ fields, invariants, cls }: RegisteredElement, member: string): boolean {
  const prototype: unknown = cls.prototype;
  return (
    fields.some(({ name }) => name === member) ||
    invariants.some(({ name }) => name === member) ||
    (typeof prototype === 'object' &&
      prototype !== null &&
      member in prototype &&
      !(member in Object.prototype)) ||
    (member in cls && !(member in Function.prototype))
  );
}

/** Whether a name begins with an element of this domain; those of others mean something elsewhere. */
function isOfDomain({ registry }: DomainSources, name: string): boolean {
  const [first = '', second = ''] = name.split(/[.:]/);
  return (
    first === registry.domain || registry.findAll(first).length > 0 || registry.findAll(second).length > 0
  );
}

function gapOf({ files }: DomainSources, file: SourceFile, { node }: TestCall, name: string): string {
  const place = files.placeOf(file, node.start);
  return `${place?.file ?? 'A test'}${place === undefined ? '' : `:${place.line}`} covers ${name}, which the model does not have.`;
}
