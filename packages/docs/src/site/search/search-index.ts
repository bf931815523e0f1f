import MiniSearch from 'minisearch';
import { kindsOnSite } from '../kinds.js';
import type { Page } from '../page.js';
import type { Site } from '../site.js';
import { searchWords } from './search-words.js';

/** What is found: a page, or a word of the glossary. */
export interface SearchEntry {
  readonly title: string;
  /** What the result is filtered by, and labelled with. */
  readonly kind: string;
  readonly context: string;
  readonly address: string;
  readonly text: string;
  /** What else it is found by. */
  readonly also: string;
}

/** The fields that are searched, with what a hit in each is worth. The script of the page is given them. */
const boost = { title: 6, also: 3, text: 1 } as const;

/** The search index as a script, so that pages that were opened from a disk can load it. */
export function searchIndexScript(site: Site, pages: readonly SearchEntry[]): string {
  const words = site.landscape.documents.flatMap(({ context, glossary }) =>
    glossary
      .filter(({ element }) => element === undefined)
      .map(({ name, definition = '', aliases }) => ({
        title: name,
        kind: 'Word',
        context: context.name,
        address: 'glossary/index.html',
        text: definition,
        also: aliases.join(' '),
      })),
  );
  const index = new MiniSearch<SearchEntry & { readonly id: number }>({
    fields: Object.keys(boost),
    storeFields: ['title', 'kind', 'context', 'address'],
    tokenize: searchWords,
    processTerm: (term) => term.toLowerCase(),
  });
  index.addAll([...pages, ...words].map((entry, id) => ({ ...entry, id })));
  return `globalThis.domainrySearch = ${JSON.stringify({ boost, index })};\n`;
}

/** How a page is found: by its name, and by what its element has. */
export function searchEntry({ title, element, context = '', address, description = '' }: Page): SearchEntry {
  const isOfElement = element !== undefined && !address.startsWith('flows/');
  return {
    title,
    kind: isOfElement ? kindsOnSite[element.kind].title : 'Page',
    context,
    address,
    text: description,
    also: isOfElement
      ? [
          element.id,
          element.message?.type ?? '',
          ...(element.documentation?.aliases ?? []),
          ...element.fields.map(({ name }) => name),
          ...element.invariants.flatMap(({ name, message, code }) => [name, message, code]),
          ...element.methods.flatMap(({ name, throws }) => [name, ...throws.map(({ error }) => error)]),
        ].join(' ')
      : '',
  };
}
