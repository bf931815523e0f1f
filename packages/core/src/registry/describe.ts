import { describeElement } from './describe-element.js';
import type { DomainSummary } from './domain-summary.js';
import { elementKinds, type ElementKind } from './element-kinds.js';
import type { Registry } from './registry.js';

/** Describes everything a registry knows as plain data, in an order that depends on nothing but the model. */
export function describeRegistry(registry: Registry): DomainSummary {
  const kinds = Object.keys(elementKinds) as ElementKind[];
  const elements = [...registry]
    .map((element) => describeElement(registry, element))
    .sort(
      (one, other) =>
        kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
        compare(one.name, other.name) ||
        compare(one.type ?? '', other.type ?? ''),
    );
  const counts: Partial<Record<ElementKind, number>> = {};
  for (const { kind } of elements) counts[kind] = (counts[kind] ?? 0) + 1;
  return { domain: registry.domain, ...registry.description, counts, elements };
}

/** By code units: the same everywhere, whatever the language of the machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
