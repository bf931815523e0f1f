import type {
  ContextDocument,
  EdgeDocument,
  ElementDocument,
  FieldDocument,
  InvariantDocument,
  MessageContract,
  MethodDocument,
  ModelDocument,
} from '@domainry/model';

/** An element of which only what matters is written; the lists it leaves out are empty. */
export type WrittenElement = Pick<ElementDocument, 'kind' | 'name'> & Partial<ElementDocument>;

/** A model of which only what matters is written. */
export interface WrittenModel {
  readonly context: Pick<ContextDocument, 'name'> & Partial<ContextDocument>;
  readonly elements: readonly WrittenElement[];
  readonly edges?: readonly EdgeDocument[];
  readonly glossary?: ModelDocument['glossary'];
  readonly decisions?: ModelDocument['decisions'];
  readonly checksum?: string;
}

export function writeModel({ context, elements, edges = [], ...written }: WrittenModel): ModelDocument {
  return {
    $schema: 'https://domainry.dev/schemas/model/1.json',
    modelVersion: '1.0.0',
    checksum: written.checksum ?? '5f'.repeat(32),
    context: { owners: [], relationships: [], ...context },
    elements: elements
      .map((element) => withLists(context.name, element))
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
    edges,
    glossary: written.glossary ?? [],
    decisions: written.decisions ?? [],
    provenance: { generator: '@domainry/model 0.1.0', commit: '0f5c2d1', gaps: [] },
  };
}

function withLists(context: string, element: WrittenElement): ElementDocument {
  return {
    id: `${context}.${element.name}`,
    options: {},
    fields: [],
    invariants: [],
    stateMachines: [],
    handlers: [],
    methods: [],
    suppressions: [],
    ...element,
  };
}

export function field(name: string, kind: string, more: Partial<FieldDocument> = {}): FieldDocument {
  return { name, kind, presence: 'required', constraints: {}, ...more };
}

export function rule(
  name: string,
  message: string,
  more: Partial<InvariantDocument> = {},
): InvariantDocument {
  return { name, stage: 'post', message, code: 'invariant', fields: [], throws: [], ...more };
}

export function method(name: string, more: Partial<MethodDocument> = {}): MethodDocument {
  return { name, parameters: [], raises: [], throws: [], changes: [], ...more };
}

export function message(type: string, more: Partial<MessageContract> = {}): MessageContract {
  return { type, version: Number(/\d+$/.exec(type)?.[0] ?? 1), upcasters: [], ...more };
}

/** `Ordering.Order raises Ordering.OrderPlaced` with its methods: `edge('Ordering.Order', 'raises', …, { method })`. */
export function edge(
  from: string,
  kind: EdgeDocument['kind'],
  to: string,
  more: Partial<EdgeDocument> = {},
): EdgeDocument {
  return { from, kind, to, basis: 'declared', ...more };
}
