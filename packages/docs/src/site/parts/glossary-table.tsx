import type { TermDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { Points } from './facts-list.js';
import { ElementLink, ElementLinks } from './links.js';
import { Line } from './prose.js';
import { Table } from './table.js';

/** Words with what they mean, what else they are called, and what in the model they are about. */
export function GlossaryTable({ label, terms }: { label: string; terms: readonly TermDocument[] }): VNode {
  return (
    <Table
      label={label}
      columns={['Word', 'Meaning', 'In the model']}
      rows={terms.map((term) => ({
        key: term.name,
        cells: [
          <Word key="word" term={term} />,
          <Meaning key="meaning" term={term} />,
          <ElementLinks key="used" ids={term.usedBy} />,
        ],
      }))}
    />
  );
}

function Word({ term: { name, element, aliases } }: { term: TermDocument }): VNode {
  return (
    <>
      {element === undefined ? <strong>{name}</strong> : <ElementLink id={element} />}
      {aliases.length === 0 ? '' : <span class="quiet line">also {aliases.join(', ')}</span>}
    </>
  );
}

/** What a word means, with sentences that use it. */
export function Meaning({ term: { definition, examples } }: { term: TermDocument }): VNode {
  return (
    <>
      {definition === undefined ? <span class="quiet">not explained yet</span> : <Line text={definition} />}
      {examples.length === 0 ? (
        ''
      ) : (
        <Points
          items={examples.map((example) => (
            <em key={example}>{example}</em>
          ))}
        />
      )}
    </>
  );
}
