import type { CallExpression, Node } from 'oxc-parser';
import type { SourceFile } from './source-file.js';
import { isFunctionNode, nameOf, nodesIn } from './syntax-tree.js';
import { writtenText } from './written-text.js';

/** A test, or a suite of tests, as a source has it. */
export interface TestCall {
  readonly kind: 'test' | 'suite';
  /** `…` stands for what is computed. */
  readonly title: string;
  readonly node: CallExpression;
  /** Its body. */
  readonly body: Node;
}

const kinds: ReadonlyMap<string, TestCall['kind']> = new Map([
  ['test', 'test'],
  ['it', 'test'],
  ['describe', 'suite'],
  ['suite', 'suite'],
]);

const off = /^(skip|skipIf|todo|failing|fails)$/;

/** The tests and suites of a source that run, outer ones first: `test('…', …)`, `it.each(…)('…', …)`, `describe.only('…', …)`. */
export function testCallsIn(file: SourceFile): readonly TestCall[] {
  const passedOver: Node[] = [];
  const calls: TestCall[] = [];
  for (const node of nodesIn(file.program)) {
    if (node.type !== 'CallExpression') continue;
    const [name = '', ...marks] = namesOf(node.callee);
    const kind = kinds.get(name.replace(/^x/, ''));
    if (kind === undefined) continue;
    if (name.startsWith('x') || marks.some((mark) => off.test(mark)) || isOffByOption(node)) {
      passedOver.push(node);
    }
    const body = node.arguments.find(isFunctionNode)?.body;
    const title = node.arguments[0] && writtenText(node.arguments[0]);
    if (title === undefined || !body || passedOver.some((outer) => isWithin(node, outer))) continue;
    calls.push({ kind, title, node, body });
  }
  return calls;
}

/** Whether a node stands inside of another, or is it. */
export function isWithin(node: Node, outer: Node): boolean {
  return outer.start <= node.start && node.end <= outer.end;
}

/** `test('…', { skip: true }, …)`, or with a reason, as Node's runner and Vitest have it. */
function isOffByOption(call: CallExpression): boolean {
  return call.arguments.some(
    (given) =>
      given.type === 'ObjectExpression' &&
      given.properties.some(
        (property) =>
          property.type === 'Property' &&
          off.test(nameOf(property.key) ?? '') &&
          !(property.value.type === 'Literal' && property.value.value === false),
      ),
  );
}

/** `test`, `only`, `each` of `test.only.each(rows)`. */
function namesOf(callee: Node): readonly string[] {
  switch (callee.type) {
    case 'Identifier':
      return [callee.name];
    case 'MemberExpression':
      return [...namesOf(callee.object), nameOf(callee.property) ?? ''];
    case 'CallExpression':
      return namesOf(callee.callee);
    case 'TaggedTemplateExpression':
      return namesOf(callee.tag);
    default:
      return [];
  }
}
