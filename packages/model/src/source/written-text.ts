import type { Node } from 'oxc-parser';
import { bare } from './syntax-tree.js';

/** The words of a text in the source; `…` stands for what is computed. Undefined for anything else. */
export function writtenText(given: Node): string | undefined {
  const node = bare(given);
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') {
    return node.quasis.map(({ value }) => value.cooked ?? value.raw).join('…');
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [writtenText(node.left), writtenText(node.right)];
    if (left === undefined && right === undefined) return undefined;
    return `${left ?? '…'}${right ?? '…'}`;
  }
  return undefined;
}
