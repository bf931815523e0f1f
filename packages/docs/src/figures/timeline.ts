import type { ElementDocument, Landscape } from '@domainry/model';
import { elementNode } from './element-node.js';
import type { Slice } from './event-model.js';
import type { FigureOptions } from './figure.js';
import type { GraphEdge, GraphNode } from './graph.js';

/** Slices as a grid: columns are moments, rows are lanes. */
export interface Timeline {
  readonly lanes: readonly Lane[];
  readonly cells: readonly Cell[];
  readonly edges: readonly GraphEdge[];
  /** What kind of step each run of columns is. */
  readonly spans: readonly Span[];
  readonly columns: number;
}

export interface Lane {
  readonly label: string;
  readonly href?: string | undefined;
}

export interface Cell {
  readonly column: number;
  /** Index of its lane. */
  readonly lane: number;
  readonly node: GraphNode;
}

export interface Span {
  readonly label: string;
  readonly first: number;
  readonly last: number;
}

const reactions = 0;
const wishes = 1;

/** Lays slices along a time line: reactions above, commands and views below them, events in a lane for each context. */
export function timelineOf(landscape: Landscape, slices: readonly Slice[], options: FigureOptions): Timeline {
  const grid = new Grid(landscape, slices, options);
  for (const slice of slices) grid.add(slice);
  return grid.finish();
}

class Grid {
  readonly #landscape: Landscape;
  readonly #options: FigureOptions;
  readonly #contexts: readonly string[];
  readonly #cells: Cell[] = [];
  readonly #edges: GraphEdge[] = [];
  readonly #spans: Span[] = [];
  readonly #ids = new Set<string>();
  #column = 0;

  constructor(landscape: Landscape, slices: readonly Slice[], options: FigureOptions) {
    this.#landscape = landscape;
    this.#options = options;
    const events = slices.flatMap((slice) => slice.events);
    this.#contexts = [...new Set(events.map((event) => this.#contextOf(event)))];
  }

  add({ pattern, reaction, command, events, view }: Slice): void {
    const first = this.#column;
    const by = reaction === undefined ? undefined : `${reaction.by.id}#${reaction.method}`;
    if (reaction !== undefined && by !== undefined) {
      if (!this.#ids.has(by)) {
        this.#put(by, reaction.by, reactions);
        this.#column += 1;
      }
      for (const event of reaction.to) this.#join(event.id, by, 'is reacted to by', 'dashed');
    }
    if (command !== undefined) {
      const isNew = !this.#ids.has(command.id);
      if (isNew) this.#put(command.id, command, wishes);
      if (by !== undefined) this.#join(by, command.id, 'sends');
      if (isNew && events.length === 0) this.#column += 1;
    }
    for (const event of events) {
      if (!this.#ids.has(event.id)) {
        this.#put(event.id, event, 2 + this.#contexts.indexOf(this.#contextOf(event)));
        this.#column += 1;
      }
      const cause = command?.id ?? by;
      if (cause !== undefined) this.#join(cause, event.id, 'leads to');
    }
    // All of its events stood elsewhere before.
    if (command !== undefined && this.#cells.at(-1)?.node.id === command.id)
      this.#column = this.#cells.at(-1)!.column + 1;
    if (view !== undefined) {
      this.#put(view.projection.id, view.projection, wishes);
      this.#column += 1;
      for (const event of view.of) this.#join(event.id, view.projection.id, 'is shown by', 'dashed');
    }
    if (this.#column > first) this.#spans.push({ label: pattern, first, last: this.#column - 1 });
  }

  finish(): Timeline {
    const { href } = this.#options;
    return {
      lanes: [
        { label: 'Reactions' },
        { label: 'Commands and views' },
        ...this.#contexts.map((name) => ({ label: `Events of ${name}`, href: href?.(name) })),
      ],
      cells: this.#cells,
      // A slice of another part of the story may have what a line leads to.
      edges: this.#edges.filter(({ from, to }) => this.#ids.has(from) && this.#ids.has(to)),
      spans: this.#spans,
      columns: this.#column,
    };
  }

  #put(id: string, element: ElementDocument, lane: number): void {
    this.#ids.add(id);
    this.#cells.push({
      column: this.#column,
      lane,
      node: elementNode(this.#landscape, element, this.#options, { id }),
    });
  }

  #join(from: string, to: string, relation: string, stroke: 'solid' | 'dashed' = 'solid'): void {
    if (this.#edges.some((edge) => edge.from === from && edge.to === to)) return;
    this.#edges.push({ from, to, relation, stroke });
  }

  #contextOf(element: ElementDocument): string {
    return this.#landscape.documentOf(element).context.name;
  }
}
