import type {
  EdgeDocument,
  ElementDocument,
  FieldDocument,
  InvariantDocument,
  ModelDocument,
  StateMachineDocument,
} from '@domainry/model';

/** Parts of an element, with those left out that do not matter to a test. */
export type ElementParts = Partial<Omit<ElementDocument, 'id' | 'name' | 'kind' | 'fields' | 'message'>> & {
  readonly fields?: readonly FieldDocument[];
  readonly message?: Partial<ElementDocument['message']>;
};

/** A model document of one context. Ids of elements are given without their context. */
export function contextOf(
  name: string,
  elements: readonly ElementDocument[],
  { edges = [], ...rest }: Partial<ModelDocument> = {},
): ModelDocument {
  return {
    $schema: 'https://domainry.dev/schema/model.json',
    modelVersion: '1.0.0',
    checksum: `sha256:${name}`,
    context: { name, owners: [], relationships: [] },
    elements,
    edges,
    glossary: [],
    decisions: [],
    provenance: { generator: 'test', gaps: [] },
    ...rest,
  };
}

/** An element of the context Ordering, unless its id names another. */
export function element(
  kind: ElementDocument['kind'],
  id: string,
  parts: ElementParts = {},
): ElementDocument {
  const full = id.includes('.') && !/^\w+\.v\d+$/.test(id) ? id : `Ordering.${id}`;
  const name = full.split('.')[1]!;
  const version = Number(/\.v(\d+)$/.exec(full)?.[1] ?? parts.message?.version ?? 1);
  const isMessage = kind === 'event' || kind === 'command' || kind === 'query';
  const { message, ...others } = parts;
  return {
    id: full,
    kind,
    name,
    options: {},
    fields: [],
    invariants: [],
    stateMachines: [],
    handlers: [],
    methods: [],
    suppressions: [],
    ...others,
    ...(isMessage
      ? {
          message: {
            type: `${full.replace(/\.v\d+$/, '')}.v${version}`,
            upcasters: [],
            ...message,
            version,
          },
        }
      : {}),
  };
}

/** A field; optional unless it says otherwise. */
export function field(name: string, kind = 'string', parts: Partial<FieldDocument> = {}): FieldDocument {
  return {
    name,
    kind,
    presence: 'optional',
    constraints: kind === 'string' ? { maxLength: 255, ...parts.constraints } : {},
    ...(kind === 'string' ? { ...parts, constraints: { maxLength: 255, ...parts.constraints } } : parts),
  };
}

/** A connection that reading the source found, unless it says otherwise. */
export function edge(
  from: string,
  kind: EdgeDocument['kind'],
  to: string,
  parts: Partial<EdgeDocument> = {},
): EdgeDocument {
  return { from, kind, to, basis: 'read', ...parts };
}

/** A rule. */
export function rule(name: string, parts: Partial<InvariantDocument> = {}): InvariantDocument {
  return { name, stage: 'post', message: `${name} holds`, code: name, fields: [], throws: [], ...parts };
}

/** A state machine whose steps are written as `Draft → Sent`. */
export function machine(
  name: string,
  steps: readonly string[],
  parts: Partial<StateMachineDocument> = {},
): StateMachineDocument {
  const transitions = steps.map((step) => {
    const [from, to] = step.split(' → ') as [string, string];
    return { from, to, methods: [] };
  });
  const states = [...new Set(transitions.flatMap(({ from, to }) => [from, to]))];
  const final = states.filter((state) => !transitions.some(({ from }) => from === state));
  return { field: name, states, final, transitions, ...parts };
}
