import type { ElementDocument, InvariantDocument, StateMachineDocument, Step } from '@domainry/model';
import { mdxText } from '../text/mdx-text.js';

/** A section of a page; nothing when nothing is in it. */
export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}\n\n`;
}

/** What a comment says of an element. */
export function told({ description, documentation }: ElementDocument): string {
  const paragraphs = [description, documentation?.remarks].flatMap((text) =>
    text === undefined ? [] : [mdxText(text)],
  );
  const why = (documentation?.why ?? []).map((reason) => `- ${mdxText(reason)}`);
  return `${paragraphs.map((paragraph) => `${paragraph}\n\n`).join('')}${section('Why', why)}`;
}

/** Rules, by what they say and what callers see when they are broken. */
export function rules(invariants: readonly InvariantDocument[]): string {
  return section(
    'Rules',
    invariants.map(({ message, code }) => `- ${mdxText(message)} (${mdxText(code)})`),
  );
}

/** States, and which may follow which. */
export function states(machines: readonly StateMachineDocument[]): string {
  return machines
    .map(({ field, transitions }) =>
      section(
        `States of ${mdxText(field)}`,
        transitions.map(
          ({ from, to, methods }) =>
            `- ${mdxText(from)} → ${mdxText(to)}${methods.length === 0 ? '' : `, by ${methods.map(mdxText).join(', ')}`}`,
        ),
      ),
    )
    .join('');
}

/** Methods that have to do with something. */
export function steps(title: string, all: readonly Step[]): string {
  return section(
    title,
    all.map(
      ({ element, method }) =>
        `- ${mdxText(method === undefined ? element.id : `${element.id}.${method}()`)}`,
    ),
  );
}

/** Where an element stands in the sources. */
export function source({ source: place }: ElementDocument): string {
  return place === undefined ? '' : `Source: ${mdxText(`${place.file}:${place.line}`)}\n`;
}
