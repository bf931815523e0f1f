import type { Graph, GraphEdge, GraphNode, GraphRow } from './graph.js';
import { nodeName, quoted, word } from './mermaid-text.js';

/** A graph of boxes as a Mermaid entity relationship diagram. */
export function entityDiagram({ direction, nodes, edges }: Graph): string {
  const names = new Map(nodes.map(({ id }, position) => [id, nodeName(position)]));
  return [
    'erDiagram',
    `  direction ${direction === 'right' ? 'LR' : 'TB'}`,
    ...nodes.flatMap((node) => writeEntity(names.get(node.id)!, node)),
    ...edges.map((edge) => writeRelation(names.get(edge.from)!, names.get(edge.to)!, edge)),
  ].join('\n');
}

function writeEntity(name: string, { label, rows = [] }: GraphNode): readonly string[] {
  if (rows.length === 0) return [`  ${name}[${quoted(label)}]`];
  return [`  ${name}[${quoted(label)}] {`, ...rows.map(writeAttribute), '  }'];
}

/** Types and names of attributes are single words to Mermaid. */
function writeAttribute({ name, detail = '' }: GraphRow): string {
  const [type = '', ...marks] = detail.split(' · ');
  const key = marks.find((mark) => mark === 'PK' || mark === 'FK' || mark === 'UK');
  return `    ${word(type.replace('→ ', '').replace(/ \[.*\]$/, '')) || 'any'} ${word(name)}${key === undefined ? '' : ` ${key}`}`;
}

const ends: ReadonlyMap<string, string> = new Map([
  ['1', '||'],
  ['0..1', 'o|'],
  ['0..*', 'o{'],
  ['1..*', '|{'],
]);

function writeRelation(from: string, to: string, { label = '', count = '', tail }: GraphEdge): string {
  const end = ends.get(count) ?? (count.startsWith('0') ? 'o{' : '|{');
  // What is held belongs to one holder; what is pointed to may be pointed to by many.
  const line = tail === 'diamond' ? `||--${end}` : `}o..${end}`;
  return `  ${from} ${line} ${to} : ${quoted(label)}`;
}
