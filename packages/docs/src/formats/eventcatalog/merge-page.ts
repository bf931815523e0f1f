import type { JsonValue } from '@domainry/core';
import { writeYaml } from '../text/write-yaml.js';

/** A page of a catalog: what stands on top of it, and below. */
export interface CatalogPage {
  readonly frontMatter: Readonly<Record<string, JsonValue>>;
  /** MDX. */
  readonly body: string;
}

const marks = {
  top: { begin: '# domainry:begin, what is between is written anew each time', end: '# domainry:end' },
  body: {
    begin: '{/* domainry:begin, what is between is written anew each time */}',
    end: '{/* domainry:end */}',
  },
} as const;
const sought = {
  top: /^# domainry:begin\b.*\n(?:.*\n)*?# domainry:end *\n/m,
  body: /^\{\/\* domainry:begin\b.*\n(?:.*\n)*?\{\/\* domainry:end \*\/\} *\n?/m,
} as const;

/** What stands in a page beside what is generated. */
interface HandWritten {
  readonly topBefore: string;
  readonly topAfter: string;
  readonly bodyBefore: string;
  readonly bodyAfter: string;
}

/** Whether a page was written by us, in part at least. */
export function isGenerated(text: string): boolean {
  return text.includes('domainry:begin');
}

/**
 * Writes a page into what stands there already: only what is between our marks is replaced, and what a person says on top wins
 * over what we say.
 *
 * @returns the page; undefined when a mark was removed, so that nobody knows what is whose.
 */
export function mergePage(page: CatalogPage, existing: string | undefined): string | undefined {
  const written = existing === undefined ? nothing : handWritten(existing);
  if (written === undefined) return undefined;
  const said = keysOf(`${written.topBefore}\n${written.topAfter}`);
  const ours = Object.entries(page.frontMatter).filter(([key]) => !said.has(key));
  const top = ours.length === 0 ? '' : writeYaml(Object.fromEntries(ours));
  return [
    '---\n',
    written.topBefore,
    `${marks.top.begin}\n${top}${marks.top.end}\n`,
    written.topAfter,
    '---\n',
    written.bodyBefore,
    `${marks.body.begin}\n\n${page.body}\n${marks.body.end}\n`,
    written.bodyAfter,
  ].join('');
}

/** Whether a person has added something to a page. */
export function hasHandWritten(text: string): boolean {
  const written = handWritten(text);
  return written === undefined || Object.values(written).some((part: string) => part.trim() !== '');
}

const nothing: HandWritten = { topBefore: '', topAfter: '', bodyBefore: '\n', bodyAfter: '' };

function handWritten(existing: string): HandWritten | undefined {
  const text = existing.replaceAll('\r\n', '\n');
  const parts = /^---\n((?:.*\n)*?)---(?:\n|$)/.exec(text);
  const top = parts?.[1] ?? '';
  const body = text.slice(parts?.[0].length ?? 0);
  const [topBefore, topAfter] = around(top, sought.top) ?? [];
  const [bodyBefore, bodyAfter] = around(body, sought.body) ?? [];
  if (
    topBefore === undefined ||
    topAfter === undefined ||
    bodyBefore === undefined ||
    bodyAfter === undefined
  )
    return undefined;
  return { topBefore, topAfter, bodyBefore: bodyBefore === '' ? '\n' : bodyBefore, bodyAfter };
}

/** What stands before and behind our marks; all of it before, when there are none; undefined when one is missing. */
function around(text: string, marked: RegExp): readonly [string, string] | undefined {
  const found = marked.exec(text);
  if (found !== null) return [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  if (text.includes('domainry:begin') || text.includes('domainry:end')) return undefined;
  return [text === '' || text.endsWith('\n') ? text : `${text}\n`, ''];
}

/** What a front matter says of its own. */
function keysOf(yaml: string): ReadonlySet<string> {
  return new Set([...yaml.matchAll(/^["']?([\w-]+)["']?\s*:/gm)].map(([, key]) => key!));
}
