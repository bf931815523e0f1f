import type { TermDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { fixedAddresses } from '../addresses.js';
import { usePage } from '../current-page.js';
import { grouped } from '../grouped.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { ElementLinks, PageLink } from '../parts/links.js';
import { Meaning } from '../parts/glossary-table.js';
import { PageHead } from '../parts/page-head.js';
import { compare } from '../../compare.js';
import type { Site } from '../site.js';

/** A word in one context. */
interface Entry {
  readonly context: string;
  readonly term: TermDocument;
}

/** All words of all contexts, by letter; those that mean something else elsewhere are told first. */
export function glossaryPage(site: Site): Page {
  const entries = site.landscape.documents.flatMap(({ context, glossary }) =>
    glossary.map((term): Entry => ({ context: context.name, term })),
  );
  const sorted = entries.sort(
    (one, other) =>
      compare(one.term.name.toLowerCase(), other.term.name.toLowerCase()) ||
      compare(one.context, other.context),
  );
  const byWord = grouped(sorted, ({ term }) => term.name.toLowerCase());
  const byLetter = grouped(byWord.values(), ([first]) => first!.term.name.slice(0, 1).toUpperCase());
  return {
    address: fixedAddresses.glossary,
    title: 'Glossary',
    trail: [],
    head: <PageHead title="Glossary" text="The words of the domain, and what each means in each context." />,
    sections: sections(
      homonymsSection([...byWord.values()]),
      ...[...byLetter].map(([letter, words]) => letterSection(letter, words)),
    ),
  };
}

function homonymsSection(words: readonly (readonly Entry[])[]): PageSection | undefined {
  const several = words.filter((entries) => new Set(entries.map(({ context }) => context)).size > 1);
  return section(
    'homonyms',
    'One word, several meanings',
    several.length > 0 && (
      <dl class="terms">
        {several.map((entries) => (
          <Word key={entries[0]!.term.name} entries={entries} />
        ))}
      </dl>
    ),
    several.length,
  );
}

function letterSection(letter: string, words: readonly (readonly Entry[])[]): PageSection | undefined {
  return section(
    `letter-${letter}`,
    letter,
    <dl class="terms">
      {words.map((entries) => (
        <Word key={entries[0]!.term.name} entries={entries} />
      ))}
    </dl>,
  );
}

function Word({ entries }: { entries: readonly Entry[] }): VNode {
  const { site } = usePage();
  return (
    <div>
      <dt>{entries[0]!.term.name}</dt>
      {entries.map(({ context, term }) => (
        <dd key={context}>
          <PageLink to={site.addresses.context(context)!} class="elsewhere">
            {context}
          </PageLink>{' '}
          <Meaning term={term} />
          {term.aliases.length === 0 ? (
            ''
          ) : (
            <span class="quiet line">also called {term.aliases.join(', ')}</span>
          )}
          <ElementLinks
            ids={[...new Set([...(term.element === undefined ? [] : [term.element]), ...term.usedBy])]}
          />
        </dd>
      ))}
    </div>
  );
}
