import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { ElementDocument } from '../document/element-document.js';
import type { DecisionDocument } from '../document/model-document.js';
import { compare } from '../document/compare.js';

/**
 * Reads decision records: files such as `0007-classes-are-compiled.md`.
 *
 * @param folder - from the root of the repository.
 * @param elements - they refer to decisions by `@see adr:7`.
 */
export function readDecisions(
  root: string,
  folder: string,
  elements: readonly ElementDocument[],
): readonly DecisionDocument[] {
  const path = resolve(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => /^\d+[-_ ].*\.md$/i.test(name))
    .sort(compare)
    .map((name) => readDecision(root, join(path, name), elements));
}

function readDecision(root: string, path: string, elements: readonly ElementDocument[]): DecisionDocument {
  const file = relative(root, path).split(sep).join('/');
  const id = String(Number(/(\d+)[^/]*$/.exec(file)![1]));
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim();
  const [heading, title] = /^#[ \t]+(.+?)[ \t]*$/m.exec(text) ?? [];
  const status = lineOf(text, 'status');
  const date = lineOf(text, 'date');
  return {
    id,
    title: (title ?? file).replace(/^(?:adr[- ]?)?\d+[.:]?\s+/i, ''),
    ...(status === undefined ? {} : { status }),
    ...(date === undefined ? {} : { date }),
    file,
    text: heading === undefined ? text : text.replace(heading, '').trim(),
    elements: elements.filter((element) => refersTo(element, id)).map((element) => element.id),
  };
}

/** `Status: accepted`, `- **Status**: accepted`, or a heading `## Status` with the word below. */
function lineOf(text: string, name: string): string | undefined {
  const told = new RegExp(`^[-* \\t]*\\**${name}\\**:\\**[ \\t]*(.+?)[ \\t]*$`, 'im').exec(text)?.[1];
  return told ?? new RegExp(`^##+[ \\t]*${name}[ \\t]*\\n+([^#\\n].*?)[ \\t]*$`, 'im').exec(text)?.[1];
}

function refersTo({ documentation, fields, invariants, methods }: ElementDocument, id: string): boolean {
  return [{ documentation }, ...fields, ...invariants, ...methods].some((part) =>
    part.documentation?.see?.some(
      (see) => Number(/\badr[:-]0*(\d+)\b/i.exec(see)?.[1] ?? Number.NaN) === Number(id),
    ),
  );
}
