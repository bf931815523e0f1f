import {
  consumersOf,
  producersOf,
  sendersOf,
  type EdgeDocument,
  type EdgeKind,
  type ElementDocument,
  type Landscape,
  type Step,
} from '@domainry/model';
import { elementNode } from './element-node.js';
import type { FigureOptions } from './figure.js';
import type { GraphEdge, GraphGroup, GraphNode } from './graph.js';

/** How a line of the model reads along the flow. */
const relations: Readonly<Partial<Record<EdgeKind, string>>> = {
  handles: 'is handled by',
  reacts: 'is reacted to by',
  projects: 'is projected by',
  answers: 'is answered by',
  maintains: 'keeps',
  raises: 'raises',
  sends: 'sends',
  asks: 'asks',
  invokes: 'calls',
};

/** Collects the nodes and lines of a flow, each once, while messages are followed. */
export class FlowGraph {
  readonly #landscape: Landscape;
  readonly #options: FigureOptions;
  readonly #focus: ElementDocument;
  readonly #elements = new Map<string, ElementDocument>();
  readonly #edges = new Map<string, FoundEdge>();
  readonly #followed = new Set<string>();

  constructor(landscape: Landscape, options: FigureOptions, focus: ElementDocument) {
    this.#landscape = landscape;
    this.#options = options;
    this.#focus = focus;
    this.#elements.set(focus.id, focus);
  }

  get nodes(): readonly GraphNode[] {
    const isAcross = this.#contexts().size > 1;
    return [...this.#elements.values()].map((element) =>
      elementNode(this.#landscape, element, this.#options, {
        focus: element === this.#focus,
        ...(isAcross ? { group: this.#contextOf(element) } : {}),
      }),
    );
  }

  get edges(): readonly GraphEdge[] {
    const found = [...this.#edges.values()];
    return found.map(({ edge, labels }) => ({
      ...edge,
      // The method that raises was named already where it is called.
      label: [...labels]
        .filter((label) => edge.relation !== relations.raises || !isNamed(found, edge.from, label))
        .join(', '),
    }));
  }

  /** A frame for each context, when there are several. */
  get groups(): readonly GraphGroup[] {
    const contexts = this.#contexts();
    if (contexts.size < 2) return [];
    return [...contexts].map((name) => ({ id: name, label: name, href: this.#options.href?.(name) }));
  }

  /** What leads to a message: who raises or sends it, and the messages they do that for. */
  before(message: ElementDocument): void {
    for (const { element, method } of sendersOf(this.#landscape, message)) {
      this.#add(element, message, message.kind === 'query' ? 'asks' : 'sends', '');
      this.#triggers({ element, ...(method === undefined ? {} : { method }) });
    }
    for (const producer of producersOf(this.#landscape, message)) {
      this.#add(producer.element, message, 'raises', call(producer.method));
      this.#callers(producer);
    }
  }

  /** What becomes of a message, through so many messages. */
  after(message: ElementDocument, depth: number): void {
    if (depth === 0 || this.#followed.has(message.id)) return;
    this.#followed.add(message.id);
    const next: ElementDocument[] = [];
    const steps = [...consumersOf(this.#landscape, message)];
    for (const { element } of steps) this.#add(message, element, this.#howHandled(element, message), '');
    const seen = new Set<string>();
    for (const step of steps) {
      const key = `${step.element.id}#${step.method ?? ''}`;
      if (seen.has(key)) continue;
      seen.add(key);
      next.push(...this.#effects(step, steps));
    }
    for (const each of next) this.after(each, depth - 1);
  }

  /** What one method does; the methods it calls are steps, too. Gives the messages it raises or sends. */
  #effects({ element, method }: Step, steps: Step[]): readonly ElementDocument[] {
    const messages: ElementDocument[] = [];
    const edges = this.#landscape
      .edgesFrom(element.id, 'invokes', 'raises', 'sends', 'asks', 'maintains')
      .filter((edge) => edge.kind === 'maintains' || isOfMethod(edge, method));
    for (const { kind, to, via, method: by } of edges) {
      const target = this.#landscape.find(to);
      // That something is loaded before it is changed goes without saying.
      if (target === undefined || target.kind === 'repository') continue;
      this.#add(element, target, kind, kind === 'invokes' ? call(via) : kind === 'raises' ? call(by) : '');
      if (kind === 'invokes') steps.push({ element: target, ...(via === undefined ? {} : { method: via }) });
      if (kind === 'raises' || kind === 'sends' || kind === 'asks') messages.push(target);
    }
    return messages;
  }

  /** Who calls a method, and for which messages. */
  #callers(producer: Step): void {
    this.#triggers(producer);
    const calls = this.#landscape
      .edgesTo(producer.element.id, 'invokes')
      .filter(({ via }) => via === undefined || producer.method === undefined || via === producer.method);
    for (const { from, method, via } of calls) {
      const caller = this.#landscape.find(from);
      if (caller === undefined) continue;
      this.#add(caller, producer.element, 'invokes', call(via));
      this.#triggers({ element: caller, ...(method === undefined ? {} : { method }) });
    }
  }

  /** The messages a method is called for. */
  #triggers({ element, method }: Step): void {
    const edges = this.#landscape.edgesFrom(element.id, 'handles', 'reacts', 'answers');
    for (const edge of edges.filter((each) => isOfMethod(each, method))) {
      const message = this.#landscape.find(edge.to);
      if (message !== undefined) this.#add(message, element, edge.kind, '');
    }
  }

  #howHandled(element: ElementDocument, message: ElementDocument): EdgeKind {
    const [edge] = this.#landscape
      .edgesFrom(element.id, 'handles', 'reacts', 'projects', 'answers')
      .filter(({ to }) => to === message.id);
    return edge?.kind ?? 'handles';
  }

  #add(from: ElementDocument, to: ElementDocument, kind: EdgeKind, label: string): void {
    this.#elements.set(from.id, from);
    this.#elements.set(to.id, to);
    const key = JSON.stringify([from.id, to.id, kind]);
    const found = this.#edges.get(key) ?? {
      edge: {
        from: from.id,
        to: to.id,
        relation: relations[kind] ?? kind,
        // What another unit of work does later is drawn apart from what happens at once.
        stroke: kind === 'reacts' || kind === 'projects' ? ('dashed' as const) : ('solid' as const),
      },
      labels: new Set<string>(),
    };
    if (label !== '') found.labels.add(label);
    this.#edges.set(key, found);
  }

  #contexts(): ReadonlySet<string> {
    return new Set([...this.#elements.values()].map((element) => this.#contextOf(element)).sort());
  }

  #contextOf(element: ElementDocument): string {
    return this.#landscape.documentOf(element).context.name;
  }
}

interface FoundEdge {
  readonly edge: GraphEdge;
  readonly labels: Set<string>;
}

function isNamed(found: readonly FoundEdge[], id: string, label: string): boolean {
  return found.some(({ edge, labels }) => edge.to === id && labels.has(label));
}

function isOfMethod(edge: EdgeDocument, method: string | undefined): boolean {
  return method === undefined || edge.method === undefined || edge.method === method;
}

function call(method: string | undefined): string {
  return method === undefined ? '' : `${method}()`;
}
