import type { VNode } from 'preact';
import type { Figure } from '../../figures/figure.js';
import { usePage } from '../current-page.js';
import { placedLink, placedPicture, withoutLinks } from '../figure-options.js';
import { CodeBlock } from './code-block.js';
import { Table } from './table.js';
import { Tabs } from './tabs.js';

/** A figure as a picture, as a table that says the same, and as Mermaid text; one that was split shows its parts below. */
export function FigureView({ id, figure }: { id: string; figure: Figure }): VNode {
  return (
    <>
      <figure class="figure-box">
        <Tabs
          id={id}
          label={`${figure.title}: forms`}
          tabs={[
            { id: 'picture', title: 'Diagram', body: <Picture figure={figure} /> },
            { id: 'table', title: 'Table', body: <FigureTable figure={figure} /> },
            { id: 'mermaid', title: 'Mermaid', body: <CodeBlock code={withoutLinks(figure.mermaid)} /> },
          ]}
        />
        <figcaption>{figure.title}</figcaption>
      </figure>
      {(figure.parts ?? []).map((part, index) => (
        <FigureView key={part.title} id={`${id}-${index + 1}`} figure={part} />
      ))}
    </>
  );
}

function Picture({ figure }: { figure: Figure }): VNode {
  const { href } = usePage();
  return (
    <div
      class="picture"
      role="region"
      aria-label={figure.title}
      tabIndex={0}
      dangerouslySetInnerHTML={{ __html: placedPicture(figure.svg, href) }}
    />
  );
}

function FigureTable({ figure }: { figure: Figure }): VNode {
  const { nodes, edges } = figure;
  const { href } = usePage();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const nameOf = (id: string): VNode | string => {
    const node = byId.get(id);
    if (node === undefined) return id;
    return node.href === undefined ? node.label : <a href={placedLink(node.href, href)}>{node.label}</a>;
  };
  if (edges.length === 0) {
    return (
      <Table
        label={figure.title}
        columns={['Name', 'Says']}
        rows={nodes.map(({ id, lines }) => ({ key: id, cells: [nameOf(id), lines.join(' · ')] }))}
      />
    );
  }
  return (
    <Table
      label={figure.title}
      columns={['From', 'Relation', 'To', 'Label']}
      rows={edges.map(({ from, to, relation, label }, index) => ({
        key: String(index),
        cells: [nameOf(from), relation, nameOf(to), label],
      }))}
    />
  );
}
