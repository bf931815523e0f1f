import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { kindLooks } from './kind-look.js';
import { nodeName, plain, quoted } from './mermaid-text.js';

/** A graph of boxes as a Mermaid class diagram. */
export function classDiagram({ direction, nodes, edges }: Graph): string {
  const names = new Map(nodes.map(({ id }, position) => [id, nodeName(position)]));
  return [
    'classDiagram',
    `  direction ${direction === 'right' ? 'LR' : 'TB'}`,
    ...nodes.flatMap((node) => writeClass(names.get(node.id)!, node)),
    ...edges.map((edge) => writeRelation(names.get(edge.from)!, names.get(edge.to)!, edge)),
  ].join('\n');
}

function writeClass(name: string, { kind, label, rows = [] }: GraphNode): readonly string[] {
  return [
    `  class ${name}[${quoted(label)}] {`,
    `    <<${kindLooks[kind].word}>>`,
    ...rows.map(
      (row) =>
        `    ${row.detail === undefined ? writeMethod(row.name) : `${plain(row.name)} ${plain(row.detail)}`}`,
    ),
    '  }',
  ];
}

/** Mermaid tells methods from fields by their parentheses. */
function writeMethod(name: string): string {
  return name.endsWith('()') ? `${plain(name.slice(0, -2))}()` : plain(name);
}

function writeRelation(from: string, to: string, { label = '', count = '', tail }: GraphEdge): string {
  const line = tail === 'diamond' ? '*--' : '..>';
  return `  ${from} ${line} ${count === '' ? '' : `${quoted(count)} `}${to}${label === '' ? '' : ` : ${plain(label)}`}`;
}
