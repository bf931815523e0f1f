import type { ElementDocument, Landscape, StateMachineDocument, TransitionDocument } from '@domainry/model';
import { nameOf } from './element-node.js';
import type { Figure, FigureOptions } from './figure.js';
import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { graphFigure } from './graph-figure.js';
import { nodeName, plain, quoted } from './mermaid-text.js';

const start = '(start)';
const endOf = (state: string): string => `(end) ${state}`;

/**
 * The states of a field, what follows what, and the methods that take the step with the events they raise. Nothing when
 * there are no states.
 */
export async function stateFigure(
  landscape: Landscape,
  element: ElementDocument,
  machine: StateMachineDocument,
  options: FigureOptions = {},
): Promise<Figure | undefined> {
  if (machine.states.length === 0) return undefined;
  const { states, initial, final, transitions } = machine;
  const nodes: GraphNode[] = [
    ...(initial === undefined ? [] : [{ id: start, kind: 'start' as const, label: '' }]),
    ...states.map((state): GraphNode => ({ id: state, kind: 'state', label: state })),
    ...final.map((state): GraphNode => ({ id: endOf(state), kind: 'end', label: '' })),
  ];
  const edges: GraphEdge[] = [
    ...(initial === undefined ? [] : [{ from: start, to: initial, relation: 'begins as' }]),
    ...transitions.map((transition) => ({
      from: transition.from,
      to: transition.to,
      relation: 'may become',
      label: stepOf(landscape, element, transition),
    })),
    ...final.map((state) => ({ from: state, to: endOf(state), relation: 'is final' })),
  ];
  return graphFigure(
    {
      title: `States of ${element.name}.${machine.field}`,
      description: describe(element, machine),
      direction: 'right',
      isOrdered: true,
      nodes,
      edges: edges.filter(({ from, to }) => [from, to].every((id) => nodes.some((node) => node.id === id))),
    },
    stateDiagram,
    options,
  );
}

function describe(
  { name, invariants }: ElementDocument,
  { field, states, initial, final, open }: StateMachineDocument,
): string {
  const guards = invariants.filter(({ stage, fields }) => stage === 'pre' && fields.includes(field));
  return [
    `${name}.${field} is one of ${states.length} states${initial === undefined ? '' : `, at first ${initial}`}.`,
    ...(open === true ? ['Every state may follow every other.'] : []),
    ...(final.length === 0 ? [] : [`Nothing follows ${final.join(', ')}.`]),
    ...guards.map(({ message }) => `Before a step: ${message}.`),
  ].join(' ');
}

/** `cancel() → OrderCancelled`, for each method that takes the step. */
function stepOf(landscape: Landscape, element: ElementDocument, { methods }: TransitionDocument): string {
  return methods
    .map((name) => {
      const raises = element.methods.find((method) => method.name === name)?.raises ?? [];
      const events = raises.map((id) => nameOf(landscape, id)).join(', ');
      return events === '' ? `${name}()` : `${name}() → ${events}`;
    })
    .join(', ');
}

/** A graph of states as a Mermaid state diagram. */
function stateDiagram({ direction, nodes, edges }: Graph): string {
  const names = new Map(
    nodes.map(({ id, kind }, position) => [
      id,
      kind === 'start' || kind === 'end' ? '[*]' : nodeName(position),
    ]),
  );
  return [
    'stateDiagram-v2',
    `  direction ${direction === 'right' ? 'LR' : 'TB'}`,
    ...nodes
      .filter(({ kind }) => kind !== 'start' && kind !== 'end')
      .map(({ id, label }) => `  state ${quoted(label)} as ${names.get(id)!}`),
    ...edges.map(
      ({ from, to, label = '' }) =>
        `  ${names.get(from)!} --> ${names.get(to)!}${label === '' ? '' : ` : ${plain(label)}`}`,
    ),
  ].join('\n');
}
