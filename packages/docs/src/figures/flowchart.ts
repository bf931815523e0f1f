import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { kindLooks, type Outline } from './kind-look.js';
import { nodeName, quoted } from './mermaid-text.js';

/** What stands around a label in Mermaid, for the outlines that it has too. */
const brackets: Readonly<Partial<Record<Outline, readonly [string, string]>>> = {
  double: ['[[', ']]'],
  flag: ['>', ']'],
  chevron: ['[/', '/]'],
  pill: ['([', '])'],
  folded: ['[(', ')]'],
  octagon: ['{{', '}}'],
  panel: ['(', ')'],
  dot: ['((', '))'],
  ring: ['(((', ')))'],
};

/** A graph as a Mermaid flow chart. */
export function flowchart({ direction, nodes, edges, groups = [] }: Graph): string {
  const names = new Map(nodes.map(({ id }, position) => [id, nodeName(position)]));
  const write = (node: GraphNode): string => `${names.get(node.id)!}${writeNode(node)}`;
  return [
    `flowchart ${direction === 'right' ? 'LR' : 'TB'}`,
    ...groups.flatMap(({ id, label }, position) => {
      const inside = nodes.filter(({ group }) => group === id);
      if (inside.length === 0) return [];
      return [
        `  subgraph g${position}[${quoted(label)}]`,
        ...inside.map((node) => `    ${write(node)}`),
        '  end',
      ];
    }),
    ...nodes.filter(({ group }) => group === undefined).map((node) => `  ${write(node)}`),
    ...edges.map((edge) => `  ${names.get(edge.from)!} ${writeEdge(edge)} ${names.get(edge.to)!}`),
  ].join('\n');
}

function writeNode({ kind, label, caption }: GraphNode): string {
  const { outline, word } = kindLooks[kind];
  const [open, close] = brackets[outline] ?? ['[', ']'];
  const below = caption ?? (kind === 'state' ? '' : word);
  const text = below === '' ? quoted(label) : `${quoted(label).slice(0, -1)}<br/>${quoted(below).slice(1)}`;
  return `${open}${text}${close}`;
}

function writeEdge({ label = '', count = '', stroke, head }: GraphEdge): string {
  const line = stroke === 'dashed' ? '-.-' : stroke === 'thick' ? '==' : '--';
  const arrow = head === 'none' ? (stroke === 'dashed' ? line : `${line}${line[0]!}`) : `${line}>`;
  const text = [label, count].filter((part) => part !== '').join(' ');
  return text === '' ? arrow : `${arrow}|${quoted(text)}|`;
}
