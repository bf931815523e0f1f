import type {
  FieldDescriptor,
  HandledMessage,
  HandlerMark,
  RegisteredElement,
  Registry,
} from '@domainry/core';
import type { EdgeDocument, EdgeKind } from '../document/edge-document.js';
import type { ElementReading } from '../source/source-documentation.js';

/** How one element names another in the registry. */
type Reference = NonNullable<RegisteredElement['belongsTo']>;

/** What is needed to tell how an element is connected. */
export interface EdgeRequest {
  readonly registry: Registry;
  readonly idOf: (element: RegisteredElement) => string;
  readonly reading: ElementReading | undefined;
}

/** What an element is connected with, as far as the registry says so. */
export function declaredEdges(element: RegisteredElement, request: EdgeRequest): readonly EdgeDocument[] {
  const { registry, idOf, reading } = request;
  const edge = (
    kind: EdgeKind,
    to: RegisteredElement | undefined,
    method?: string,
  ): readonly EdgeDocument[] => {
    if (to === undefined) return [];
    const source = placeOf(reading, method);
    return [
      {
        from: idOf(element),
        kind,
        to: idOf(to),
        ...(method === undefined ? {} : { method }),
        basis: 'declared',
        ...(source === undefined ? {} : { source }),
      },
    ];
  };
  const found = (reference: Reference | undefined): RegisteredElement | undefined =>
    targetOf(registry, reference);
  const successor = found(element.supersededBy);
  return [
    ...element.fields.flatMap((field) =>
      fieldTargets(field).flatMap(([kind, to]) => edge(kind, found(to), field.name)),
    ),
    ...element.handles.flatMap((handled) =>
      messagesOf(element, handled, registry).flatMap((message) =>
        edge(edgeKinds[handled.by]?.[element.kind] ?? 'handles', message, handled.method),
      ),
    ),
    ...(element.kind === 'projector' ? edge('maintains', found(element.belongsTo)) : []),
    ...(element.kind === 'upcaster' ? edge('upcasts', found(element.belongsTo), 'upcast') : []),
    ...(element.kind === 'subscriber' ? edge('subscribes', streamOwner(registry, element), 'receive') : []),
    ...decidedEvents(element, registry).flatMap((event) => edge('raises', event, 'decide')),
    ...derivedEvents(element, registry).flatMap(([event, method]) => edge('raises', event, method)),
    ...(successor === undefined
      ? []
      : [{ from: idOf(successor), kind: 'supersedes', to: idOf(element), basis: 'declared' } as const]),
  ];
}

/** What a mark makes of a message, by the kind of the element it stands in. */
const edgeKinds: Readonly<
  Partial<Record<HandlerMark, Readonly<Partial<Record<RegisteredElement['kind'], EdgeKind>>>>>
> = {
  handle: { commandHandler: 'handles', eventHandler: 'reacts', processManager: 'reacts' },
  on: { projector: 'projects' },
  read: { queryHandler: 'answers' },
  apply: { aggregate: 'applies' },
  decide: { decider: 'handles' },
  evolve: { decider: 'applies' },
};

function targetOf(registry: Registry, reference: Reference | undefined): RegisteredElement | undefined {
  const cls = reference?.find();
  return cls && registry.find(cls);
}

function fieldTargets(field: FieldDescriptor): readonly (readonly [EdgeKind, Reference])[] {
  if (field.items !== undefined) return fieldTargets(field.items);
  if (field.target === undefined) return [];
  return [[field.kind === 'reference' ? 'references' : 'contains', field.target]];
}

/** The messages a method is called for; where every event is meant, those that no other method is marked for. */
function messagesOf(
  element: RegisteredElement,
  { message, everyEvent }: HandledMessage,
  registry: Registry,
): readonly RegisteredElement[] {
  if (everyEvent !== true) return [targetOf(registry, message) ?? []].flat();
  const named = new Set(element.handles.map((other) => targetOf(registry, other.message)));
  const owner = targetOf(registry, element.belongsTo);
  return registry
    .ofKind('event')
    .filter((event) => !named.has(event) && event.derived !== 'factEvents' && !event.isAbstract)
    .filter((event) => owner === undefined || registry.clusterOf(event.cls) === owner);
}

/** The aggregate whose stream a subscriber listens to, when it is one of this domain. */
function streamOwner(registry: Registry, { options }: RegisteredElement): RegisteredElement | undefined {
  return [...registry].find(({ stream }) => stream !== undefined && stream === options['stream']);
}

/** A decider says which events it may give. */
function decidedEvents(
  { kind, handles }: RegisteredElement,
  registry: Registry,
): readonly RegisteredElement[] {
  if (kind !== 'decider') return [];
  return handles
    .filter(({ by }) => by === 'evolve')
    .flatMap(({ message }) => targetOf(registry, message) ?? []);
}

/** Events that the framework raises for an aggregate, and the method that makes it do so. */
function derivedEvents(
  element: RegisteredElement,
  registry: Registry,
): readonly (readonly [RegisteredElement, string | undefined])[] {
  if (element.kind !== 'aggregate') return [];
  const methods: Readonly<Record<string, string>> = {
    [`${element.name}Created`]: 'constructor',
    [`${element.name}AttributeChanged`]: 'changeAttribute',
    [`${element.name}Discarded`]: 'discard',
  };
  return registry
    .ofKind('event')
    .filter((event) => event.derived !== undefined && targetOf(registry, event.belongsTo) === element)
    .map((event) => [event, methods[event.name]]);
}

function placeOf(reading: ElementReading | undefined, member: string | undefined): EdgeDocument['source'] {
  if (reading === undefined || member === undefined) return reading?.source;
  return (
    reading.methods.find(({ name }) => name === member)?.source ??
    reading.fields[member]?.source ??
    reading.source
  );
}
