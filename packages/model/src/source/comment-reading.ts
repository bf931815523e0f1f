import type { Documentation } from '../document/documentation.js';
import { compare } from '../document/compare.js';
import { readDocComment, type WrittenComment } from './doc-comment.js';
import type { SuppressionDocument } from '../document/element-document.js';
import type { TermReading } from './source-documentation.js';

/**
 * Finds what a name in a comment means.
 *
 * @returns the id of an element; `known` for what is in the sources and no element; undefined for nothing.
 */
export type FindMeant = (name: string) => { readonly id: string } | 'known' | undefined;

/** What a comment says, with everything in it looked up. */
export interface CommentReading {
  /** Absent when it says nothing of this kind. */
  readonly documentation?: Documentation;
  readonly terms: readonly TermReading[];
  readonly suppressions: readonly SuppressionDocument[];
  /** Ids of the events that its method is said to raise. */
  readonly raises: readonly string[];
  /** Ids of the commands that it is said to send. */
  readonly sends: readonly string[];
  /** Errors it is said to throw. */
  readonly throws: readonly string[];
}

/** Reads a doc comment, and looks up the names in it. */
export function readComment(text: string, find: FindMeant): CommentReading {
  const written = readDocComment(text);
  const named = (tag: string): readonly string[] =>
    (written.blocks.get(tag) ?? []).flatMap((block) =>
      namesIn(block).flatMap((name) => {
        const meant = find(name);
        return typeof meant === 'object' ? [meant.id] : [];
      }),
    );
  const documentation = documentationIn(written, find);
  return {
    ...(Object.keys(documentation).length === 0 ? {} : { documentation }),
    terms: (written.blocks.get('@term') ?? []).flatMap(termIn),
    suppressions: written.suppressions,
    raises: named('@raises'),
    sends: named('@sends'),
    throws: (written.blocks.get('@throws') ?? []).flatMap((block) => namesIn(block).slice(0, 1)),
  };
}

function documentationIn(written: WrittenComment, find: FindMeant): Documentation {
  const { summary, remarks, blocks, isHidden } = written;
  const links = written.links.flatMap((name) => {
    const meant = find(name);
    return typeof meant === 'object' ? [meant.id] : [];
  });
  const broken = written.links.filter((name) => find(name) === undefined);
  const [deprecated] = blocks.get('@deprecated') ?? [];
  const [since] = blocks.get('@since') ?? [];
  const [namespace] = blocks.get('@namespace') ?? [];
  return {
    ...(summary === '' ? {} : { summary }),
    ...(remarks === '' ? {} : { remarks }),
    ...several('examples', blocks.get('@example')),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...several('see', blocks.get('@see')),
    ...(since === undefined ? {} : { since }),
    ...(isHidden ? { hidden: true } : {}),
    ...several('why', blocks.get('@why')),
    ...several('questions', blocks.get('@question')),
    ...several('assumptions', blocks.get('@assumption')),
    ...several('metrics', blocks.get('@metric')),
    ...several('aliases', listed(blocks.get('@alias'))),
    ...several('owners', listed(blocks.get('@owner'))),
    ...(namespace === undefined || namespace === '' ? {} : { namespace }),
    ...several('links', [...new Set(links)].sort(compare)),
    ...several('brokenLinks', [...new Set(broken)].sort(compare)),
  };
}

function several<Name extends string>(
  name: Name,
  texts: readonly string[] | undefined,
): { readonly [Each in Name]?: readonly string[] } {
  const told = (texts ?? []).filter((text) => text !== '');
  return told.length === 0
    ? {}
    : ({ [name]: told } as unknown as { readonly [Each in Name]?: readonly string[] });
}

/** `Retail banking, Cards` names two. */
function listed(texts: readonly string[] | undefined): readonly string[] {
  return (texts ?? []).flatMap((text) => text.split(',').map((part) => part.trim()));
}

/** `Overdraft what an account may owe`, or `"Overdraft limit" what …` for terms of several words. */
function termIn(text: string): readonly TermReading[] {
  const [, quoted, plain, definition] = /^(?:"([^"]+)"|(\S+))\s*(?:[-:–—]\s+)?([\s\S]*)$/.exec(text) ?? [];
  const name = quoted ?? plain?.replace(/:$/, '');
  return name === undefined ? [] : [{ name, definition: (definition ?? '').trim() }];
}

/** `{@link Withdrawn}`, or `Withdrawn` as it is; several with commas. */
function namesIn(text: string): readonly string[] {
  const linked = [...text.matchAll(/\{@link\s+([^\s|}]+)[^}]*\}/g)].map(([, name]) => name!);
  if (linked.length > 0) return linked;
  return /^[\w.]+(\s*,\s*[\w.]+)*/.exec(text)?.[0].split(/\s*,\s*/) ?? [];
}
