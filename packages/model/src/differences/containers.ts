import type { ElementDocument } from '../document/element-document.js';
import { targetsOf } from '../document/targets.js';

/** The elements that hold each element, directly or by others, by the id of what is held. */
export function containersOf(
  elements: readonly ElementDocument[],
): ReadonlyMap<string, readonly ElementDocument[]> {
  const held = new Map<string, readonly string[]>(
    elements.map((element) => [element.id, element.fields.flatMap(targetsOf).map(({ target }) => target)]),
  );
  const containers = new Map<string, ElementDocument[]>();
  for (const element of elements) {
    const reached = new Set<string>(held.get(element.id));
    // A set that grows is walked to its new end.
    for (const id of reached) for (const inner of held.get(id) ?? []) reached.add(inner);
    for (const id of reached) {
      if (id !== element.id) containers.set(id, [...(containers.get(id) ?? []), element]);
    }
  }
  return containers;
}
