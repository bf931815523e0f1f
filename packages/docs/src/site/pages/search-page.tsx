import type { ElementDocument } from '@domainry/model';
import { fixedAddresses } from '../addresses.js';
import { grouped } from '../grouped.js';
import { section, sections, type Page } from '../page.js';
import { ElementLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Line } from '../parts/prose.js';
import { compare } from '../../compare.js';
import type { Site } from '../site.js';

/** Everything by its first letter: what search falls back to where no scripts run. */
export function searchPage({ landscape }: Site): Page {
  const sorted = [...landscape.elements].sort(
    (one, other) => compare(one.name.toLowerCase(), other.name.toLowerCase()) || compare(one.id, other.id),
  );
  const byLetter = grouped(sorted, ({ name }) => name.slice(0, 1).toUpperCase());
  return {
    address: fixedAddresses.search,
    title: 'A to Z',
    trail: [],
    head: (
      <PageHead
        title="A to Z"
        text="Everything the model knows, by name. Ctrl K searches, where scripts run."
      />
    ),
    sections: sections(...[...byLetter].map(([letter, elements]) => letterSection(letter, elements))),
  };
}

function letterSection(letter: string, elements: readonly ElementDocument[]): ReturnType<typeof section> {
  return section(
    `letter-${letter}`,
    letter,
    <ul class="list">
      {elements.map(({ id, description }) => (
        <li key={id}>
          <ElementLink id={id} />
          {description === undefined ? (
            ''
          ) : (
            <span class="list-text">
              <Line text={description} />
            </span>
          )}
        </li>
      ))}
    </ul>,
    elements.length,
  );
}
