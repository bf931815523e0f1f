import { consumersOf, producersOf, sendersOf, type ElementDocument, type Landscape } from '@domainry/model';

/** What the boxes of an architecture are. */
export type BoxKind = 'aggregate' | 'policy' | 'process' | 'readModel';

const boxKinds: Readonly<Partial<Record<ElementDocument['kind'], BoxKind>>> = {
  aggregate: 'aggregate',
  decider: 'aggregate',
  eventHandler: 'policy',
  subscriber: 'policy',
  processManager: 'process',
  projection: 'readModel',
};

/** A message that goes from one box to another. */
export interface Traffic {
  readonly from: ElementDocument;
  readonly to: ElementDocument;
  readonly message: ElementDocument;
}

/** The kind of box an element is; none when it is in another. */
export function boxKindOf({ kind }: ElementDocument): BoxKind | undefined {
  return boxKinds[kind];
}

/** The messages that go between boxes, by message. Older versions go the way of the newest. */
export function trafficOf(landscape: Landscape): readonly Traffic[] {
  return landscape.elements.flatMap((message) => {
    if (message.kind !== 'event' && message.kind !== 'command') return [];
    const senders =
      message.kind === 'event' ? producersOf(landscape, message) : sendersOf(landscape, message);
    const from = boxes(
      landscape,
      senders.map(({ element }) => element),
    );
    const to = boxes(
      landscape,
      consumersOf(landscape, message).map(({ element }) => element),
    );
    return from.flatMap((one) =>
      to.filter((other) => other !== one).map((other) => ({ from: one, to: other, message })),
    );
  });
}

/** The boxes elements are in, each once. */
function boxes(landscape: Landscape, elements: readonly ElementDocument[]): readonly ElementDocument[] {
  return [...new Set(elements.flatMap((element) => boxOf(landscape, element) ?? []))];
}

function boxOf(landscape: Landscape, element: ElementDocument): ElementDocument | undefined {
  if (boxKindOf(element) !== undefined) return element;
  const owners = [element.belongsTo, element.aggregate].flatMap((id) =>
    id === undefined ? [] : (landscape.find(id) ?? []),
  );
  return owners.find((owner) => boxKindOf(owner) !== undefined);
}
