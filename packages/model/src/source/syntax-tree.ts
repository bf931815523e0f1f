import { visitorKeys, type ArrowFunctionExpression, type Function, type Node } from 'oxc-parser';

/** Anything that has a body to read. */
export type FunctionNode = Function | ArrowFunctionExpression;

/** The nodes directly below one, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, unknown>)[key];
    return (Array.isArray(child) ? (child as unknown[]) : [child]).filter(isNode);
  });
}

/** A node and everything below it, outer ones first, in the order of the text. */
export function nodesIn(node: Node): readonly Node[] {
  const nodes: Node[] = [];
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    nodes.push(next);
    waiting.push(...childrenOf(next).toReversed());
  }
  return nodes;
}

/** Whether a node is a function whose body is there. */
export function isFunctionNode(node: Node | null | undefined): node is FunctionNode {
  return (
    node !== null &&
    node !== undefined &&
    (node.type === 'FunctionDeclaration' ||
      node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression')
  );
}

/** The name that a key, an identifier or a text stands for: `#balance` for private ones; undefined when it is computed. */
export function nameOf(key: Node): string | undefined {
  switch (key.type) {
    case 'Identifier':
      return key.name;
    case 'PrivateIdentifier':
      return `#${key.name}`;
    case 'Literal':
      return typeof key.value === 'string' ? key.value : undefined;
    default:
      return undefined;
  }
}

/** What is left of an expression without the marks that only say something about types. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
