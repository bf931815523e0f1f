import type { ElementDocument } from '@domainry/model';
import type { ComponentChildren, VNode } from 'preact';
import { usePage } from '../current-page.js';
import { kindsOnSite } from '../kinds.js';
import { deprecationInWords } from './fields-table.js';
import { FindingsBox } from './findings-box.js';
import { ElementLink, KindGlyph, PageLink, SourceLink } from './links.js';
import { Line } from './prose.js';

/** The top of a page about an element: what it is called, what it is, where it stands, and what was found. */
export function ElementHead({
  element,
  chips = [],
}: {
  element: ElementDocument;
  chips?: ComponentChildren[];
}): VNode {
  const { site } = usePage();
  const { description, deprecated, supersededBy } = element;
  return (
    <header class="head">
      <p class="kind">
        <KindGlyph kind={element.kind} />
        <span aria-hidden="true">{kindsOnSite[element.kind].title}</span>
      </p>
      <h1>{element.name}</h1>
      {description === undefined ? (
        ''
      ) : (
        <p class="lead">
          <Line text={description} />
        </p>
      )}
      <Chips element={element} chips={chips} />
      {deprecated === undefined && supersededBy === undefined ? (
        ''
      ) : (
        <p class="notice">
          <strong>Deprecated.</strong>{' '}
          {deprecated === undefined ? '' : `It is ${deprecationInWords(deprecated)}. `}
          {supersededBy === undefined ? '' : <>Its place is taken by {<ElementLink id={supersededBy} />}.</>}
        </p>
      )}
      <FindingsBox findings={site.findingsOf(element.id)} />
    </header>
  );
}

function Chips({ element, chips }: { element: ElementDocument; chips: ComponentChildren[] }): VNode {
  const { site } = usePage();
  const { owners = [], derived, abstract, source, id } = element;
  const context = site.landscape.documentOf(element).context;
  const answering = owners.length > 0 ? owners : context.owners;
  return (
    <ul class="chips" aria-label="At a glance">
      <li>
        <PageLink to={site.addresses.context(context.name)!}>{context.name}</PageLink>
      </li>
      {chips.filter(Boolean).map((chip, index) => (
        <li key={index}>{chip}</li>
      ))}
      {abstract === true ? <li>abstract</li> : ''}
      {derived === undefined ? '' : <li>made by {derived}</li>}
      {answering.length === 0 ? '' : <li>owned by {answering.join(', ')}</li>}
      <li>
        <code data-copy={id}>{id}</code>
      </li>
      {source === undefined ? (
        ''
      ) : (
        <li>
          <SourceLink place={source} />
        </li>
      )}
    </ul>
  );
}
